"""Where the tables of a sheet are: heading, data rows, totals, groups, footers."""
