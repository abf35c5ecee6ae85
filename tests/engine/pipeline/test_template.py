"""The template for software that is not listed is read back as what it says."""

import io

import openpyxl
import pytest

from ledgerlift.catalogue.template import list_headings, read_template, write_template
from ledgerlift.pipeline import inspect
from ledgerlift.records import FIELDS, DataType, Kind

LANGUAGES = pytest.mark.parametrize("french", [False, True], ids=["en", "fr"])
ROWS = 12


def value_of(field: str, kind: Kind, examples: tuple[str, ...], row: int) -> object:
    """Give what a customer would write in a row: like the examples, and other in every row."""
    text = examples[row % len(examples)]
    if kind is Kind.DATE:
        return f"2026-{row % 9 + 1:02d}-{row * 2 + 3:02d}"
    if kind is Kind.AMOUNT:
        return {"amount_due": 0.0}.get(field, 100.0 + row * 17.25)
    if kind is Kind.IDENTIFIER and field not in ("postal_code", "gl_account"):
        return f"{text}-{row:03d}"
    return f"{text} {row}" if field == "supplier_name" else text


def fill(content: bytes, path, *, french: bool, only: DataType | None = None):
    book = openpyxl.load_workbook(io.BytesIO(content))
    for page, (data_type, sheet) in zip(book.worksheets[1:], read_template().sheets.items(), strict=True):
        if only in (None, data_type):
            for row in range(ROWS):
                page.append(
                    [
                        value_of(field, FIELDS[data_type][field], (texts.fr if french else texts.en)[1:], row)
                        for field, texts in sheet.columns.items()
                    ]
                )
    book.save(path)


def fields_of(table) -> list[str | None]:
    return [column.field for column in table.mapping.columns]


@LANGUAGES
def test_filled_template_is_read_as_its_four_lists(tmp_path, french):
    path = tmp_path / "filled.xlsx"
    fill(write_template(french=french), path, french=french)
    inspection = inspect(path)
    assert inspection.outcome == "ready"
    assert {table.data_type: fields_of(table) for table in inspection.tables} == {
        data_type: list(list_headings(data_type, french=french)) for data_type in DataType
    }
    assert {table.rows for table in inspection.tables} == {ROWS}


@LANGUAGES
@pytest.mark.parametrize("data_type", DataType)
def test_template_with_one_list_filled_is_read_as_that_list(tmp_path, data_type, french):
    path = tmp_path / "filled.xlsx"
    fill(write_template(french=french), path, french=french, only=data_type)
    inspection = inspect(path, software="other", as_type=data_type)
    (table,) = inspection.tables
    assert (inspection.outcome, table.data_type, table.rows) == ("ready", data_type, ROWS)
    assert fields_of(table) == list(list_headings(data_type, french=french))


@LANGUAGES
def test_empty_template_holds_nothing_to_read(tmp_path, french):
    path = tmp_path / "template.xlsx"
    path.write_bytes(write_template(french=french))
    inspection = inspect(path)
    assert inspection.tables == ()
    assert inspection.outcome == "not_recognised"
    assert [problem.code for problem in inspection.problems] == ["file_empty"]


@LANGUAGES
def test_template_whose_headings_were_changed_has_to_be_used_as_it_is(tmp_path, french):
    book = openpyxl.load_workbook(io.BytesIO(write_template(french=french)))
    page = book.worksheets[2]
    for cell in page[1]:
        cell.value = f"Spalte {cell.column}"
    for row in range(ROWS):
        page.append([f"a{row}", f"b{row}", "c"])
    book.save(tmp_path / "changed.xlsx")
    inspection = inspect(tmp_path / "changed.xlsx")
    assert [problem.code for problem in inspection.problems] == ["template_changed"]


@LANGUAGES
def test_template_has_examples_in_its_notes_alone(french):
    book = openpyxl.load_workbook(io.BytesIO(write_template(french=french)))
    notes, *sheets = book.worksheets
    shown = {cell for row in notes.iter_rows(values_only=True) for cell in row}
    for page, sheet in zip(sheets, read_template().sheets.values(), strict=True):
        texts = [each.fr if french else each.en for each in sheet.columns.values()]
        assert page.max_row == 1
        assert {text for row in texts for text in row if text} <= shown


def test_template_is_the_same_every_time():
    assert write_template(french=False) == write_template(french=False)


def test_every_column_of_the_template_is_a_field_in_both_languages():
    for data_type, sheet in read_template().sheets.items():
        assert set(sheet.columns) <= set(FIELDS[data_type])
        assert {len(texts.en) for texts in sheet.columns.values()} == {3}
        assert {len(texts.fr) for texts in sheet.columns.values()} == {3}
