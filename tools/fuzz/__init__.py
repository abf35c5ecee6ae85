"""Reads files that were damaged at random, to find one that harms the reader."""
