"""Reports of a snapshot that is there already: one, all of them, or all of them in a bundle."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from ledgerlift.analysis import Analysis, analyse
from ledgerlift.pipeline.settings import USUAL, Settings
from ledgerlift.reports import ReportSettings, kinds, list_wanted
from ledgerlift.reports.bundle import MadeReport, name_bundle, write_bundle
from ledgerlift.snapshot import Snapshot, read_snapshot

BUNDLE = "bundle"


def report_kinds() -> list[str]:
    """List the names of the reports there are; the bundle holds the others."""
    return [*kinds(), BUNDLE]


def write_report(
    snapshot: Path,
    kind: str,
    out: Path,
    *,
    settings: Settings = USUAL,
    today: date | None = None,
    earlier: Path | None = None,
) -> Path:
    """Write one report of a snapshot into a folder; raises KeyError for a kind there is not.

    ``earlier`` is a snapshot that may hold the quarter before, for the report that compares two. Raises
    FileRejectedError when a snapshot cannot be read, or does not hold what the report is about.
    """
    if kind not in report_kinds():
        raise KeyError(kind)
    read, chosen = read_snapshot(snapshot), settings.reports
    analysis = analyse(read, settings.made_on(today).analysis)
    out.mkdir(parents=True, exist_ok=True)
    if kind == BUNDLE:
        path = out / name_bundle(read.manifest.company.name, read.manifest.last_date, chosen.language)
        with TemporaryDirectory(dir=out) as folder:
            made = make_reports(analysis, read, Path(folder), chosen)
            write_bundle(made, path, analysis=analysis, snapshot=read, settings=chosen)
        return path
    asked = kinds()[kind]
    path = out / asked.file_name(read.manifest, chosen.language)
    writer: Callable[..., str | None] = asked.writer
    if asked.each_quarter and earlier:
        writer = partial(writer, earlier=read_snapshot(earlier))
    writer(analysis, read, path, chosen)
    return path


def make_reports(
    analysis: Analysis,
    snapshot: Snapshot,
    out: Path,
    settings: ReportSettings,
    *,
    a_folder_each: bool = False,
    on_failure: Callable[[Exception], str] | None = None,
) -> tuple[MadeReport, ...]:
    """Write every report these settings ask for into a folder, or each into one of its own, named by its kind.

    One that breaks stops the others, unless ``on_failure`` takes the exception and gives a code for it.
    """
    made = []
    for kind in list_wanted(settings):
        name = kind.file_name(snapshot.manifest, settings.language)
        path = out / kind.name / name if a_folder_each else out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        report = MadeReport(kind.name, name, path)
        try:
            report = replace(report, totals=kind.writer(analysis, snapshot, path, settings) or "")
        except Exception as error:
            if on_failure is None:
                raise
            report = replace(report, path=None, failure=on_failure(error))
        made.append(report)
    return tuple(made)
