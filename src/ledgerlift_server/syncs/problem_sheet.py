"""The problems of a file as a workbook: what to do, where, and the rows themselves with the cells marked."""

import io
from pathlib import PurePath
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledgerlift_server.syncs.models import Upload


def file_name(upload: Upload, *, french: bool) -> str:
    """Name the download after the file it is about."""
    stem = PurePath(upload.original_name).stem[:80] or "file"
    return f"{stem} - {'problèmes' if french else 'problems'}.xlsx"


def write(upload: Upload, *, french: bool) -> io.BytesIO:
    """Write the workbook. Text from the file is written as text: nothing in it can become a formula or a link."""
    inspection = upload.inspection or {}
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        marked = book.add_format({"bg_color": "#FCE8E6", "border": 1, "border_color": "#B3261E"})
        list_problems(book.add_worksheet(_("What to do")), inspection.get("problems", []), french, bold, wrapped)
        for extract in inspection.get("extracts", []):
            show_rows(book.add_worksheet(), extract, bold, marked)
    output.seek(0)
    return output


def list_problems(sheet: Any, problems: list[dict[str, Any]], french: bool, bold: Any, wrapped: Any) -> None:  # noqa: ANN401, FBT001 - xlsxwriter has no types
    """Write one line a problem."""
    headings = (_("Sheet"), _("Where"), _("What to do"))
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, bold)
    for row, problem in enumerate(problems, start=1):
        sheet.write_string(row, 0, problem["sheet"] or "")
        sheet.write_string(row, 1, write_place(problem), wrapped)
        sheet.write_string(row, 2, problem["fr" if french else "en"], wrapped)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 100)
    sheet.freeze_panes(1, 0)


def write_place(problem: dict[str, Any]) -> str:
    """Say how many cells or rows have a problem and which is the first; it alone is marked in its row."""
    row, letters, count = problem["row"], problem["column"], problem["count"]
    if row and letters:
        sentence = ngettext("{count} cell, {first}", "{count} cells, the first is {first}", count)
        return sentence.format(count=count, first=f"{letters}{row}")
    if row:
        return ngettext("{count} row, number {first}", "{count} rows, the first is {first}", count).format(
            count=count, first=row
        )
    return _("Column {letters}").format(letters=letters) if letters else _("The whole file")


def show_rows(sheet: Any, extract: dict[str, Any], bold: Any, marked: Any) -> None:  # noqa: ANN401 - xlsxwriter has no types
    """Write a table's heading and the rows that have problems, under their row numbers in the file."""
    sheet.write_string(0, 0, _("Row"), bold)
    for column, heading in enumerate(extract["headings"], start=1):
        sheet.write_string(0, column, heading, bold)
    for row, line in enumerate(extract["rows"], start=1):
        sheet.write_number(row, 0, line["row"])
        for column, text in enumerate(line["cells"], start=1):
            sheet.write_string(row, column, text or "", marked if column in line["marked"] else None)
    sheet.set_column(1, len(extract["headings"]), 18)
    sheet.freeze_panes(1, 1)
