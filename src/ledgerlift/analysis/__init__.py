"""Spend by supplier, by payment method and over time."""
