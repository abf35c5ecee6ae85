import polars as pl

from ledgerlift.records import DataType
from ledgerlift.resolve.identities import IDENTITIES
from ledgerlift.resolve.overlaps import find_repeated


def repeated(records_of, *files):
    frames = [records_of(DataType.BILLS, columns, file=f"{number}.csv").frame for number, columns in enumerate(files)]
    frame = pl.concat(frames, how="diagonal").with_columns(pl.lit(0).alias("supplier"))
    return find_repeated(frame, IDENTITIES[DataType.BILLS]).to_list()


def test_document_of_an_earlier_file_is_a_repetition(records_of):
    january = {"bill_number": ["1", "2"], "total_amount": [10, 20]}
    february = {"bill_number": ["2", "3", "2"], "total_amount": [20, 30, 25]}
    assert repeated(records_of, january, february) == [False, False, True, False, False]


def test_repetition_within_one_file_is_left_alone(records_of):
    assert repeated(records_of, {"bill_number": ["1", "1"], "total_amount": [10, 10]}) == [False, False]


def test_documents_without_a_number_are_no_repetition(records_of):
    one = {"bill_number": [None], "total_amount": [10]}
    assert repeated(records_of, one, one) == [False, False]
