"""Makes the golden sample exports: invented books, written in the true shapes of accounting packages.

``python -m tools.samples`` writes ``tests/corpus`` and ``samples`` again, always the same. Nothing here reads with the
product: the expected answers come from the invented ledger and the description of each export.
"""
