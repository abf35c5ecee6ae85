"""``ledgerlift table``: the table as it stands in the file, as UTF-8 CSV."""

import csv
import io

import openpyxl
import pytest

from ledgerlift.cli import terminal


def read(text):
    return list(csv.reader(io.StringIO(text)))


def test_table_prints_heading_and_rows_unchanged(ledgerlift, make):
    path = make("bills.csv")
    result = ledgerlift("table", path)
    assert result.exit_code == 0
    assert result.stdout == path.read_text(encoding="utf-8")


def test_table_leaves_title_and_totals_out(ledgerlift, make):
    lines = [
        "Open bills",
        "",
        "Bill No,Supplier,Total",
        "B-1,Anvil,1.00",
        "B-2,Birch,2.00",
        "B-3,Cedar,4.00",
        "Total,,7.00",
    ]
    result = ledgerlift("table", make("bills.csv", "\n".join(lines)))
    assert read(result.stdout) == [line.split(",") for line in lines[2:6]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_table_is_utf8_whatever_the_file_and_the_machine_use(program, make, encoding):
    text = "Facture,Fournisseur,Date,Montant\n" + "".join(
        f"F-{n},Société Générale d’Électricité,{n + 12}/04/2025,1.50\n" for n in range(1, 6)
    )
    finished = program("table", make("factures.csv", text.encode(encoding)), PYTHONIOENCODING="ascii")
    assert finished.returncode == 0
    assert finished.stdout.decode("utf-8") == text


def test_table_is_written_to_a_file(ledgerlift, make, tmp_path):
    result = ledgerlift("table", make("bills.csv"), "--out", tmp_path / "table.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "table.csv").read_bytes() == make("bills.csv").read_bytes()


def test_table_keeps_commas_quotes_and_line_ends_of_a_cell(ledgerlift, make):
    cells = ["B-1", 'Anvil "North", Ltd', "2025-04-13", "1.00", "two\nlines"]
    lines = io.StringIO()
    csv.writer(lines).writerows([["Bill No", "Supplier", "Invoice Date", "Total", "Note"], cells, cells, cells])
    assert read(ledgerlift("table", make("bills.csv", lines.getvalue())).stdout)[1:] == [cells] * 3


def test_table_takes_the_sheet_that_is_named(ledgerlift, tmp_path):
    book = openpyxl.Workbook()
    for name, count in (("Bills", 3), ("More bills", 8)):
        sheet = book.create_sheet(name)
        sheet.append(["Bill No", "Supplier", "Total"])
        for n in range(count):
            sheet.append([f"{name[0]}-{n}", "Anvil Ltd", n + 0.5])
    path = tmp_path / "bills.xlsx"
    book.save(path)
    assert len(read(ledgerlift("table", path, "--sheet", "Bills").stdout)) == 4
    assert len(read(ledgerlift("table", path).stdout)) == 9


def test_place_that_cannot_be_written_is_wrong_use(ledgerlift, make, tmp_path):
    result = ledgerlift("table", make("bills.csv"), "--out", tmp_path / "gone" / "table.csv")
    assert result.exit_code == 2
    assert "No such file or directory" in result.stderr


def test_lines_on_a_terminal_are_free_of_control_characters():
    assert terminal.printable_lines("A,\x1b[31mB\nC\x9b,D\u202e\n") == "A,\ufffd[31mB\nC\ufffd,D\ufffd\n"
