"""What the engine found in a file, as plain data for pages.

An *inspection* is::

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
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from ledgerlift.mapping.model import ColumnMapping, Question
    from ledgerlift.pipeline import InspectedTable, Inspection
    from ledgerlift.table import Table

DATE_OF = {"bills": "issue_date", "payments": "payment_date", "direct_costs": "date"}
EXAMPLES = 2
EXTRACT_ROWS = 500


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
