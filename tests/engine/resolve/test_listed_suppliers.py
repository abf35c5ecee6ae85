from ledgerlift.records import DataType
from ledgerlift.resolve.listed_suppliers import list_suppliers


def test_rows_of_one_id_become_one_supplier_filled_from_all(records_of):
    frame = records_of(
        DataType.SUPPLIERS,
        {
            "supplier_id": ["1", "2", "1"],
            "supplier_name": ["Acme", "Bolt", "Acme"],
            "email": [None, None, "a@acme.com"],
        },
    ).frame
    suppliers, set_aside, problems = list_suppliers(frame)
    assert suppliers.select("supplier_id", "email", "row", "origin").rows() == [
        ("1", "a@acme.com", 2, "suppliers"),
        ("2", None, 3, "suppliers"),
    ]
    assert set_aside.select("reason", "row").rows() == [("duplicate_supplier", 4)]
    assert [(problem.code, problem.found, problem.count) for problem in problems] == [("supplier_listed_twice", "1", 1)]


def test_names_without_ids_are_merged_by_name(records_of):
    suppliers, set_aside, _ = list_suppliers(
        records_of(DataType.SUPPLIERS, {"supplier_name": ["Acme Ltd", "ACME LIMITED", "Bolt"]}).frame
    )
    assert suppliers["supplier_name"].to_list() == ["Acme Ltd", "Bolt"]
    assert set_aside["row"].to_list() == [3]


def test_one_name_under_two_ids_is_two_suppliers(records_of):
    suppliers, _, problems = list_suppliers(
        records_of(DataType.SUPPLIERS, {"supplier_id": ["1", "2"], "supplier_name": ["Acme", "Acme"]}).frame
    )
    assert suppliers.height == 2
    assert problems == ()


def test_rows_that_name_nobody_are_set_aside(records_of):
    suppliers, set_aside, problems = list_suppliers(
        records_of(DataType.SUPPLIERS, {"email": ["a@acme.com", "b@bolt.com"]}).frame
    )
    assert (suppliers.height, problems) == (0, ())
    assert set_aside["reason"].to_list() == ["empty_record"] * 2
