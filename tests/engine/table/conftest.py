"""Sheets drawn as text, and a vocabulary of a few dozen headings."""

from collections.abc import Callable, Sequence

import polars as pl
import pytest

from ledgerlift.reading.source import Sheet
from ledgerlift.table import Table, find_tables

HEADINGS = """
supplier, supplier name, supplier no, vendor, vendor name, vendor no, vendor id, name, payee, contact, company
date, invoice date, due date, payment date, posting date, bill date, type, transaction type, num, no, number, reference
invoice, invoice no, invoice number, bill no, document no, description, memo, memo/description, account, status, terms
amount, total, net, net amount, tax, vat, gross, balance, open balance, debit, credit, paid, amount paid, currency
check no, check date, city, country, phone, email, address, postal code, po number, quantity, item, department
lieferant, rechnungsnr, datum, betrag, fournisseur, date facture, montant, code, vendor number, vendor_id, inv_no
inv_date, inv_amt, gross amount, current, project, line amount, date due, payment amount, payment no
"""


class Known:
    """The headings above, whatever their case and spacing."""

    def __init__(self, headings: str = HEADINGS) -> None:
        self.headings = {self._plain(heading) for heading in headings.replace("\n", ",").split(",")} - {""}

    def is_known(self, heading: str) -> bool:
        return self._plain(heading) in self.headings

    @staticmethod
    def _plain(text: str) -> str:
        return " ".join(text.lower().replace(".", " ").replace("*", " ").split())


def draw(rows: Sequence[Sequence[str | None]], name: str | None = None) -> Sheet:
    """Make a sheet of rows of cells, a blank one is null as reading leaves it; short rows are filled up."""
    width = max((len(row) for row in rows), default=0)
    cells = {
        str(index + 1): [row[index] if index < len(row) and (row[index] or "").strip() else None for row in rows]
        for index in range(width)
    }
    numbers = pl.Series("row", range(1, len(rows) + 1), dtype=pl.UInt32)
    return Sheet(name, pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String)), numbers)


def split(text: str) -> list[list[str | None]]:
    """Read rows drawn with bars between their cells; a lone bar is a blank row."""
    return [[cell.strip() or None for cell in line.split("|")] for line in text.strip("\n").split("\n")]


Rows = Sequence[Sequence[str | None]]


@pytest.fixture(scope="session")
def known() -> Known:
    """A vocabulary of a few dozen headings."""
    return Known()


@pytest.fixture(scope="session")
def find_in_rows(known: Known) -> Callable[[Rows], list[Table]]:
    """Find the tables of a sheet given as rows of cells."""
    return lambda rows: find_tables(draw(rows), known)


@pytest.fixture(scope="session")
def find(find_in_rows: Callable[[Rows], list[Table]]) -> Callable[[str], list[Table]]:
    """Find the tables of a sheet drawn as text."""
    return lambda text: find_in_rows(split(text))


@pytest.fixture(scope="session")
def find_one(find: Callable[[str], list[Table]]) -> Callable[[str], Table]:
    """Find the one table of a sheet drawn as text."""

    def look(text: str) -> Table:
        tables = find(text)
        assert len(tables) == 1
        return tables[0]

    return look
