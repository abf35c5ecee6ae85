"""How a column writes its values: dates, amounts, currencies, countries, contacts, payment methods."""
