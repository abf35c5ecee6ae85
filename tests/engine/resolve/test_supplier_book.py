import polars as pl
import pytest

from ledgerlift.records import PLACE_COLUMNS, DataType
from ledgerlift.resolve.supplier_book import recognise_suppliers

NOBODY = pl.DataFrame(
    schema={"supplier_id": pl.String, "supplier_name": pl.String, "origin": pl.String, **PLACE_COLUMNS}
)


def rows(ids, names):
    count = len(names)
    place = {"file": ["f.csv"] * count, "sheet": [None] * count, "row": list(range(2, count + 2))}
    named = {"supplier_id": ids, "supplier_name": names}
    return pl.DataFrame(
        {**named, **place}, schema={"supplier_id": pl.String, "supplier_name": pl.String, **PLACE_COLUMNS}
    )


def listed(ids, names):
    return rows(ids, names).with_columns(pl.lit("suppliers").alias("origin"))


def recognise(known, ids, names):
    return recognise_suppliers(known, rows(ids, names), DataType.BILLS)


def test_ids_find_suppliers_whatever_the_name():
    found = recognise(listed(["1", "2"], ["Acme", "Bolt"]), ["2", "1"], ["Bolt Trading", None])
    assert found.supplier.to_list() == [1, 0]
    assert found.known.height == 2


def test_ids_match_without_leading_zeros_and_case():
    found = recognise(listed(["v1", "22"], ["Acme", "Bolt"]), ["V1", "0022"], ["Acme", "Bolt"])
    assert found.supplier.to_list() == [0, 1]


def test_exact_ids_come_before_loose_ones():
    found = recognise(listed(["1", "01"], ["Acme", "Bolt"]), ["01", "1", "001"], ["Bolt", "Acme", "Cleo"])
    assert found.supplier.to_list() == [1, 0, 2]


def test_names_match_without_case_and_legal_form():
    found = recognise(listed(["1"], ["Acme & Sons Ltd."]), [None], ["ACME AND SONS LIMITED"])
    assert found.supplier.to_list() == [0]


def test_unknown_id_is_a_new_supplier_where_the_lists_number_alike():
    found = recognise(listed(["1", "2"], ["Acme", "Bolt"]), ["1", "2", "9"], ["Acme", "Bolt", "Acme"])
    assert found.supplier.to_list() == [0, 1, 2]
    assert found.known.row(2, named=True)["origin"] == "bills"


def test_names_count_where_the_lists_number_in_their_own_ways():
    found = recognise(listed(["A", "B"], ["Acme", "Bolt"]), ["100", "200"], ["Bolt", "Acme"])
    assert found.supplier.to_list() == [1, 0]


def test_same_ids_for_other_suppliers_are_not_trusted():
    found = recognise(listed(["1", "2", "3"], ["Acme", "Bolt", "Cleo"]), ["3", "1", "2"], ["Acme", "Bolt", "Cleo"])
    assert found.supplier.to_list() == [0, 1, 2]


def test_suppliers_are_derived_where_none_are_listed():
    found = recognise(NOBODY, [None, None, "7", None, None], ["Acme", "Bolt", "Cleo", "ACME", "cleo"])
    assert found.supplier.to_list() == [0, 1, 2, 0, 2]
    assert found.known["supplier_name"].to_list() == ["Acme", "Bolt", "Cleo"]
    assert found.known["row"].to_list() == [2, 3, 4]


def test_two_ids_of_one_list_are_two_suppliers_of_one_name():
    found = recognise(NOBODY, ["1", "2", "1"], ["Acme", "Acme", "Acme Ltd"])
    assert found.supplier.to_list() == [0, 1, 0]


def test_row_that_names_nobody_has_no_supplier():
    assert recognise(listed(["1"], ["Acme"]), [None, "1"], [None, None]).supplier.to_list() == [None, 0]


def test_missing_id_or_name_is_learnt_from_later_files():
    found = recognise(listed([None, "2"], ["Acme", None]), ["1", "2"], ["Acme", "Bolt"])
    assert found.supplier.to_list() == [0, 1]
    assert found.known.select("supplier_id", "supplier_name").rows() == [("1", "Acme"), ("2", "Bolt")]


def test_slip_in_a_name_finds_the_supplier_and_is_told():
    found = recognise(listed(["1"], ["Acme Supplies"]), [None, None], ["Acme Suplies", "Acme Suplies"])
    assert found.supplier.to_list() == [0, 0]
    (problem,) = found.problems
    assert (problem.code, problem.found, problem.count, problem.place.row) == (
        "supplier_name_nearly_equal",
        "Acme Suplies",
        1,
        2,
    )
    assert 'taken for "Acme Supplies"' in problem.sentence()


def test_slips_within_one_list_are_left_alone():
    found = recognise(NOBODY, [None, None], ["Acme Supplies", "Acme Suplies"])
    assert found.supplier.to_list() == [0, 1]


def test_name_of_several_suppliers_takes_the_first_and_is_told():
    found = recognise(listed(["1", "2"], ["Acme", "Acme"]), [None], ["Acme"])
    assert found.supplier.to_list() == [0]
    assert [problem.code for problem in found.problems] == ["supplier_name_shared"]


@pytest.mark.parametrize("column", ["supplier_id", "supplier_name"])
def test_file_without_one_of_the_columns_is_recognised_by_the_other(column):
    frame = rows(["1"], ["Acme"]).drop(column)
    found = recognise_suppliers(listed(["1"], ["Acme"]), frame, DataType.PAYMENTS)
    assert found.supplier.to_list() == [0]


def test_index_of_each_supplier_is_its_row():
    found = recognise(listed(["1"], ["Acme"]), ["5", "4", "5"], ["E", "D", "E"])
    assert found.known[found.supplier]["supplier_name"].to_list() == ["E", "D", "E"]
