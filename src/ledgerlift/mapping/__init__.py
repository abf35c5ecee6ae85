"""Which report a table is and which column is which field, with evidence."""
