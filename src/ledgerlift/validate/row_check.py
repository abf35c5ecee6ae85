"""A check of every record by itself: what fails it, where the first failure stands, and how many there are."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.problems import Place, Problem
from ledgerlift.validate.wording import write_value


@dataclass(frozen=True)
class RowCheck:
    """One thing that may be wrong with a record.

    ``fails`` is true for records that fail; ``field`` is where a person should look. ``holds`` is given for a relation
    between columns: the share of the records with these columns that must keep it. Where most break it, the columns
    mean something else in this file, and saying so a thousand times helps nobody.
    """

    code: str
    field: str
    fails: pl.Expr
    holds: float = 0.0


def run_row_checks(records: Records, checks: Sequence[RowCheck]) -> list[Problem]:
    """Run checks over all records in one pass; each that fails anywhere gives one problem."""
    frame = records.frame
    measured = frame.select(
        expression
        for number, check in enumerate(checks)
        for expression in (
            check.fails.sum().alias(f"count{number}"),
            check.fails.count().alias(f"known{number}"),
            check.fails.arg_max().alias(f"first{number}"),
        )
    )
    found = measured.row(0, named=True) if checks else {}
    return [
        describe(records, check, found[f"count{number}"], found[f"first{number}"])
        for number, check in enumerate(checks)
        if found[f"count{number}"] and found[f"count{number}"] <= (1 - check.holds) * found[f"known{number}"]
    ]


def describe(records: Records, check: RowCheck, count: int, first: int) -> Problem:
    """Write a failed check as a problem at its first record."""
    record = records.frame.row(first, named=True)
    value = record.get(check.field)
    place = Place(record["file"], record["sheet"], record["row"], records.columns.get(check.field))
    details = {"header": records.headers.get(check.field, check.field)}
    return Problem(check.code, place, write_value(value), check.field, count, details)
