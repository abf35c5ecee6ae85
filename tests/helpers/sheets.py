"""Sheets of a workbook as a test reads them."""


def rows_of(sheet, header_row=1):
    """Give the rows below a heading as dictionaries by heading."""
    heading, *rows = sheet.iter_rows(min_row=header_row, values_only=True)
    return [dict(zip(heading, row, strict=True)) for row in rows]
