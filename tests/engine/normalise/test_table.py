from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.catalogue.model import Report, Software
from ledgerlift.mapping.model import TableMapping
from ledgerlift.normalise import normalise_table
from ledgerlift.records import FIELDS, PLACE_COLUMNS, POLARS_TYPES, DataType, DocumentType, Method
from ledgerlift.table.model import Table

BILLS, PAYMENTS, SUPPLIERS = DataType.BILLS, DataType.PAYMENTS, DataType.SUPPLIERS


def test_mapped_columns_become_typed_fields_in_order(normalise):
    records = normalise(
        BILLS,
        {
            "Amount": ("total_amount", ["1,234.50", "(30.25)"]),
            "Colour": (None, ["red", "blue"]),
            "Date": ("issue_date", ["31/12/2024", "01/02/2025"]),
            "No.": ("bill_number", [" 0007 ", "8"]),
            "Status": ("status", ["Paid", "Open"]),
            "Vendor": ("supplier_name", ["Acme", "Bolt"]),
        },
    )
    assert records.frame.rows(named=True)[0] == {
        "file": "file.csv",
        "sheet": "Sheet1",
        "row": 2,
        "bill_number": "0007",
        "supplier_name": "Acme",
        "issue_date": date(2024, 12, 31),
        "total_amount": Decimal("1234.50"),
        "status": "Paid",
    }
    assert records.frame["total_amount"][1] == Decimal("-30.25")
    types = {field: POLARS_TYPES[FIELDS[BILLS][field]] for field in records.fields}
    assert dict(records.frame.schema) == {**PLACE_COLUMNS, **types}
    assert records.columns == {"bill_number": 4, "supplier_name": 6, "issue_date": 3, "total_amount": 1, "status": 5}
    assert records.headers["total_amount"] == "Amount"
    assert records.problems == ()


def test_unreadable_cells_are_counted_and_their_rows_kept(normalise):
    records = normalise(
        BILLS,
        {
            "Vendor": ("supplier_name", ["A", "B", "C", "D", "E"]),
            "Date": ("issue_date", ["2024-01-31", "soon", "N/A", "2024-02-01", "2024-02-02"]),
            "Amount": ("total_amount", ["TBC", "2", "tbd", "4", "5"]),
        },
    )
    assert records.frame.height == 5
    found = [(p.code, p.found, p.count, p.place.row, p.place.column) for p in records.problems]
    assert found == [("date_not_readable", "soon", 1, 3, 2), ("amount_not_readable", "TBC", 2, 2, 3)]
    assert '"Amount"' in records.problems[1].sentence("en")
    assert "« Amount »" in records.problems[1].sentence("fr")


def test_rows_that_hold_no_record_are_set_aside(normalise):
    records = normalise(
        BILLS,
        {
            "Vendor": ("supplier_name", ["Acme", None, " - "]),
            "Amount": ("total_amount", ["1", "2", None]),
            "Note": ("description", ["x", "y", "printed by nobody"]),
        },
    )
    assert records.frame["row"].to_list() == [2, 3]
    assert records.set_aside.select("data_type", "reason", "row").rows() == [("bills", "empty_record", 4)]


def test_numbers_too_large_for_money_are_not_read(normalise):
    records = normalise(BILLS, {"V": ("supplier_name", ["A", "B"]), "Amt": ("total_amount", ["1", "9" * 25])})
    assert records.frame["total_amount"].to_list() == [Decimal(1), None]
    assert [problem.code for problem in records.problems] == ["amount_not_readable"]


def test_texts_that_stand_for_nothing_are_null_but_names_are_kept(normalise):
    records = normalise(
        BILLS,
        {
            "Vendor": ("supplier_name", ["N/A Supplies", "Acme", "Acme"]),
            "No.": ("bill_number", ["n/a", "--", "0"]),
            "Text": ("description", ["-", " ", " a  b "]),
        },
    )
    assert records.frame["supplier_name"].to_list() == ["N/A Supplies", "Acme", "Acme"]
    assert records.frame["bill_number"].to_list() == [None, None, "0"]
    assert records.frame["description"].to_list() == ["-", None, "a  b"]


