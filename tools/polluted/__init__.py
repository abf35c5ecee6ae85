"""Clean tables written badly, by rule, and whether reading gives the clean table back.

``python -m tools.polluted`` pollutes the golden exports that are clean CSV files in every way there is and counts the
cells that come back; the tests take a sample.
"""
