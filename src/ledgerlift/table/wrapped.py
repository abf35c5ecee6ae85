"""Texts that go on in the next row, put back together."""

from collections import defaultdict

import polars as pl

from ledgerlift.table.grid import Grid


def join_wrapped(body: Grid, is_data: pl.Series, wrapped: pl.Series) -> pl.DataFrame:
    """Give the cells of a table's body with the text of each wrapped row appended to the nearest data row above."""
    data = is_data.arg_true()
    parts: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in wrapped:
        above = int(data.search_sorted(row)) - 1
        if above >= 0:
            for position, text in body.texts(row).items():
                parts[position][int(data[above])].append(text)
    return body.cells.with_columns(
        _append(body.cells[str(position)], {row: " ".join(texts) for row, texts in rows.items()})
        for position, rows in parts.items()
    )


def _append(column: pl.Series, texts: dict[int, str]) -> pl.Series:
    longer = [f"{(column[row] or '').strip()} {text}".strip() for row, text in texts.items()]
    return column.clone().scatter(list(texts), longer)
