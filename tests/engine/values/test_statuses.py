import polars as pl
import pytest

from ledgerlift.records import BillStatus
from ledgerlift.values import words
from ledgerlift.values.statuses import (
    PaymentStatus,
    SupplierStatus,
    is_status,
    is_yes,
    parse_bill_statuses,
    parse_payment_statuses,
    parse_supplier_statuses,
)

CASES = {
    "Paid": ["Paid", "PAID IN FULL", "Closed", "Payée", "Bezahlt", "Pagado", "Betaald"],
    "Open": [
        "Open",
        "Unpaid",
        "Not paid",
        "Not yet paid",
        "Pending payment",
        "Impayée",
        "Non payée",
        "overdue 12 days",
        "Awaiting Payment",
        "Approved",
        "Offen",
        "Openstaand",
    ],
    "PartiallyPaid": ["Partially Paid", "Partiellement payée", "Teilweise bezahlt"],
    "Void": ["Voided", "Cancelled", "Annulée", "Storniert"],
    "Draft": ["Draft", "Brouillon", "Pending Approval"],
    "Unknown": ["xyz"],
    None: ["N/A", ""],
}


@pytest.mark.parametrize(("text", "status"), [(text, status) for status, texts in CASES.items() for text in texts])
def test_bill_status_is_read(text, status):
    assert parse_bill_statuses(pl.Series([text])).to_list() == [status]


def test_codes_of_the_software_come_first():
    read = parse_bill_statuses(pl.Series(["1", "Closed", "p", "9"]), codes={"1": "Open", "closed": "Void", "P": "Paid"})
    assert read.to_list() == ["Open", "Void", "Paid", "Unknown"]


def test_heading_says_what_a_yes_means():
    assert parse_bill_statuses(pl.Series(["Y", "N"]), heading="Paid?").to_list() == ["Paid", "Open"]
    assert parse_bill_statuses(pl.Series(["true", "false"]), heading="VOID").to_list() == ["Void", "Unknown"]
    assert parse_payment_statuses(pl.Series(["x"]), heading="Voided").to_list() == ["Void"]
    assert parse_supplier_statuses(pl.Series(["true", "false"]), heading="Blocked").to_list() == ["Archived", "Active"]
    assert parse_supplier_statuses(pl.Series(["Yes", "No"]), heading="Is Active").to_list() == ["Active", "Archived"]


def test_payment_status_is_read():
    texts = pl.Series(["Cleared", "VOIDED", "Printed", "Void - reissued", "Pending", "Négociable ?", None])
    assert parse_payment_statuses(texts).to_list() == ["Done", "Void", "Done", "Void", "Pending", "Unknown", None]


def test_supplier_status_is_read():
    texts = pl.Series(["Active", "Inactive", "On Hold", "Not Active", "Actif", "Gesperrt", "Gold", None])
    expected = ["Active", "Archived", "Archived", "Archived", "Active", "Archived", "Unknown", None]
    assert parse_supplier_statuses(texts).to_list() == expected


def test_yes_and_no_are_told_in_several_languages():
    assert is_yes(pl.Series(["Oui", "ja", "TRUE", "0", "Nein", "perhaps"])).to_list() == [
        True,
        True,
        True,
        False,
        False,
        None,
    ]


def test_statuses_are_told_from_other_words():
    assert is_status(pl.Series(["Paid", "Bloqué", "Paper"])).to_list() == [True, True, False]


def test_listed_statuses_exist():
    known = words.load("statuses")
    for of, statuses in (("bill", BillStatus), ("payment", PaymentStatus), ("supplier", SupplierStatus)):
        assert {*known[of], *known["flags"][of]} <= {status.value for status in statuses}
