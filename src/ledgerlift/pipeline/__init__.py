"""The stages in order: the only place that knows them all."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ledgerlift.pipeline.answers import Answer, AnswersNotReadableError, read_answers
from ledgerlift.pipeline.inspecting import find_table, inspect
from ledgerlift.pipeline.inspection import InspectedTable, Inspection, Verdict
from ledgerlift.problems import Language

if TYPE_CHECKING:
    from ledgerlift.pipeline.reporting import make_reports, report_kinds, write_report
    from ledgerlift.pipeline.running import Outcome, Sent, run
    from ledgerlift.pipeline.settings import Settings, SettingsNotReadableError, parse_settings, read_settings

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
    "make_reports",
    "parse_settings",
    "read_answers",
    "read_settings",
    "report_kinds",
    "run",
    "write_report",
]


# What a run takes, and analysis and reports with it; to inspect a file takes none of it.
_LOADED_LATE = {
    **dict.fromkeys(("make_reports", "report_kinds", "write_report"), "reporting"),
    **dict.fromkeys(("Outcome", "Sent", "run"), "running"),
    **dict.fromkeys(("Settings", "SettingsNotReadableError", "parse_settings", "read_settings"), "settings"),
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the modules hold
    if name not in _LOADED_LATE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LOADED_LATE[name]}"), name)
