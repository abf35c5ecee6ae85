"""Problems as rows of a snapshot, and back."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from ledgerlift import records
from ledgerlift.problems import Place, Problem


def list_problem_rows(problems: Iterable[Problem]) -> pl.DataFrame:
    """Give problems as rows of the ``problems`` frame; nothing of them is lost."""
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "field": problem.field,
            "column": problem.place.column,
            "found": problem.found,
            "count": problem.count,
            # Text, so that dates and decimals come back as their sentence shows them.
            "details": json.dumps(dict(problem.details), ensure_ascii=False, sort_keys=True, default=str),
            "file": problem.place.file,
            "sheet": problem.place.sheet,
            "row": problem.place.row,
        }
        for problem in problems
    ]
    return pl.DataFrame(rows, schema=dict(records.SNAPSHOT["problems"]))


def read_problem_row(row: Mapping[str, Any]) -> Problem:
    """Give the problem of one row."""
    return Problem(
        row["code"],
        Place(row["file"], row["sheet"], row["row"], row["column"]),
        found=row["found"],
        field=row["field"],
        count=row["count"] or 1,
        details=json.loads(row["details"] or "{}"),
    )
