"""Clients (the organisations that use Ledgerlift) and their staff."""
