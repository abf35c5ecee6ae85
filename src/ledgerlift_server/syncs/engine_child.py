"""The one place that calls the engine: ``python -m ledgerlift_server.syncs.engine_child``.

A JSON request on standard input, a JSON answer on standard output. What an inspection looks like is written down in
`engine_descriptions`.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import chain, count
from pathlib import Path, PurePath
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ledgerlift_server.processes import die_with_parent
from ledgerlift_server.syncs import engine_products
from ledgerlift_server.syncs.engine import problem_to_json
from ledgerlift_server.syncs.engine_descriptions import (
    describe_question,
    describe_table,
    extract_problem_rows,
    hash_headings,
)
from ledgerlift_server.ui.logs import describe_exception

if TYPE_CHECKING:
    from ledgerlift.pipeline import Answer

# Settings are checked before they are kept; what was kept before that, or by hand, is named for what it is.
BAD_SETTINGS = "settings_not_usable"


def inspect(*, source: Mapping[str, Any], software: str, max_bytes: int, cells_to: str | None = None) -> dict[str, Any]:
    """Inspect one file. When something in it must not be kept, its other cells are written to ``cells_to``."""
    from ledgerlift import pipeline
    from ledgerlift.pipeline.privacy import take_out
    from ledgerlift.reading import Limits
    from ledgerlift.reading.kept_cells import read_kept_cells, write_kept_cells
    from ledgerlift.records import DataType

    path, is_kept = Path(source["path"]), source["is_kept_cells"]
    found = pipeline.inspect(
        read_kept_cells(path) if is_kept else path,
        software=software or None,
        as_type=DataType(source["data_type"]),
        answers=read_answers(source["answers"]),
        limits=replace(Limits(), file_bytes=max_bytes),
        name=source["name"],
    )
    kinds = {table.data_type.value for table in found.tables}
    kinds |= {kind for question in found.questions if question.kind == "data_type" for kind in question.choices}
    withheld = sorted({code for table, _ in found.considered for code in table.withheld.values()})
    if withheld and cells_to and found.source:
        write_kept_cells(take_out(found.source, [table for table, _ in found.considered]), Path(cells_to))
    outcome: str = found.outcome
    if kinds and source["data_type"] not in kinds:
        outcome = "wrong_report"
    return {
        "outcome": outcome,
        "looks_like": found.data_type.value if found.data_type else "",
        "headings": hash_headings(found),
        "tables": [describe_table(table) for table in found.tables],
        "questions": [describe_question(question, found) for question in found.questions],
        "problems": [problem_to_json(problem) for problem in found.problems],
        "extracts": extract_problem_rows(found),
        "withheld": withheld,
    }


def run(
    *,
    sources: Sequence[Mapping[str, Any]],
    out: str,
    company: str,
    software: str,
    settings: Mapping[str, Any],
    language: str,
    max_bytes: int,
    imported_on: str | None = None,
    origin: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Make snapshot, reports and insights of several files."""
    from ledgerlift import pipeline
    from ledgerlift.reading import Limits
    from ledgerlift.records import DataType

    if check_settings(settings=settings)["mistakes"]:
        return {"failure": BAD_SETTINGS, "reports": [], "manifest": {}, "content_id": ""}
    today = datetime.now(UTC).date()
    chosen = pipeline.parse_settings(settings, folder=Path(out))
    chosen = chosen.with_language("fr" if language == "fr" else "en")
    names = tell_apart([source["name"] for source in sources])
    outcome = pipeline.run(
        [
            pipeline.Sent(
                Path(source["path"]),
                name=name,
                as_type=DataType(source["data_type"]),
                is_kept_cells=source["is_kept_cells"],
            )
            for source, name in zip(sources, names, strict=True)
        ],
        out=Path(out),
        company=company,
        software=software or None,
        answers=[
            replace(answer, file=name)
            for source, name in zip(sources, names, strict=True)
            for answer in read_answers(source["answers"])
        ],
        settings=chosen,
        reports=False,
        limits=replace(Limits(), file_bytes=max_bytes),
        today=today,
    )
    if outcome.snapshot is None:
        return {"failure": "files_not_ready", "reports": [], "manifest": {}, "content_id": ""}
    first_day = date.fromisoformat(imported_on) if imported_on else None
    failed = engine_products.make(
        outcome.snapshot, Path(out), today=today, imported_on=first_day, settings=chosen, origin=origin or {}
    )
    quarter_end = engine_products.find_quarter_end(outcome.snapshot, today)
    manifest_text = (outcome.snapshot / "manifest.json").read_text(encoding="utf-8")
    return {
        "failure": "",
        "reports": [str(path) for path in engine_products.list_reports(Path(out))],
        "failed": failed,
        "quarter_end": quarter_end.isoformat() if quarter_end else None,
        "manifest": json.loads(manifest_text),
        "content_id": hashlib.sha256(manifest_text.encode()).hexdigest(),
    }


