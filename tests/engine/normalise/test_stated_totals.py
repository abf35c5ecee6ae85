from decimal import Decimal

from ledgerlift.records import DataType
from ledgerlift.table.model import StatedTotal


def test_printed_totals_are_read_in_the_style_of_their_column(normalise):
    records = normalise(
        DataType.BILLS,
        {
            "V": ("supplier_name", ["A", "B"]),
            "T": ("total_amount", ["1.234,50", "2,50"]),
            "D": ("amount_due", ["0,00", "1,00"]),
        },
        totals=[StatedTotal(5, {1: "Total", 2: "1.237,00", 3: "n/a"}, 2, 3)],
    )
    (total,) = records.stated
    assert (total.field, total.amount, total.row, total.first_row, total.last_row) == (
        "total_amount",
        Decimal("1237"),
        5,
        2,
        3,
    )


def test_printed_totals_have_the_sign_of_their_column(normalise):
    records = normalise(
        DataType.BILLS,
        {"V": ("supplier_name", ["A", "B"]), "T": ("total_amount", ["-10", "-20"])},
        sign=-1,
        totals=[StatedTotal(5, {2: "-30"}, 2, 3)],
    )
    assert records.stated[0].amount == 30
