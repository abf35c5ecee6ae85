"""Formulas that matter: those in columns that are read, in rows that are records.

A workbook may hold any number of others, below its list or beside it; they are nobody's business.
"""

from collections.abc import Iterable, Mapping, Sequence

from ledgerlift.catalogue import Headings
from ledgerlift.mapping.model import TableMapping
from ledgerlift.pipeline.choose import Considered
from ledgerlift.problems import Place, Problem
from ledgerlift.reading.source import Sheet
from ledgerlift.table import Table

UNWORKED, LINKED = "formulas_uncached", "external_links"


def find_unworked(
    sheets: Iterable[Sheet], considered: Iterable[Considered], headings: Headings, file: str
) -> list[Problem]:
    """List the columns with formulas nobody has worked out yet: those that are read, and empty ones that should be."""
    formulas = {sheet.name: sheet.formulas.without_result for sheet in sheets}
    return [
        problem
        for table, mapping in considered
        for problem in _find(UNWORKED, table, mapping, formulas.get(table.sheet, {}), file)
        if problem.field or _is_ours_and_empty(table, problem.place.column, headings)
    ]


def find_linked(
    sheet_formulas: Mapping[int, Sequence[int]], table: Table, mapping: TableMapping, file: str
) -> list[Problem]:
    """List the columns that are read and whose values come from other files."""
    return [problem for problem in _find(LINKED, table, mapping, sheet_formulas, file) if problem.field]


def _find(
    code: str, table: Table, mapping: TableMapping, formulas: Mapping[int, Sequence[int]], file: str
) -> list[Problem]:
    problems = []
    for column in mapping.columns:
        rows = set(formulas.get(column.position, ()))
        hit = [row for row in table.body["row"].to_list() if row in rows] if rows else []
        if hit:
            place = Place(file, table.sheet, hit[0], column.position)
            problems.append(Problem(code, place, field=column.field, count=len(hit)))
    return problems


def _is_ours_and_empty(table: Table, position: int | None, headings: Headings) -> bool:
    return any(
        table.body[column.key].null_count() == table.body.height
        and any(fact.field for fact in headings.facts(column.header))
        for column in table.columns
        if column.position == position
    )