def remake(
    *,
    snapshot: str,
    out: str,
    settings: Mapping[str, Any],
    imported_on: str | None = None,
    origin: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Make reports and insights of a snapshot that is there already."""
    from ledgerlift import pipeline

    if check_settings(settings=settings)["mistakes"]:
        return {"failure": BAD_SETTINGS, "reports": []}
    failed = engine_products.make(
        Path(snapshot),
        Path(out),
        today=datetime.now(UTC).date(),
        imported_on=date.fromisoformat(imported_on) if imported_on else None,
        settings=pipeline.parse_settings(settings, folder=Path(out)),
        origin=origin or {},
    )
    return {
        "failure": "",
        "reports": [str(path) for path in engine_products.list_reports(Path(out))],
        "failed": failed,
    }


def close_quarter(
    *, snapshot: str, out: str, settings: Mapping[str, Any], earlier: str | None, imported_on: str | None = None
) -> dict[str, Any]:
    """Make Ongoing Insights of a snapshot that is there already, if it holds two whole quarters."""
    from ledgerlift import pipeline

    if check_settings(settings=settings)["mistakes"]:
        return {"failure": BAD_SETTINGS, "quarter_end": None, "reports": []}
    quarter_end = engine_products.close_quarter(
        Path(snapshot),
        Path(out),
        today=datetime.now(UTC).date(),
        earlier=Path(earlier) if earlier else None,
        imported_on=date.fromisoformat(imported_on) if imported_on else None,
        settings=pipeline.parse_settings(settings, folder=Path(out)),
    )
    return {
        "failure": "",
        "quarter_end": quarter_end.isoformat() if quarter_end else None,
        "reports": [str(path) for path in engine_products.list_reports(Path(out))],
    }


def check_settings(*, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Say what is wrong with settings, a sentence each."""
    from ledgerlift.pipeline import SettingsNotReadableError, parse_settings

    try:
        parse_settings(settings, folder=Path())
    except SettingsNotReadableError as refused:
        return {"mistakes": list(refused.mistakes)}
    return {"mistakes": []}


def list_choices() -> dict[str, Any]:
    """List what settings can choose among: the reports, and the columns of the match files."""
    from ledgerlift.reports.kinds import kinds
    from ledgerlift.reports.match.layouts import get_layout, list_networks
    from ledgerlift.reports.words import say

    return {
        "reports": [
            {
                "name": kind.name,
                "titles": {language: say("files", kind.name, language) for language in engine_products.LANGUAGES},
                "by_default": kind.by_default,
            }
            for kind in kinds().values()
            if not kind.each_quarter
        ],
        "networks": {
            network: [
                {"key": column.key, "headings": dict(column.heading), "is_usual": column in layout.columns}
                for column in (*layout.columns, *layout.further)
            ]
            for network in list_networks()
            for layout in [get_layout(network)]
        },
    }


def tell_apart(names: Sequence[str]) -> list[str]:
    """Give each file a name of its own: a second "report.csv" is shown as "report (2).csv"."""
    given: list[str] = []
    for name in names:
        path = PurePath(name)
        others = (f"{path.stem} ({number}){path.suffix}" for number in count(2))
        given.append(next(shown for shown in chain([name], others) if shown not in given))
    return given


def read_answers(kept: Mapping[str, Mapping[str, Any]]) -> list["Answer"]:
    """Give kept answers as the engine takes them."""
    from ledgerlift.pipeline import Answer

    return [Answer(field=each["field"], value=each["value"], column=each["column"]) for each in kept.values()]


def load_engine() -> None:
    """Load what every request needs, before there is one."""
    from ledgerlift import catalogue

    import_module("ledgerlift.pipeline")
    _ = catalogue.load().headings


def report_crash(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> None:
    """Write where the code broke; the message of the error stays out, for it may quote a cell."""
    sys.stderr.write(json.dumps({"event": "engine crashed", **describe_exception(error)}) + "\n")


def main() -> None:
    """Answer the one request."""
    die_with_parent()
    sys.excepthook = report_crash
    load_engine()
    text = sys.stdin.read()
    if not text:
        return  # a spare that was never needed
    request = json.loads(text)
    works: Mapping[str, Callable[..., dict[str, Any]]] = {
        "inspect": inspect,
        "run": run,
        "remake": remake,
        "close_quarter": close_quarter,
        "check_settings": check_settings,
        "list_choices": list_choices,
    }
    work = works[request.pop("do")]
    json.dump(work(**request), sys.stdout)


if __name__ == "__main__":
    main()
