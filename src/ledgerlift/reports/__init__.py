"""The workbooks: layout only, no figure is worked out here."""
