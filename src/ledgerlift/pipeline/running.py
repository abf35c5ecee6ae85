"""All files of a company: from exports to a snapshot, a receipt and the reports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ledgerlift.analysis import AnalysisSettings, analyse
from ledgerlift.mapping.model import Question, TableMapping
from ledgerlift.pipeline.answers import Answer
from ledgerlift.pipeline.inspecting import OWN_FILES, inspect
from ledgerlift.pipeline.inspection import Inspection
from ledgerlift.problems import Language
from ledgerlift.reading import Limits
from ledgerlift.records import SNAPSHOT, DataType
from ledgerlift.reports import kinds
from ledgerlift.reports.receipt import make_receipt
from ledgerlift.resolve import Resolved, resolve
from ledgerlift.snapshot import (
    Company,
    Manifest,
    describe_source,
    list_problem_rows,
    list_skipped_rows,
    read_snapshot,
    write_snapshot,
)
from ledgerlift.table import Table

SNAPSHOT_FOLDER = "snapshot"
RECEIPT = "receipt.txt"


@dataclass(frozen=True)
class Sent:
    """A file with what its sender said of it: the name it had, and the report it is meant to be."""

    path: Path
    name: str | None = None
    as_type: DataType | None = None


@dataclass(frozen=True)
class Outcome:
    """What a run gave. ``snapshot`` is None when a file was refused or a question is open: nothing was written then."""

    inspections: tuple[Inspection, ...]
    snapshot: Path | None = None
    receipt: str = ""
    reports: tuple[Path, ...] = ()

    @property
    def open_questions(self) -> list[tuple[str, Question]]:
        """Every question that nobody has answered, with the name of its file."""
        return [(each.file.name, question) for each in self.inspections for question in each.questions]


def run(
    files: Sequence[Path | Sent],
    *,
    out: Path,
    company: str = "",
    software: str | None = None,
    answers: Sequence[Answer] = (),
    period: tuple[date, date] | None = None,
    base_currency: str | None = None,
    language: Language = "en",
    reports: bool = True,
    limits: Limits = OWN_FILES,
    today: date | None = None,
    on_step: Callable[[str], None] = lambda _step: None,
) -> Outcome:
    """Turn files into ``out/snapshot``, ``out/receipt.txt`` and the reports.

    The same files and settings give the same bytes. ``period`` is the first and last day the analysis covers (default:
    the last twelve full months of the data); ``on_step`` is told the name of each step that is done.
    """
    inspections = []
    for sent in (each if isinstance(each, Sent) else Sent(each) for each in files):
        inspections.append(
            inspect(sent.path, name=sent.name, as_type=sent.as_type, software=software, answers=answers, limits=limits)
        )
        on_step(inspections[-1].file.name)
    if any(each.outcome != "ready" for each in inspections):
        return Outcome(tuple(inspections))
    resolved = resolve([table.logical for each in inspections for table in each.tables], base_currency=base_currency)
    on_step("resolve")
    written = write_snapshot(
        _frames(resolved, inspections),
        _manifest(resolved, inspections, company=company, software=software, answers=answers),
        out / SNAPSHOT_FOLDER,
    )
    on_step("snapshot")
    snapshot = read_snapshot(written.directory)
    analysis = analyse(snapshot, _settings(period, today))
    on_step("analysis")
    receipt = make_receipt(snapshot, analysis, language).text
    (out / RECEIPT).write_text(receipt + "\n", encoding="utf-8")
    made = []
    for kind in kinds().values() if reports else ():
        path = out / kind.file_name(language)
        kind.writer(analysis, snapshot, path, language=language)
        made.append(path)
    on_step("reports")
    return Outcome(tuple(inspections), written.directory, receipt, tuple(made))


def report_kinds() -> list[str]:
    """List the names of the reports there are."""
    return list(kinds())


def write_report(
    snapshot: Path,
    kind: str,
    out: Path,
    *,
    language: Language = "en",
    period: tuple[date, date] | None = None,
    today: date | None = None,
) -> Path:
    """Write one report of a snapshot into a folder; raises KeyError for a kind there is not."""
    chosen = kinds()[kind]
    out.mkdir(parents=True, exist_ok=True)
    read = read_snapshot(snapshot)
    path = out / chosen.file_name(language)
    chosen.writer(analyse(read, _settings(period, today)), read, path, language=language)
    return path


def _settings(period: tuple[date, date] | None, today: date | None) -> AnalysisSettings:
    first, last = period or (None, None)
    return AnalysisSettings(period_from=first, period_to=last, as_of=today, imported_on=today)


def _frames(resolved: Resolved, inspections: Sequence[Inspection]) -> dict[str, pl.DataFrame]:
    frames: dict[str, pl.DataFrame] = {name: getattr(resolved, name) for name in SNAPSHOT if name != "problems"}
    used = [(each, table) for each in inspections for table in _used_tables(each)]
    skipped = [list_skipped_rows(each.file.name, table, mapping.data_type) for each, (table, mapping) in used]
    frames["set_aside"] = pl.concat([frames["set_aside"], *skipped])
    found = [problem for each in inspections for problem in each.problems]
    frames["problems"] = list_problem_rows([*found, *resolved.problems])
    return frames


def _used_tables(inspection: Inspection) -> list[tuple[Table, TableMapping]]:
    """List the tables of a file that gave records, each once."""
    tables = {id(each.table): (each.table, each.mapping) for each in inspection.tables}
    return list(tables.values())


def _manifest(
    resolved: Resolved,
    inspections: Sequence[Inspection],
    *,
    company: str,
    software: str | None,
    answers: Sequence[Answer],
) -> Manifest:
    sources = [describe_source(each.source, _used_tables(each)) for each in inspections if each.source is not None]
    return Manifest(
        company=Company(name=company or None),
        base_currency=resolved.base_currency,
        software=software,
        sources=tuple(sources),
        answers={f"{answer.file or '*'}:{answer.field}:{answer.column or '*'}": answer.value for answer in answers},
    )
