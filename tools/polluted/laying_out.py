"""Ways of writing a table badly that change which rows and cells there are."""

import re
from collections.abc import Iterable
from dataclasses import replace

from tools.polluted.clean import Cells
from tools.polluted.draft import Draft
from tools.polluted.edits import Pollution, with_rows

_AMOUNT = re.compile(r"-?\d+\.\d\d")


def put_title_above(draft: Draft) -> Draft:
    """Company, report, period."""
    return _above(draft, [("Tamarack Yards Ltd",), ("Transaction report",), ("1 January to 31 December 2025",), ()])


def put_full_width_title_above(draft: Draft) -> Draft:
    """The same, each line as wide as the table."""
    lines = ("Tamarack Yards Ltd", "Transaction report", "As of today", "")
    return _above(draft, [(line, *[""] * (draft.width - 1)) for line in lines])


def put_settings_above(draft: Draft) -> Draft:
    """The settings a report was made with, a name and a value a line."""
    settings = [
        ("Company:", "Tamarack Yards Ltd"), ("Fiscal year:", "2025"), ("Currency:", "All"), ("Status:", "All"),
        ("Sorted by:", "Date"), ("User:", "JLEE"), (),
    ]  # fmt: skip
    return _above(draft, settings)


def put_comments_above(draft: Draft) -> Draft:
    """Comments as programs write them."""
    return _above(draft, [("# exported by ledgerd 4.2",), ("# one record a line",)])


def put_sentence_below(draft: Draft) -> Draft:
    """A remark at the end."""
    return _below(draft, [(), ("End of report",)])


def put_notes_below(draft: Draft) -> Draft:
    """Remarks in words below an empty row."""
    return _below(
        draft, [(), ("Notes",), ("Amounts include tax unless stated otherwise.",), ("© 2026 Tamarack Yards",)]
    )


def put_total_below(draft: Draft) -> Draft | None:
    """The sum of the amounts."""
    places = _amount_places(draft)
    label = next((place for place in range(draft.width) if place not in places), None)
    if not places or label is None:
        return None
    return _below(draft, [_row(draft, {label: "Total", **dict.fromkeys(places, "123,456.78")})])


def put_count_below(draft: Draft) -> Draft:
    """How many records there are, and when they were written."""
    return _below(draft, [(f"{len(draft.clean.rows)} records",), ("Printed on 03/01/2026 10:15",)])


def repeat_header(draft: Draft) -> Draft:
    """The heading again above every twentieth record."""
    header = draft.head[-1]
    return _between(draft, [header], every=20)


def print_pages(draft: Draft) -> Draft:
    """The line of a page, and the heading again."""
    return _between(draft, [("Page 2 of 5",), draft.head[-1]], every=15)


def split_header(draft: Draft) -> Draft | None:
    """Headings of two words or more in two rows."""
    words = [heading.split(" ", 1) for heading in draft.clean.header]
    if sum(len(each) == 2 for each in words) * 3 < len(words):
        return None
    upper = tuple(each[0] if len(each) == 2 else "" for each in words)
    lower = tuple(each[-1] if each else "" for each in words)
    return replace(draft, rows=(*draft.head[:-1], upper, lower, *draft.body), first=draft.first + 1)


def put_names_for_programs_above(draft: Draft) -> Draft:
    """A row of technical names above the headings."""
    return _above(draft, [tuple(f"fld_{number:03}" for number in range(draft.width))])


def end_rows_with_delimiter(draft: Draft) -> Draft:
    """An empty cell at the end of every row."""
    return replace(draft, rows=tuple((*row, "") for row in draft.rows))


def end_records_with_delimiter(draft: Draft) -> Draft:
    """An empty cell at the end of every record, but not of the heading."""
    return replace(draft, rows=(*draft.head, *((*row, "") for row in draft.body)))


def cut_empty_ends(draft: Draft) -> Draft | None:
    """Rows end with their last filled cell."""
    cut = tuple(_without_empty_end(row) for row in draft.body)
    return replace(draft, rows=(*draft.head, *cut)) if cut != draft.body else None