def test_sign_of_the_mapping_turns_every_amount(normalise):
    columns = {
        "V": ("supplier_name", ["A", "B"]),
        "T": ("total_amount", ["-10", "-5"]),
        "D": ("amount_due", ["-10", "0"]),
    }
    frame = normalise(BILLS, columns, sign=-1).frame
    assert frame.select("total_amount", "amount_due").rows() == [(Decimal(10), Decimal(10)), (Decimal(5), Decimal(0))]


def test_second_column_of_a_field_fills_the_gaps_of_the_first(normalise):
    frame = normalise(
        SUPPLIERS, {"Company": ("supplier_name", ["Acme", None]), "Person": ("supplier_name", ["Ann", "Bob"])}
    ).frame
    assert frame["supplier_name"].to_list() == ["Acme", "Bob"]


def test_codes_of_the_software_come_first(normalise):
    report = Report("list", document_types={"X9": DocumentType.CREDIT_NOTE}, methods={"7": Method.CASH})
    reports = {BILLS: report, PAYMENTS: report}
    software = Software("any", "Any", "Anybody", "anyb", {}, reports=reports)
    types = {"V": ("supplier_name", ["A", "B"]), "Type": ("document_type", ["X9", "Bill"])}
    methods = {"V": ("supplier_name", ["A", "B"]), "Method": ("payment_method", ["7", "Check"])}
    assert normalise(BILLS, types, software=software).frame["document_type"].to_list() == ["credit_note", "bill"]
    payments = normalise(PAYMENTS, methods, software=software)
    assert payments.frame["recorded_method"].to_list() == ["Cash", "Check"]
    assert payments.frame["payment_method"].to_list() == ["7", "Check"]
    assert "recorded_method" not in payments.fields


def test_extension_behind_a_telephone_number_becomes_a_field(normalise):
    frame = normalise(
        SUPPLIERS,
        {
            "Name": ("supplier_name", ["Acme", "Bolt"]),
            "Phone": ("phone", ["(613) 555-0123 ext. 42", "613-555-0199"]),
            "Country": ("country", ["Canada", "Canada"]),
        },
    ).frame
    assert frame.select("phone", "phone_extension", "country").rows() == [
        ("+16135550123", "42", "CA"),
        ("+16135550199", None, "CA"),
    ]


def test_rows_of_no_known_type_are_told_and_kept(normalise):
    records = normalise(BILLS, {"V": ("supplier_name", ["A", "B"]), "Type": ("document_type", ["Bill", "Oddity"])})
    assert records.frame["document_type"].to_list() == ["bill", "other"]
    assert [(p.code, p.found) for p in records.problems] == [("document_type_not_known", "Oddity")]


def test_table_of_another_report_holds_no_records():
    table = Table(None, (), (), pl.DataFrame({"row": []}, schema={"row": pl.UInt32}))
    with pytest.raises(ValueError, match="customers"):
        normalise_table(table, TableMapping(None, 1.0, "customers", ()), file="f.csv")


def test_empty_table_gives_no_records(normalise):
    records = normalise(BILLS, {"Vendor": ("supplier_name", []), "Amount": ("total_amount", [])})
    assert records.frame.height == 0
    assert records.problems == ()


@given(cents=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20))
@settings(max_examples=30, deadline=None)
def test_printed_amounts_come_back_exactly(normalise, cents):
    amounts = [Decimal(cent) / 100 for cent in [*cents, 10**12]]
    columns = {
        "V": ("supplier_name", ["A"] * len(amounts)),
        "T": ("total_amount", [f"{amount:,.2f}" for amount in amounts]),
    }
    assert normalise(BILLS, columns).frame["total_amount"].to_list() == amounts
