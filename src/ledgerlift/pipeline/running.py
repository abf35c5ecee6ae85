"""All files of a company: from exports to a snapshot, a receipt and the reports."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledgerlift.analysis import analyse_records
from ledgerlift.mapping.model import Question
from ledgerlift.pipeline.answers import Answer
from ledgerlift.pipeline.gathering import Gathered, gather, snapshot_frames
from ledgerlift.pipeline.inspecting import inspect
from ledgerlift.pipeline.inspection import Inspection
from ledgerlift.pipeline.reporting import make_reports
from ledgerlift.pipeline.settings import USUAL, Settings
from ledgerlift.reading import OWN_FILES, Limits, Reading
from ledgerlift.reading.kept_cells import read_kept_cells
from ledgerlift.records import DataType
from ledgerlift.reports.receipt import make_receipt
from ledgerlift.resolve import resolve
from ledgerlift.snapshot import Company, Manifest, complete_tables, read_snapshot, write_snapshot

SNAPSHOT_FOLDER = "snapshot"
RECEIPT = "receipt.txt"
# One file keeps a machine of several cores busy for half of the time; more at once would need the memory of all.
FILES_AT_ONCE = 2


@dataclass(frozen=True)
class Sent:
    """A file with what its sender said of it: the name it had, and the report it is meant to be.

    ``is_kept_cells`` says that the path leads to what `write_kept_cells` has written of it.
    """

    path: Path
    name: str | None = None
    as_type: DataType | None = None
    is_kept_cells: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a run gave. ``snapshot`` is None when a file was refused or a question is open: nothing was written then.

    ``inspections`` say how each file was understood; their tables are in the snapshot.
    """

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
    settings: Settings = USUAL,
    reports: bool = True,
    limits: Limits = OWN_FILES,
    today: date | None = None,
    on_step: Callable[[str], None] = lambda _step: None,
) -> Outcome:
    """Turn files into ``out/snapshot``, ``out/receipt.txt`` and the reports.

    The same files and settings give the same bytes. ``today`` is the day the settings are taken as of; ``on_step`` is
    told the name of each step that is done.
    """
    settings = settings.made_on(today)

    def take(sent: Sent) -> Gathered:
        with ExitStack() as held:
            read = (
                read_kept_cells(sent.path)
                if sent.is_kept_cells
                else held.enter_context(Reading(sent.path, limits=limits))
            )
            found = inspect(read, name=sent.name, as_type=sent.as_type, software=software, answers=answers)
        return gather(found)

    gathered = []
    with ThreadPoolExecutor(FILES_AT_ONCE) as beside:
        for each in beside.map(take, [each if isinstance(each, Sent) else Sent(each) for each in files]):
            gathered.append(each)
            on_step(each.inspection.file.name)
    inspections = tuple(each.inspection for each in gathered)
    if any(each.outcome != "ready" for each in inspections):
        return Outcome(inspections)
    resolved = resolve(
        [records for each in gathered for records in each.records], base_currency=settings.analysis.base_currency
    )
    on_step("resolve")
    manifest = Manifest(
        company=Company(name=company or None),
        base_currency=resolved.base_currency,
        software=software,
        sources=tuple(each.source for each in gathered if each.source),
        answers={f"{answer.file or '*'}:{answer.field}:{answer.column or '*'}": answer.value for answer in answers},
    )
    tables = complete_tables(snapshot_frames(resolved, gathered))
    del resolved, gathered
    with ThreadPoolExecutor(max_workers=1) as beside:
        writing = beside.submit(write_snapshot, tables, manifest, out / SNAPSHOT_FOLDER)
        analysis = analyse_records(tables, settings.analysis, base_currency=manifest.base_currency)
        written = writing.result()
    # From here on the records are read from the disk, as far as they are needed.
    del tables
    on_step("snapshot")
    on_step("analysis")
    snapshot = read_snapshot(written.directory)
    receipt = make_receipt(snapshot, analysis, settings.reports.language).text
    (out / RECEIPT).write_text(receipt + "\n", encoding="utf-8")
    made = make_reports(analysis, snapshot, out, settings.reports) if reports else ()
    on_step("reports")
    return Outcome(inspections, written.directory, receipt, tuple(report.path for report in made if report.path))
