"""Evidence that is doubted: headings that are only like known ones, where nothing bears them out."""

import functools

import pytest

from ledgerlift import pipeline
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def fields_of(path, heading, values):
    path.write_text(
        f"Vendor ID,Vendor Name,City,{heading}\n"
        + "".join(f"V{n},Firm {n} Ltd,Leeds,{value}\n" for n, value in enumerate(values, 1))
    )
    (table,) = pipeline.inspect(path).tables
    return {column.header: column.field for column in table.mapping.columns}


def test_column_a_loading_program_added_is_no_status(tmp_path):
    fields = fields_of(tmp_path / "vendors.csv", "_loader_deleted", ["FALSE", "TRUE", "FALSE", "FALSE"])
    assert fields["_loader_deleted"] is None


def test_empty_column_under_a_heading_that_is_only_like_a_known_one_is_nothing(tmp_path):
    fields = fields_of(tmp_path / "vendors.csv", "payablesaccount", [""] * 6)
    assert fields.get("payablesaccount") is None


def test_one_word_under_a_known_heading_may_be_a_slip(tmp_path):
    assert fields_of(tmp_path / "vendors.csv", "Phone", ["phone"])["Phone"] == "phone"
    assert fields_of(tmp_path / "vendors.csv", "Phone", ["north", "south", "west"])["Phone"] is None


def kind_and_fields_of(path, header, rows):
    path.write_text("\n".join([header, *rows]) + "\n")
    found = pipeline.inspect(path)
    return found.data_type, {column.header: column.field for column in found.tables[0].mapping.columns}


def test_number_that_differs_more_often_than_suppliers_is_not_theirs(tmp_path):
    rows = [f"Firm {n % 9} Ltd,SR-{7000 + n},{n % 28 + 1}/03/2024,{100 + n}.50" for n in range(40)]
    _, fields = kind_and_fields_of(tmp_path / "bills.csv", "Supplier,Supplier Ref,Invoice Date,Total", rows)
    assert fields["Supplier"] == "supplier_name"
    assert fields["Supplier Ref"] != "supplier_id"


def test_only_column_of_money_is_the_amount_whatever_its_heading(tmp_path):
    rows = [f"Firm {n % 9} Ltd,B{7000 + n},{n % 28 + 1}/03/2024,${100 + n}.50" for n in range(40)]
    data_type, fields = kind_and_fields_of(
        tmp_path / "list.csv", "Who,Bill #,Date,How much,Paid?", [f"{row},yes" for row in rows]
    )
    assert (data_type, fields["How much"]) == ("bills", "total_amount")


def test_list_that_is_nearly_one_of_ours_is_asked_about(tmp_path):
    rows = [f"Firm {n % 9} Ltd,B{7000 + n},{n % 28 + 1}/03/2024,${100 + n}.50" for n in range(40)]
    (tmp_path / "list.csv").write_text("\n".join(["Who,Bill #,Date,How much", *rows]) + "\n")
    found = pipeline.inspect(tmp_path / "list.csv")
    assert (found.outcome, [question.field for question in found.questions]) == ("needs_answer", ["data_type"])
    (told,) = [question.choices for question in found.questions]
    assert set(told) == {"bills", "unknown", "payments", "sales_invoices"}


def test_bills_of_which_only_the_payment_is_dated_are_payments(tmp_path):
    rows = [f"Firm {n % 9} Ltd,B{7000 + n},{n % 28 + 1}/03/2024,{100 + n}.50" for n in range(40)]
    header = "Vendor Name,Voucher Number,Check Date,Amount"
    data_type, fields = kind_and_fields_of(tmp_path / "list.csv", header, rows)
    assert (data_type, fields["Check Date"], fields["Amount"]) == ("payments", "payment_date", "amount")


def test_status_is_read_beside_a_column_that_only_says_what_is_paid(tmp_path):
    rows = [
        f"Firm {n % 9} Ltd,B{7000 + n},{n % 28 + 1}/03/2024,{100 + n}.50,{'Voided' if n % 10 == 0 else 'Approved'},"
        f"{'Yes' if n % 2 else 'No'}"
        for n in range(40)
    ]
    header = "Supplier,Invoice #,Invoice Date,Total,Status,Paid"
    (tmp_path / "bills.csv").write_text("\n".join([header, *rows]) + "\n")
    (table,) = pipeline.inspect(tmp_path / "bills.csv").tables
    assert table.logical.frame["status"].value_counts(sort=True).rows() == [("Paid", 20), ("Open", 16), ("Void", 4)]


