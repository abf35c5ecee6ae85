"""Typed records from a table and its mapping."""
