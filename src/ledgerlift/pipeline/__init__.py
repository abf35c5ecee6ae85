"""The stages in order: the only place that knows them all."""

from ledgerlift.pipeline.answers import Answer, AnswersNotReadableError, read_answers
from ledgerlift.pipeline.inspecting import find_table, inspect
from ledgerlift.pipeline.inspection import InspectedTable, Inspection, Verdict
from ledgerlift.pipeline.running import Outcome, Sent, report_kinds, run, write_report
from ledgerlift.pipeline.settings import Settings, SettingsNotReadableError, parse_settings, read_settings
from ledgerlift.problems import Language

__all__ = [
    "Answer",
    "AnswersNotReadableError",
    "InspectedTable",
    "Inspection",
    "Language",
    "Outcome",
    "Sent",
    "Settings",
    "SettingsNotReadableError",
    "Verdict",
    "find_table",
    "inspect",
    "parse_settings",
    "read_answers",
    "read_settings",
    "report_kinds",
    "run",
    "write_report",
]
