from decimal import Decimal

import polars as pl

from ledgerlift import records
from ledgerlift.analysis import analyse
from ledgerlift.reports.receipt import make_receipt
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Manifest

NBSP = "\N{NO-BREAK SPACE}"


def section(receipt, key, language="en"):
    heading = list_words("receipt", language)[key]
    return next(part.lines for part in receipt.sections if part.heading == heading)


def test_receipt_shows_the_sum_of_every_file(snapshot, analysis):
    receipt = make_receipt(snapshot, analysis)
    assert receipt.title == "Receipt for =Café Zoë"
    assert receipt.headline == f"4 bills, 3 suppliers, CAD{NBSP}1,551.26 spent"
    assert section(receipt, "period") == ("2025-03-01 to 2026-02-28, 12 months",)
    assert section(receipt, "files") == (
        "suppliers.csv: 3 rows = 3 suppliers",
        "bills.csv: 9 rows = 7 bills + 1 credit note + 1 total",
        "paid.xlsx, sheet “Feuil 1”: 2 rows = 2 bill payments",
        "costs.csv: 2 rows = 2 expenses",
        "letter.csv: nothing was read from it",
    )
    assert section(receipt, "in_the_snapshot") == (
        "4 suppliers",
        f"7 bills: CAD{NBSP}1,591.30 + USD{NBSP}30.00",
        f"1 credit note: CAD{NBSP}-5.00",
        f"2 bill payments: CAD{NBSP}1,400.10",
        f"2 expenses: CAD{NBSP}10.00",
    )
    assert section(receipt, "left_out") == (
        f"Outside the period: 2 bills, CAD{NBSP}71.00",
        f"Voided or cancelled: 1 bill, CAD{NBSP}20.00",
        f"Credit note: 1 credit note, CAD{NBSP}-5.00",
    )
    assert section(receipt, "problems") == ("The selected file is empty.", "of a later version (3 times)")


def test_receipt_in_french_is_all_french(snapshot, analysis):
    receipt = make_receipt(snapshot, analysis, "fr")
    assert receipt.headline == f"4 factures, 3 fournisseurs, 1{NBSP}551,26{NBSP}CAD dépensés"
    assert section(receipt, "files", "fr")[1:3] == (
        "bills.csv : 9 lignes = 7 factures + 1 note de crédit + 1 total",
        "paid.xlsx, feuille « Feuil 1 » : 2 lignes = 2 paiements de factures",
    )
    assert "Hors de la période : 2 factures" in receipt.text
    assert "Le fichier sélectionné est vide." in receipt.text


def test_receipt_text_holds_every_line_in_order(snapshot, analysis):
    receipt = make_receipt(snapshot, analysis)
    lines = [line for part in receipt.sections for line in (part.heading, *(f"  {each}" for each in part.lines))]
    assert [line for line in receipt.text.splitlines() if line][2:] == lines


def test_receipt_of_empty_books_says_so(nothing):
    receipt = make_receipt(*nothing)
    assert (receipt.title, receipt.headline) == ("Receipt", "0 bills, 0 suppliers, 0.00 spent")
    assert section(receipt, "period") == ("No transaction has a date.",)
    assert len(receipt.sections) == 1
    assert make_receipt(*nothing, "fr").headline == "0 facture, 0 fournisseur, 0,00 dépensés"


def test_a_thousand_currencies_and_problems_stay_readable(snapshot_of):
    bills = pl.select(currency="C" + pl.int_range(1000).cast(pl.String), issue_day=20148).with_columns(
        supplier_key=pl.lit("a"), total_amount=pl.lit(Decimal(1), dtype=records.AMOUNT)
    )
    problems = pl.DataFrame({"code": ["strange_cell"] * 50, "severity": ["note"] * 50})
    snapshot = snapshot_of({"bills": bills, "problems": problems}, Manifest())
    receipt = make_receipt(snapshot, analyse(snapshot))
    assert section(receipt, "in_the_snapshot")[0].endswith(f"C102{NBSP}1.00 + 994 more currencies")
    assert len(section(receipt, "left_out")) == 31
    assert section(receipt, "problems")[-1] == "and 20 more, in the snapshot"
