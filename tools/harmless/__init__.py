"""Changes that a person or a program may make to an export without changing what it says, and what reading makes of it.

``python -m tools.harmless`` makes every change of every golden export that is a plain list, and prints the share that
gives the same records; the tests take a sample.
"""
