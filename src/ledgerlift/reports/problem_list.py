"""The problems of a snapshot, as sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ledgerlift.problems import Language, Place, Problem
from ledgerlift.snapshot import Snapshot

SEVERITIES = ("refusal", "question", "warning", "note")


@dataclass(frozen=True)
class SaidProblem:
    """One problem in one language, and how often it occurs."""

    severity: str
    sentence: str
    count: int


def list_problems(snapshot: Snapshot, language: Language) -> list[SaidProblem]:
    """List the problems, the most serious first."""
    found = (
        snapshot.frames["problems"].sort(pl.col("severity").cast(pl.Enum(SEVERITIES)), maintain_order=True).collect()
    )
    return [SaidProblem(row["severity"], _say(row, language), row["count"] or 1) for row in found.iter_rows(named=True)]


def _say(row: Mapping[str, Any], language: Language) -> str:
    place = Place(row["file"], row["sheet"], row["row"], row["column"])
    problem = Problem(row["code"], place, found=row["found"], field=row["field"], count=row["count"] or 1)
    try:
        return problem.sentence(language)
    except (KeyError, ValueError):
        # A snapshot keeps no sentence's details, and one by a later version may know codes that we do not.
        return str(row["code"]).replace("_", " ")
