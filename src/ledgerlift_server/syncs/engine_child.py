"""The one place that calls the engine: ``python -m ledgerlift_server.syncs.engine_child``.

A JSON request on standard input, a JSON answer on standard output. An *inspection* is::

    {"outcome": …, "looks_like": "bills", "headings": "sha256 of all headings",
     "tables": [{"sheet", "data_type", "rows", "records", "suppliers", "period": [from, to] | null, "currency",
                 "totals": {field: text}, "totals_by_currency" | null, "skipped": {reason: count},
                 "columns": [{"position", "letters", "header", "field", "examples"}]}],
     "questions": [{"key", "field", "column", "header", "choices": [{"value", "header", "examples", "en"?, "fr"?}],
                    "examples", "en"?, "fr"?}],
     "problems": [{"code", "severity", "en", "fr", "sheet", "row", "column", "count"}],
     "extracts": [{"headings", "rows": [{"row", "cells", "marked"}]}],
     "withheld": ["card_numbers_found", …]}
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
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
from ledgerlift_server.ui.logs import describe_exception

if TYPE_CHECKING:
    import polars as pl

    from ledgerlift.mapping.model import ColumnMapping, Question
    from ledgerlift.pipeline import Answer, InspectedTable, Inspection
    from ledgerlift.table import Table

DATE_OF = {"bills": "issue_date", "payments": "payment_date", "direct_costs": "date"}
EXAMPLES = 2
EXTRACT_ROWS = 500
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


def hash_headings(found: "Inspection") -> str:
    """Name a file's headings: two exports of one report have the same name."""
    headings = [[column.header for column in table.columns] for table, _ in found.considered]
    return hashlib.sha256(json.dumps(headings).encode()).hexdigest() if headings else ""


def describe_table(inspected: "InspectedTable") -> dict[str, Any]:
    """Describe one kind of record found in one table."""
    from ledgerlift.problems import column_letters

    described = inspected.to_json()
    table, frame = inspected.table, inspected.logical.frame
    return {
        "sheet": described["sheet"],
        "data_type": inspected.data_type.value,
        "rows": described["rows"],
        "records": described["records"],
        "suppliers": described["suppliers"],
        "period": find_period(frame, DATE_OF.get(inspected.data_type.value, "")),
        "currency": find_only(frame, "currency"),
        "totals": described["totals"],
        "totals_by_currency": described["totals_by_currency"],
        "skipped": Counter(row.reason for row in table.skipped),
        "columns": [
            {
                "position": column.position,
                "letters": column_letters(column.position),
                "header": column.header,
                "field": column.field,
                "examples": find_examples(table, column),
            }
            for column in inspected.mapping.columns
        ],
    }


def find_period(frame: "pl.DataFrame", field: str) -> list[str] | None:
    """Return the first and last day of a date field."""
    if field not in frame.columns:
        return None
    first, last = frame[field].min(), frame[field].max()
    return [first.isoformat(), last.isoformat()] if isinstance(first, date) and isinstance(last, date) else None


def find_only(frame: "pl.DataFrame", field: str) -> str | None:
    """Return the one value of a field; None when it has several, or none."""
    values = frame[field].drop_nulls().unique().to_list() if field in frame.columns else []
    return values[0] if len(values) == 1 else None


def find_examples(table: "Table", column: "ColumnMapping") -> list[str]:
    """Pick the first different values of a column."""
    values = table.body[column.key].drop_nulls().head(200).unique(maintain_order=True)
    return values.head(EXAMPLES).to_list()


def describe_question(question: "Question", found: "Inspection") -> dict[str, Any]:
    """Describe a question with the headings and values it is about; what report it is, in words of both languages."""
    from ledgerlift.mapping.model import name_report

    if question.kind == "data_type":
        return {
            "key": question.field,
            "field": question.field,
            "column": None,
            "header": "",
            "choices": [
                {
                    "value": kind,
                    "header": "",
                    "examples": [],
                    "en": name_report(kind, "en"),
                    "fr": name_report(kind, "fr"),
                }
                for kind in question.choices
            ],
            "examples": list(question.examples),
            "en": question.sentence("en"),
            "fr": question.sentence("fr"),
        }
    columns = {
        str(column.position): (table, column) for table, mapping in found.considered for column in mapping.columns
    }
    asked = columns.get(str(question.column))
    says = {"en": question.sentence("en"), "fr": question.sentence("fr")} if question.kind == "missing" else {}
    choices = []
    for value in question.choices:
        table, column = columns.get(value, (None, None))
        choices.append(
            {
                "value": value,
                "header": column.header if column else "",
                "examples": find_examples(table, column) if table and column else [],
            }
        )
    return {
        "key": f"{question.field}:{question.column}",
        "field": question.field,
        "column": question.column,
        "header": asked[1].header if asked else "",
        "choices": choices,
        "examples": list(question.examples),
        **says,
    }


def extract_problem_rows(found: "Inspection") -> list[dict[str, Any]]:
    """Copy the rows that problems point at, with the cells they mean."""
    extracts = []
    for table in unique_tables(found.tables):
        marks: dict[int, set[int]] = {}
        for problem in found.problems:
            place = problem.place
            if place.row and place.sheet == table.sheet:
                marks.setdefault(place.row, set()).update([place.column] if place.column else [])
        wanted = table.body.filter(table.body["row"].is_in(list(marks))).head(EXTRACT_ROWS)
        if wanted.height:
            rows = [
                {
                    "row": line["row"],
                    "cells": [line[column.key] for column in table.columns],
                    "marked": [n for n, column in enumerate(table.columns, 1) if column.position in marks[line["row"]]],
                }
                for line in wanted.iter_rows(named=True)
            ]
            extracts.append({"headings": [column.header for column in table.columns], "rows": rows})
    return extracts


def unique_tables(inspected: Iterable["InspectedTable"]) -> list["Table"]:
    """List each table once: a mixed list is one table with two kinds of record."""
    return list({id(each.table): each.table for each in inspected}.values())


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
