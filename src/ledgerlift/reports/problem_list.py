"""The problems of a snapshot, as sentences."""

from dataclasses import dataclass

import polars as pl

from ledgerlift.problems import Language, Problem
from ledgerlift.snapshot import Snapshot, read_problem_row

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
    problems = [(row["severity"], read_problem_row(row)) for row in found.iter_rows(named=True)]
    return [SaidProblem(severity, say_problem(problem, language), problem.count) for severity, problem in problems]


def say_problem(problem: Problem, language: Language) -> str:
    """Say a problem in a sentence; one this version does not know goes by its code."""
    try:
        return problem.sentence(language)
    except (KeyError, ValueError):
        # A snapshot of a later version may know codes, or details of a sentence, that we do not.
        return problem.code.replace("_", " ")
