from ledgerlift.records import DataType
from ledgerlift.resolve.methods import add_methods

COLUMNS = ["recorded_method", "inferred_method", "method_basis"]


def test_field_then_account_then_note_tell_the_method(records_of):
    frame = records_of(
        DataType.PAYMENTS,
        {
            "amount": [1] * 5,
            "payment_method": ["Check", None, None, None, None],
            "bank_account_name": ["Visa card", "Amex card", None, None, None],
            "note": ["wire", "wire", "paid by wire transfer", None, None],
            "reference": [None, None, None, "credit card", None],
        },
    ).frame
    assert add_methods(frame, DataType.PAYMENTS).select(COLUMNS).rows() == [
        ("Check", "Check", "recorded"),
        (None, "CreditCard", "account"),
        (None, "BankTransfer", "note"),
        (None, "CreditCard", "note"),
        (None, "Unknown", "none"),
    ]


def test_method_read_with_the_softwares_codes_is_kept(records_of):
    frame = records_of(DataType.DIRECT_COSTS, {"payment_method": ["7"], "total_amount": [1]}).frame
    known = frame.with_columns(recorded_method=frame["payment_method"].replace("7", "Cash"))
    assert add_methods(known, DataType.DIRECT_COSTS).select(COLUMNS).rows() == [("Cash", "Cash", "recorded")]
