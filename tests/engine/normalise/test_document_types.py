from datetime import date
from decimal import Decimal

from ledgerlift.normalise import split_by_document_type
from ledgerlift.records import DataType
from ledgerlift.table.model import StatedTotal

MIXED = {
    "Type": ("document_type", ["Bill", "Bill Payment", "Vendor Credit", "Expense", "Refund", None]),
    "Vendor": ("supplier_name", ["Acme", "Bolt", "Cleo", "Dora", "Emil", "Fay"]),
    "Num": ("bill_number", ["1", "2", "3", "4", "5", "6"]),
    "Date": ("issue_date", [f"2024-01-{day}" for day in range(13, 19)]),
    "Memo": ("description", ["a", "b", "c", "d", "e", "f"]),
    "Status": ("status", ["Open", "Paid", "Open", None, "Void", "Open"]),
    "Amount": ("total_amount", ["10.00", "-20.00", "-3.00", "4.00", "5.00", "6.00"]),
}


def test_mixed_list_gives_bills_then_payments_then_direct_costs(normalise):
    bills, payments, costs = split_by_document_type(normalise(DataType.BILLS, MIXED))
    assert [part.data_type for part in (bills, payments, costs)] == ["bills", "payments", "direct_costs"]
    assert bills.frame.select("supplier_name", "total_amount").rows() == [
        ("Acme", Decimal(10)),
        ("Cleo", Decimal(-3)),
        ("Fay", Decimal(6)),
    ]
    assert payments.frame.select("row", "payment_number", "payment_date", "amount", "note", "status").rows() == [
        (3, "2", date(2024, 1, 14), Decimal(20), "b", "Done"),
        (6, "5", date(2024, 1, 17), Decimal(-5), "e", "Void"),
    ]
    assert costs.frame.select("reference", "date", "total_amount", "note").rows() == [
        ("4", date(2024, 1, 16), Decimal(4), "d")
    ]
    assert payments.columns["amount"] == 7
    assert payments.headers["payment_date"] == "Date"


def test_totals_of_a_mixed_list_stand_for_no_part(normalise):
    records = normalise(DataType.BILLS, MIXED, totals=[StatedTotal(9, {7: "2.00"}, 2, 7)])
    assert records.stated
    assert all(part.stated == () for part in split_by_document_type(records))


def test_list_of_one_kind_comes_back_as_it_is(normalise):
    records = normalise(DataType.BILLS, {"V": ("supplier_name", ["A"]), "Type": ("document_type", ["Bill"])})
    assert split_by_document_type(records) == [records]
    plain = normalise(DataType.BILLS, {"V": ("supplier_name", ["A"])})
    assert split_by_document_type(plain) == [plain]


def test_list_of_nothing_but_payments_is_one_of_payments(normalise):
    (part,) = split_by_document_type(
        normalise(
            DataType.BILLS,
            {
                "V": ("supplier_name", ["A", None]),
                "Type": ("document_type", ["Payment", None]),
                "T": ("amount_due", ["5", None]),
            },
        )
    )[:1]
    assert part.data_type is DataType.PAYMENTS
    assert part.frame["amount"].to_list() == [Decimal(5)]
    assert part.set_aside["row"].to_list() == [3]


CHECKS = {
    "Type": ("document_type", ["Bill Pmt -Check", "Bill", "Bill", "Expense", None]),
    "Num": ("bill_number", ["10233", "A-1", "A-2", "10234", None]),
    "Date": ("issue_date", ["2024-01-20", "2024-01-13", "2024-01-14", "2024-01-21", None]),
    "Name": ("supplier_name", ["Acme", None, None, "Bolt", None]),
    "Paid": ("amount_paid", [None, "-30.00", "-20.00", None, "-7.00"]),
    "Original": ("total_amount", ["-50.00", "30.00", "20.00", "-7.00", "7.00"]),
}


def test_bills_below_a_payment_that_name_nobody_are_its_lines(normalise):
    payments, costs = split_by_document_type(normalise(DataType.BILLS, CHECKS))
    assert [payments.data_type, costs.data_type] == ["payments", "direct_costs"]
    lines = payments.frame.select("row", "supplier_name", "bill_number", "allocated_amount")
    assert lines["supplier_name"].to_list() == ["Acme", None, None]
    assert lines["bill_number"].to_list() == [None, "A-1", "A-2"]
    assert lines["allocated_amount"].to_list() == [None, Decimal(30), Decimal(20)]
    assert payments.frame.height + costs.frame.height == 5


def test_bills_that_name_their_supplier_stand_for_themselves(normalise):
    named = CHECKS | {"Name": ("supplier_name", ["Acme", "Acme", "Acme", "Bolt", None])}
    bills, *_ = split_by_document_type(normalise(DataType.BILLS, named))
    assert bills.data_type == "bills"
    assert bills.frame["bill_number"].to_list()[:2] == ["A-1", "A-2"]