def test_only_names_of_suppliers_tell_whose_number_is_scattered(tmp_path):
    codes = ("CHK", "ACH", "WIR", "VCD")
    rows = [
        f"{n % 9 + 1},Firm {n % 9} Ltd,{7000 + n},{codes[n % 4]},{n % 28 + 1}/03/2024,{100 + n}.50" for n in range(40)
    ]
    header = "Vendor,Vendor Name,Payment Nbr,Code,Check Date,Payment Amount"
    _, fields = kind_and_fields_of(tmp_path / "payments.csv", header, rows)
    assert fields["Vendor"] == "supplier_id"


def columns_of(path, heading, rows):
    path.write_text("\n".join([heading, *rows]) + "\n")
    found = pipeline.inspect(path)
    return found, {column.header: column.field for column in found.tables[0].mapping.columns}


def test_larger_of_two_parts_of_a_total_is_never_its_tax(tmp_path):
    rows = [
        f"{n},V{n % 3},Firm {n % 3} Ltd,2024-03-{n:02d},{n * 100}.10,{n * 8}.01,{n * 108}.11" for n in range(13, 29)
    ]
    _, fields = columns_of(tmp_path / "v.csv", "vch_id,vend_no,vend_nm,inv_dt,amt_1,amt_2,amt_3", rows)
    assert fields["amt_1"] != "tax_amount"
    assert fields["amt_3"] == "total_amount"


def test_only_number_of_a_document_is_the_one_people_know_it_by(tmp_path):
    rows = [f"R-{n}0{n},{n:02d}.03.2024,Firma {n % 4} GmbH,{n * 11}.50,{n * 13}.60" for n in range(13, 29)]
    _, fields = columns_of(tmp_path / "b.csv", "Belegnummer,Belegdatum,Lieferant,Netto,Brutto", rows)
    assert fields["Belegnummer"] == "bill_number"


def test_method_of_payment_does_not_say_what_a_row_is(tmp_path):
    rows = [f"Firm {n % 4} Ltd,INV-{n},3/{n}/2024,4/{n}/2024,{n * 10}.50,Paid,Check" for n in range(13, 29)]
    heading = "Vendor name,Invoice number,Invoice date,Due date,Invoice amount,Status,Payment method"
    found, fields = columns_of(tmp_path / "x.csv", heading, rows)
    assert found.data_type == "bills"
    assert fields["Payment method"] == "payment_method"


def test_number_below_each_payment_is_a_bill_s(tmp_path):
    rows = []
    for n in range(13, 25):
        rows += [f"{10200 + n},3/{n}/2024,V{n % 4},Firm {n % 4} Ltd,,", f",,,,{n}A{n * 7},{n * 10}.50"]
    heading = "Check Number,Date,Vendor No.,Payee Name,Document No.,Payment Amount"
    found, fields = columns_of(tmp_path / "register.csv", heading, rows)
    assert fields["Check Number"] == "payment_number"
    assert fields["Document No."] == "bill_number"
    assert found.tables[0].records == 12


def test_title_of_a_ledger_above_columns_of_bills_is_asked_about(tmp_path):
    rows = [f"6100 Repairs,3/{n}/2024,Bill,{n}7,Firm {n % 4} Ltd,Accounts Payable,{n * 10}.50" for n in range(13, 29)]
    heading = "General Ledger Detail,,,,,,\nAccount,Date,Transaction Type,Num,Vendor,Split,Amount"
    found, _ = columns_of(tmp_path / "export.csv", heading, rows)
    assert found.outcome == "needs_answer"
    assert "general_ledger" in found.questions[0].choices


def test_particulars_are_whom_a_purchase_register_names_nowhere_else(tmp_path):
    firms = ("Sri Lakshmi Traders", "Kumar Stationery Mart", "Ganesh Steel Works")
    rows = [f"{n}-Apr-24,{firms[n % 3]},Purchase,{n},{n * 10}.50" for n in range(1, 29)]
    found, fields = columns_of(tmp_path / "x.csv", "Date,Particulars,Voucher Type,Voucher No.,Gross Total", rows)
    assert (found.outcome, fields["Particulars"]) == ("ready", "supplier_name")
    rows = [f"{n}-Apr-24,{firms[n % 3]},Being the rent for April,{n},{n * 10}.50" for n in range(1, 29)]
    _, fields = columns_of(tmp_path / "y.csv", "Date,Supplier,Particulars,Bill No,Amount", rows)
    assert fields["Particulars"] == "description"
