from ledgerlift.records import DataType
from ledgerlift.resolve.identities import IDENTITIES
from ledgerlift.resolve.voids import find_void_pairs


def pairs(records_of, **columns):
    frame = records_of(DataType.BILLS, columns).frame
    suppliers = frame["supplier_name"].rank("dense").alias("supplier")
    return find_void_pairs(frame.with_columns(suppliers), IDENTITIES[DataType.BILLS]).to_list()


def test_document_and_its_reversal_are_a_pair(records_of):
    found = pairs(records_of, supplier_name=["A", "A", "A"], bill_number=["1", "1", "2"], total_amount=[10, -10, -10])
    assert found == [True, True, False]


def test_each_record_pairs_off_once(records_of):
    found = pairs(records_of, supplier_name=["A"] * 3, bill_number=["1"] * 3, total_amount=[10, 10, -10])
    assert found == [True, False, True]


def test_other_supplier_number_currency_or_amount_is_no_reversal(records_of):
    found = pairs(
        records_of,
        supplier_name=["A", "B", "A", "A", "A"],
        bill_number=["1", "1", "2", "1", "1"],
        currency=["USD", "USD", "USD", "EUR", "USD"],
        total_amount=[10, -10, -10, -10, -9],
    )
    assert found == [False] * 5


def test_credit_note_with_the_bills_number_is_a_document_of_its_own(records_of):
    found = pairs(
        records_of,
        supplier_name=["A", "A"],
        bill_number=["1", "1"],
        total_amount=[10, -10],
        document_type=["bill", "credit_note"],
    )
    assert found == [False, False]


def test_documents_without_a_number_are_no_pair(records_of):
    found = pairs(records_of, supplier_name=["A", "A"], bill_number=[None, None], total_amount=[10, -10])
    assert found == [False, False]
