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
