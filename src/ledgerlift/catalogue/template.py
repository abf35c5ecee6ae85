"""The workbook for customers whose software is not listed: four empty sheets with headings, and notes with examples."""

import datetime as dt
import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ledgerlift.catalogue.building import build
from ledgerlift.catalogue.mistakes import CatalogueMistakeError, Locator, Mistake
from ledgerlift.catalogue.model import Steps, Text
from ledgerlift.records import FIELDS, DataType, Kind

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

TEMPLATE_FILE = Path(__file__).parent / "vocabulary" / "template.yaml"

# How cells are shown, so that what is typed becomes a date, a number, or the text it is (00417 keeps its zeros).
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.AMOUNT: "#,##0.00", Kind.IDENTIFIER: "@"}
_MADE = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed date, so that the same workbook is the same bytes


@dataclass(frozen=True)
class Notes:
    """The first sheet: how to fill the others, and examples of each."""

    name: Text
    lines: Steps
    examples: Text
    head: Steps


@dataclass(frozen=True)
class Sheet:
    """One sheet to fill: per field the heading and two examples, in each language."""

    name: Text
    columns: Mapping[str, Steps]


@dataclass(frozen=True)
class Template:
    """The texts of the workbook."""

    notes: Notes
    sheets: Mapping[DataType, Sheet]


@functools.cache
def read_template(path: Path = TEMPLATE_FILE) -> Template:
    """Read the texts; raise CatalogueMistakeError with every mistake in the file."""
    from ledgerlift.catalogue.yaml_lines import read_yaml

    content, lines = read_yaml(path)
    mistakes: list[Mistake] = []
    template: Template = build(Template, content, Locator(path.name, lines, mistakes))
    if mistakes:
        raise CatalogueMistakeError(sorted(mistakes))
    return template


def list_headings(data_type: DataType, *, french: bool) -> dict[str, str]:
    """Give the heading of each field in the template's sheet of a data type, in order."""
    columns = read_template().sheets[data_type].columns
    return {field: _in(texts, french=french)[0] for field, texts in columns.items()}


def find_filled_sheets(sheets: Mapping[str | None, int]) -> list[str] | None:
    """Name the lists somebody filled, of the rows each sheet has; None when the workbook is not the template."""
    template = read_template()
    for french in (False, True):
        lists = [sheet.name.fr if french else sheet.name.en for sheet in template.sheets.values()]
        if {template.notes.name.fr if french else template.notes.name.en, *lists} <= sheets.keys():
            return [name for name in lists if sheets[name] > 1]
    return None


def write_template(*, french: bool) -> bytes:
    """Write the workbook, always the same bytes."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _MADE})
        head = workbook.add_format({"bold": True, "bottom": 1})
        _write_notes(workbook, head, french=french)
        for data_type, sheet in read_template().sheets.items():
            _write_sheet(workbook, head, data_type, sheet, french=french)
    return content.getvalue()


def _write_sheet(
    workbook: "xlsxwriter.Workbook", head: "Format", data_type: DataType, sheet: Sheet, *, french: bool
) -> None:
    page = workbook.add_worksheet(sheet.name.fr if french else sheet.name.en)
    page.freeze_panes(1, 0)
    for at, (field, heading) in enumerate(list_headings(data_type, french=french).items()):
        shown = _FORMATS.get(FIELDS[data_type][field])
        page.set_column(at, at, len(heading) + 4, workbook.add_format({"num_format": shown}) if shown else None)
        page.write_string(0, at, heading, head)


def _write_notes(workbook: "xlsxwriter.Workbook", head: "Format", *, french: bool) -> None:
    template = read_template()
    notes = template.notes
    page = workbook.add_worksheet(notes.name.fr if french else notes.name.en)
    page.set_column(0, 2, 28)
    row = 0
    for line in _in(notes.lines, french=french):
        page.write_string(row, 0, line)
        row += 1
    # One line a column: a list lying on its side is never taken for one to be read.
    for sheet in template.sheets.values():
        title = (notes.examples.fr if french else notes.examples.en).format(
            sheet=sheet.name.fr if french else sheet.name.en
        )
        page.write_string(row + 1, 0, title, head)
        row += 2
        for texts in (notes.head, *sheet.columns.values()):
            for at, text in enumerate(_in(texts, french=french)):
                page.write_string(row, at, text)
            row += 1


def _in(texts: Steps, *, french: bool) -> tuple[str, ...]:
    return texts.fr if french else texts.en
