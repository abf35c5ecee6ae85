"""Which report a list is where two of ours fit it alike, and when that has to be asked."""

import functools

import pytest

from ledgerlift import catalogue, pipeline
from ledgerlift.mapping import report_kind
from ledgerlift.mapping.confidence import calibration
from ledgerlift.mapping.described_columns import Columns
from ledgerlift.mapping.model import Question
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file

ROWS = range(1, 41)
CELLS = {
    "Supplier": lambda row: f"Firm {row % 7} Ltd",
    "Supplier ID": lambda row: f"{4000 + row % 7}",
    "Date": lambda row: f"{row % 28 + 1:02}/03/2025",
    "Expense Type": lambda row: ("Agency Staff", "Repairs", "Legal Fees")[row % 3],
    "Expense Area": lambda row: ("Highways", "Libraries")[row % 2],
    "Transaction Number": lambda row: f"{510000 + row * 3}",
    "Transaction": lambda row: f"{510000 + row * 3}",
    "TransNo": lambda row: f"{510000 + row // 3}",
    "Payee": lambda row: f"Firm {row // 3 % 7} Ltd",
    "Invoice": lambda row: f"INV-{row:04}",
    "Amount": lambda row: f"{row * 37}.{row:02}",
    "Trans Date": lambda row: f"{row % 28 + 1:02}/03/2025",
    "Ref": lambda row: f"{510000 + row * 3}",
    "Details": lambda row: ("Agency Staff", "Repairs", "Legal Fees")[row % 3],
    "Doc no": lambda row: f"{510000 + row * 3}",
    "Doc date": lambda row: f"{row % 28 + 1:02}/03/2025",
    "Curr": lambda row: ("USD", "EUR")[row % 2],
    "Rate": lambda row: "1.0850",
    "Foreign amount": lambda row: f"{'-' if row % 10 == 3 else ''}{row * 37}.{row:02}",
    "Base amount": lambda row: f"{'-' if row % 10 == 3 else ''}{row * 41}.{row:02}",
    "Gross": lambda row: f"{row * 37}.{row:02}",
}


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def inspect_list(folder, *headings):
    path = folder / "list.csv"
    rows = [",".join(CELLS[heading](row) for heading in headings) for row in ROWS]
    path.write_text("\n".join([",".join(headings), *rows]) + "\n")
    return pipeline.inspect(path)


def test_nobody_is_asked_whether_spend_is_bills_or_direct_costs(tmp_path):
    """Spend is both together, so the answer would change no figure."""
    found = inspect_list(tmp_path, "Trans Date", "Ref", "Supplier", "Details", "Gross")
    assert found.questions == ()
    assert found.data_type in ("bills", "direct_costs")
    assert found.confidence < calibration()["kinds"]["gate"]


def test_list_coded_to_accounts_is_not_taken_for_payments_because_it_numbers_transactions(tmp_path):
    found = inspect_list(tmp_path, "Date", "Expense Type", "Expense Area", "Supplier", "Transaction", "Amount")
    assert (found.outcome, found.data_type == "payments") == ("ready", False)


def test_list_that_numbers_bills_and_no_payments_lists_bills(tmp_path):
    found = inspect_list(tmp_path, "Supplier", "Supplier ID", "Date", "Amount", "Invoice")
    assert (found.outcome, found.data_type) == ("ready", "bills")


def test_lines_of_documents_that_name_no_bill_are_no_payments(tmp_path):
    found = inspect_list(tmp_path, "TransNo", "Payee", "Expense Area", "Amount")
    assert (found.outcome, found.data_type == "payments") == ("ready", False)


def test_documents_that_say_neither_bill_nor_payment_are_asked_about(tmp_path):
    found = inspect_list(
        tmp_path, "Supplier ID", "Supplier", "Doc no", "Doc date", "Curr", "Foreign amount", "Rate", "Base amount"
    )
    assert found.outcome == "needs_answer"
    assert {*found.questions[0].choices} == {"bills", "payments", "direct_costs"}


def test_package_that_is_recognised_is_not_trusted_like_one_that_is_chosen(tmp_path):
    """Whose headings a ledger has does not make it a list of bills."""
    heading = "Account,Date,Transaction Type,Num,Name,Memo,Split,Debit,Credit,Balance"
    rows = [
        f"6{row % 5}00 Repairs,04/{row % 28 + 1:02}/2025,{('Bill', 'Check')[row % 2]},{row},Firm {row % 7},,"
        f"Accounts Payable,{row * 3}.50,,{row * 9}.00"
        for row in ROWS
    ]
    path = tmp_path / "export.csv"
    path.write_text("\n".join(["General Ledger Detail", "", heading, *rows]) + "\n")
    found = pipeline.inspect(path)
    assert found.outcome != "ready"


def test_everything_that_is_still_likely_is_offered(monkeypatch):
    scores = {
        "suppliers": 0.0,
        "bills": 5.0,
        "payments": 4.9,
        "sales_invoices": 4.2,
        "direct_costs": 4.0,
        "journals": 3.0,
        "quotes": 2.0,
    }
    monkeypatch.setattr(report_kind, "score_kinds", lambda *_, **__: scores)

    def decide(told=None):
        return report_kind.decide({}, Columns([], {}), catalogue=catalogue.load(), titles=(), as_type=None, told=told)

    assert decide().doubt == ("bills", "payments", "sales_invoices", "direct_costs")
    assert (decide("direct_costs").kind, decide("direct_costs").doubt) == ("direct_costs", ())
    assert decide("quotes").doubt
    question = Question("data_type", "data_type", None, "", "", ("bills", "payments", "sales_invoices"))
    assert question.sentence("en").startswith("Is this a list of bills from suppliers, a list of payments to")
