"""The stages in order: the only place that knows them all."""

from ledgerlift.pipeline.answers import Answer, read_answers
from ledgerlift.pipeline.inspecting import find_table, inspect
from ledgerlift.pipeline.inspection import InspectedTable, Inspection, Outcome
from ledgerlift.pipeline.running import RunOutcome, report_kinds, run, write_report
from ledgerlift.problems import Language

__all__ = [
    "Answer",
    "InspectedTable",
    "Inspection",
    "Language",
    "Outcome",
    "RunOutcome",
    "find_table",
    "inspect",
    "read_answers",
    "report_kinds",
    "run",
    "write_report",
]
