import polars as pl
import pytest

from ledgerlift.records import Method
from ledgerlift.values import words
from ledgerlift.values.payment_methods import infer, is_method, method_from_text, recorded_method

RECORDED = {
    "Check": ["Check", "CHQ", "Chèque", "Bill Pmt -Check", "Computer Check"],
    "BankTransfer": [
        "ACH",
        "EFT Run 2",
        "Virement SEPA",
        "Prélèvement",
        "Überweisung",
        "Transferencia bancaria",
        "Overboeking",
        "Direct Debit",
        "Wire Transfer",
        "BACS",
    ],
    "CreditCard": [
        "Bill Payment (Credit Card)",
        "Carte de crédit",
        "VISA",
        "Virtual Card",
        "P-Card",
        "MasterCard",
        "AMEX",
    ],
    "DebitCard": ["Debit Card", "Visa Debit"],
    "Cash": ["Espèces", "Petty Cash", "CASH"],
    "Other": ["PayPal", "X", "Manual"],
    None: ["-", "N/A", "none", ""],
}
ACCOUNTS = {
    "CreditCard": ["Amex Platinum", "HSBC Visa", "Bank of Somewhere - Credit Card", "Carte de crédit Desjardins"],
    "Cash": ["Petty Cash", "Caisse"],
    "Check": ["Checks outstanding"],
    "BankTransfer": ["EFT clearing"],
    "DebitCard": ["Debit card 1234"],
    None: ["Business Checking 1234", "TD Chequing", "Cash - Operating", "1010 Cash in Bank", "Accounts payable"],
}
NOTES = {
    "Check": ["CHQ 1234", "Check #10234", "CK 1234", "paid by cheque", "chèque nº 12"],
    "CreditCard": ["paid by visa", "card payment", "visa ending 1234"],
    "BankTransfer": ["wire ref 123", "virement du 3 mars", "EFT0001234", "ach", "BACS run", "DD"],
    "Cash": ["payé en espèces"],
    None: [
        "Visa application fee",
        "Background check Mr X",
        "business card printing",
        "SIM card",
        "Please check with John",
        "Payment",
        "Cash flow review",
        "Coach hire",
        None,
    ],
}


def list_cases(texts_by_method):
    return [(text, method) for method, texts in texts_by_method.items() for text in texts]


@pytest.mark.parametrize(("text", "method"), list_cases(RECORDED))
def test_recorded_method_is_a_standard_category(text, method):
    assert recorded_method(pl.Series([text])).to_list() == [method]


def test_codes_of_the_software_come_first():
    codes = {"W": "BankTransfer", "check": "CreditCard", "h": "Check", "H": "Cash"}
    read = recorded_method(pl.Series(["W", "w", "Check", "H", "h", "ACH", None]), codes)
    assert read.to_list() == ["BankTransfer", "BankTransfer", "CreditCard", "Cash", "Check", "BankTransfer", None]


@pytest.mark.parametrize(("text", "method"), list_cases(ACCOUNTS))
def test_account_name_speaks_of_a_method(text, method):
    assert method_from_text(pl.Series([text]), source="account").to_list() == [method]


@pytest.mark.parametrize(("text", "method"), list_cases(NOTES))
def test_note_speaks_of_a_method(text, method):
    assert method_from_text(pl.Series([text], dtype=pl.String), source="note").to_list() == [method]


def test_recorded_method_wins_over_account_and_account_over_note():
    frame = pl.DataFrame(
        {
            "recorded": ["Check", None, None, None],
            "account": ["Cash", "Cash", None, None],
            "note": ["Other", "Other", "Other", None],
        },
        schema=dict.fromkeys(["recorded", "account", "note"], pl.String),
    )
    method, basis = infer(pl.col("recorded"), pl.col("account"), pl.col("note"))
    found = frame.select(method.alias("method"), basis.alias("basis"))
    assert found.rows() == [("Check", "recorded"), ("Cash", "account"), ("Other", "note"), ("Unknown", "none")]


def test_method_words_are_told_from_others():
    assert is_method(pl.Series(["Cheque", "ACH", "Paper"])).to_list() == [True, True, False]


def test_listed_words_mean_one_method_each():
    known = words.load("methods")
    listed = [word for of in known["recorded"].values() for word in of]
    assert len(listed) == len(set(listed))
    assert {*known["recorded"], *(entry["method"] for entry in known["phrases"])} <= {method.value for method in Method}


def test_quick_look_passes_every_phrase_that_is_one_word():
    single = [word for entry in words.load("methods")["phrases"] for word in entry["anywhere"] if word.isalpha()]
    found = method_from_text(pl.Series(single), source="note")
    assert [word for word, method in zip(single, found, strict=True) if method is None] == []
