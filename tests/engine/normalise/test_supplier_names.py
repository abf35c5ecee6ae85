import polars as pl
import pytest

from ledgerlift.normalise.supplier_names import find_id_pattern
from ledgerlift.records import DataType


@pytest.mark.parametrize(
    "names",
    [
        ["V01 - Acme", "V02 - Bolt-On", "V03 - Cleo"],
        ["0001 ACME", "0002 BOLT INC", "0003 CLEO"],
        ["A-10: Acme", "A-11: Bolt", "A-12: Cleo"],
        ["Acme (V01)", "Bolt & Co (V02)", "Cleo [V03]"],
    ],
)
def test_ids_before_and_behind_names_are_found(names):
    assert find_id_pattern(pl.Series(names * 2)) is not None


@pytest.mark.parametrize(
    "names",
    [
        ["Acme", "Bolt", "Cleo"],
        ["3 Mobile", "24 Seven", "Acme", "Bolt"],
        ["V01 - Acme", "V02 - Bolt"],  # too few to tell
        ["Acme (2024)", "Bolt (2024)", "Cleo (2024)"],  # a year, not an id
        [None, None, None],
    ],
)
def test_names_without_ids_stay_whole(names):
    assert find_id_pattern(pl.Series(names, dtype=pl.String)) is None


def test_column_of_ids_and_names_gives_both_fields(normalise):
    records = normalise(DataType.BILLS, {"Vendor": ("supplier_name", ["V01 - Acme", "V02 - Bolt", "V03 - Cleo"])})
    assert records.frame.select("supplier_id", "supplier_name").rows()[0] == ("V01", "Acme")


def test_ids_in_names_are_left_where_the_file_has_an_id_column(normalise):
    records = normalise(
        DataType.BILLS,
        {
            "Vendor": ("supplier_name", ["V01 - Acme", "V02 - Bolt", "V03 - Cleo"]),
            "Id": ("supplier_id", ["1", "2", "3"]),
        },
    )
    assert records.frame["supplier_name"].to_list() == ["V01 - Acme", "V02 - Bolt", "V03 - Cleo"]
