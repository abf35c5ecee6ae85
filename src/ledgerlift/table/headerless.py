"""Tables without captions: exports that begin with the first record."""

from ledgerlift.table.columns import describe_columns, widest_rows
from ledgerlift.table.grid import Grid
from ledgerlift.table.header import read_window
from ledgerlift.table.scoring import is_like_data
from ledgerlift.table.shape import TYPED


def find_first_record(grid: Grid) -> int | None:
    """Find the row where records begin in a sheet without captions; None when its rows are not alike, as in prose."""
    window = read_window(grid)
    rows = widest_rows(window)
    columns = describe_columns(rows)
    full = [position for position, column in columns.items() if column.share >= 0.8]
    typed = [position for position in full if columns[position].shape in TYPED]
    filled = sum(bool(row) for row in window)
    if len(rows) * 10 < filled * 6 or len(full) < 2 or (len(rows) < 2 and len(typed) < 2):
        return None
    if not typed and (len(full) < 3 or any(row.keys() != rows[0].keys() for row in rows)):
        return None
    return next(
        (index for index, row in enumerate(window) if row in rows and (not typed or is_like_data(row, columns))), None
    )
