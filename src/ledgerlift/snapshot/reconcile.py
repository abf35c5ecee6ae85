"""Whether the rows of every sheet add up: each is a record, a further line of one, or set aside with a reason."""

from collections.abc import Mapping

import polars as pl

from ledgerlift.snapshot.manifest import Reconciliation, SourceEntry

Frames = Mapping[str, pl.LazyFrame]
Sheet = tuple[str, str | None]  # file and sheet

RECORDS = ("suppliers", "bills", "credit_notes", "payments", "direct_costs")


def reconcile(sources: tuple[SourceEntry, ...], frames: Frames) -> tuple[Reconciliation, ...]:
    """Add up every sheet that has a table, in the order of the sources."""
    record_counts = _count_records(frames)
    line_counts = _count_further_lines(frames)
    # A list that mixes two reports is described twice, and tells of its blank rows twice.
    set_aside = frames["set_aside"].select("file", "sheet", "row", "reason").unique()
    set_aside_counts = _count_by_sheet(set_aside, "reason")
    return tuple(
        _reconcile_sheet(
            sheet,
            rows,
            records=record_counts.get(sheet, {}),
            lines=line_counts.get(sheet, 0),
            set_aside=set_aside_counts.get(sheet, {}),
        )
        for sheet, rows in _count_rows(sources).items()
    )


def _reconcile_sheet(
    sheet: Sheet, rows: int, *, records: dict[str, int], lines: int, set_aside: dict[str, int]
) -> Reconciliation:
    left = rows - sum(records.values()) - sum(set_aside.values())
    further_lines = max(0, min(left, lines))
    return Reconciliation(*sheet, rows, records, further_lines, set_aside, unexplained=left - further_lines)


def _count_rows(sources: tuple[SourceEntry, ...]) -> dict[Sheet, int]:
    # A list that mixes bills and payments is described once for each; its rows are there once.
    tables = {
        (source.name, table.sheet, table.first_row, table.last_row): table.rows + sum(table.skipped.values())
        for source in sources
        for table in source.tables
        if table.data_type is not None
    }
    rows: dict[Sheet, int] = {}
    for (file, sheet, *_), count in tables.items():
        rows[file, sheet] = rows.get((file, sheet), 0) + count
    return rows


def _count_records(frames: Frames) -> dict[Sheet, dict[str, int]]:
    # A supplier first named by a bill stands on that bill's row, which the bill already accounts for.
    own_rows = {"suppliers": frames["suppliers"].filter(pl.col("origin") == "suppliers")}
    own_rows |= {name: frames[name] for name in RECORDS[1:]}
    places = pl.concat(frame.select("file", "sheet", record=pl.lit(name)) for name, frame in own_rows.items())
    return {
        sheet: {name: counts[name] for name in RECORDS if name in counts}
        for sheet, counts in _count_by_sheet(places, "record").items()
    }


def _count_further_lines(frames: Frames) -> dict[Sheet, int]:
    """Count the rows beyond the first of each record that is written on several rows."""
    # Of a million records hardly any has a further line; only those are looked up.
    several = pl.col("lines") > 1
    bill_lines = frames["bill_lines"].group_by("bill_key").agg(lines=pl.len()).filter(several)
    records = pl.concat(
        [
            frames["bills"].select("file", "sheet", lines="line_count").filter(several),
            frames["credit_notes"].join(bill_lines, on="bill_key").select("file", "sheet", "lines"),
            frames["payments"].select("file", "sheet", lines="line_count").filter(several),
        ]
    )
    counted = records.group_by("file", "sheet").agg((pl.col("lines").cast(pl.Int64) - 1).sum()).collect()
    return {(file, sheet): lines for file, sheet, lines in counted.iter_rows()}


def _count_by_sheet(frame: pl.LazyFrame, label: str) -> dict[Sheet, dict[str, int]]:
    counted = frame.group_by("file", "sheet", label).agg(rows=pl.len()).sort("file", "sheet", label).collect()
    counts: dict[Sheet, dict[str, int]] = {}
    for file, sheet, name, rows in counted.iter_rows():
        counts.setdefault((file, sheet), {})[name] = rows
    return counts