def lose_last_cells(draft: Draft) -> Draft:
    """Every eleventh record ends two cells early."""
    return with_rows(draft, lambda row: row[:-2], lambda row: (*row[:-2], "", ""), every=11)


def add_cells(draft: Draft) -> Draft:
    """A remark behind every thirteenth record."""
    return with_rows(draft, lambda row: (*row, "checked"), lambda row: row, every=13)


def add_blank_lines(draft: Draft) -> Draft:
    """An empty line after every tenth record."""
    return _between(draft, [()], every=10)


def add_empty_rows(draft: Draft) -> Draft:
    """A row of empty cells after every tenth record."""
    return _between(draft, [("",) * draft.width], every=10)


def pad_cells(draft: Draft) -> Draft:
    """Cells filled up with spaces."""
    return replace(draft, rows=tuple(tuple(f"{cell:<12} " for cell in row) for row in draft.rows))


def begin_with_empty_column(draft: Draft) -> Draft:
    """An empty column at the left."""
    return replace(draft, rows=tuple(("", *row) for row in draft.rows), shift=draft.shift + 1)


def put_summary_above(draft: Draft) -> Draft:
    """A small table above."""
    summary = [("Status", "Documents"), ("Open", "12"), ("Paid", "31"), ("On hold", "2"), ()]
    return _above(draft, summary)


def put_table_below(draft: Draft) -> Draft:
    """A small table below."""
    ageing = [
        (), ("Currency", "Rate", "Valid from"), ("USD", "1.3650", "2025-01-01"), ("EUR", "1.4821", "2025-01-01"),
        ("GBP", "1.7312", "2025-01-01"),
    ]  # fmt: skip
    return _below(draft, ageing)


def put_table_beside(draft: Draft) -> Draft:
    """A small table at the right, two columns away."""
    beside = [("Code", "Meaning"), ("OP", "Open"), ("PD", "Paid"), ("HD", "On hold")]
    rows = list(draft.rows)
    for place, cells in enumerate(beside, start=draft.first - 1):
        rows[place] = (*rows[place], "", "", *cells)
    return replace(draft, rows=tuple(rows))


LAYING_OUT: tuple[Pollution, ...] = (
    put_title_above, put_full_width_title_above, put_settings_above, put_comments_above, put_sentence_below,
    put_notes_below, put_total_below, put_count_below, repeat_header, print_pages, split_header,
    put_names_for_programs_above, end_rows_with_delimiter, end_records_with_delimiter, cut_empty_ends, lose_last_cells,
    add_cells, add_blank_lines, add_empty_rows, pad_cells, begin_with_empty_column, put_summary_above, put_table_below,
    put_table_beside,
)  # fmt: skip  # fmt: skip


def _row(draft: Draft, cells: dict[int, str]) -> Cells:
    return tuple(cells.get(place, "") for place in range(draft.width))


def _above(draft: Draft, rows: Iterable[Cells]) -> Draft:
    rows = tuple(rows)
    return replace(draft, rows=(*rows, *draft.rows), first=draft.first + len(rows))


def _below(draft: Draft, rows: Iterable[Cells]) -> Draft:
    return replace(draft, rows=(*draft.rows, *rows))


def _between(draft: Draft, rows: Iterable[Cells], *, every: int) -> Draft:
    """Put rows after every so many rows of the body, but not at its end."""
    rows, body = tuple(rows), list(draft.body)
    for place in range((len(body) - 1) // every * every, 0, -every):
        body[place:place] = rows
    return replace(draft, rows=(*draft.head, *body))


def _amount_places(draft: Draft) -> list[int]:
    columns = zip(*draft.clean.rows, strict=True)
    return [place for place, cells in enumerate(columns) if all(map(_AMOUNT.fullmatch, cells))]


def _without_empty_end(row: Cells) -> Cells:
    while row and not row[-1]:
        row = row[:-1]
    return row
