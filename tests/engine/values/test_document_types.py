import polars as pl
import pytest

from ledgerlift.records import DocumentType
from ledgerlift.values import words
from ledgerlift.values.document_types import find_code_family, is_document_type, parse_document_types

CASES = {
    "bill": ["Bill", "Purchase Invoice", "Facture", "Rechnung", "ACCPAY"],
    "credit_note": ["Bill Credit", "Vendor Credit", "Avoir", "Gutschrift", "Credit Memo", "Debit Adj."],
    "payment": ["Bill Pmt -Check", "Payment", "Zahlung"],
    "refund": ["Refund"],
    "direct_cost": ["Expense", "Credit Card Charge"],
    "other": ["Journal Entry", "Purchase Order", "zzz", "PI"],
    None: ["N/A", ""],
}


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in CASES.items() for text in texts])
def test_kind_of_document_is_read(text, kind):
    assert parse_document_types(pl.Series([text])).to_list() == [kind]


def test_codes_of_the_software_come_first():
    codes = {"1": "bill", "5": "credit_note", "Payment": "refund"}
    assert parse_document_types(pl.Series(["1", "5", "payment", "9"]), codes).to_list() == [
        "bill", "credit_note", "refund", "other",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        (["PI", "PI", "PC", "PP", "SI"], {"PI": "bill", "PC": "credit_note", "PP": "payment", "SI": "other"}),
        (["KR", "KG", "KZ", "RE"], {"KR": "bill", "KG": "credit_note", "KZ": "payment", "RE": "bill"}),
        (["INV", "CRN", "PAY"], {"INV": "bill", "CRN": "credit_note", "PAY": "payment"}),
    ],
)
def test_codes_of_one_family_are_known_together(codes, found):
    family = find_code_family(pl.Series(codes))
    assert {code: family[code] for code in found} == found
    assert is_document_type(pl.Series(codes)).all()


@pytest.mark.parametrize("codes", [["PI"], ["PI", "PI"], ["PI", "PC", "XX", "YY"], ["Acme", "Bolt"], []])
def test_codes_without_their_like_mean_nothing(codes):
    assert find_code_family(pl.Series(codes, dtype=pl.String)) is None


def test_listed_kinds_exist():
    known, kinds = words.load("document_types"), {kind.value for kind in DocumentType}
    assert {*known["words"], *(kind for family in known["families"] for kind in family)} <= kinds
