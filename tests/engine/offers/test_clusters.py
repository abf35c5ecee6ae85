"""Which records are one supplier, and which only look like it."""

from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.offers import find_clusters

SCHEMA = {
    "supplier_key": pl.String, "supplier_name": pl.String, "tax_number": pl.String, "phone": pl.String,
    "email": pl.String, "postal_code": pl.String, "country": pl.String, "total_spend": pl.Decimal(38, 12),
}  # fmt: skip


def cluster(*records):
    """Cluster records written as dictionaries; the first has the most spend. Gives keys and pairs."""
    rows = [
        {"supplier_key": str(n), "total_spend": Decimal(1000 - n), **record}
        for n, record in enumerate(records, start=1)
    ]
    found = find_clusters(pl.DataFrame(rows, schema=SCHEMA))
    return dict(found.members.select("supplier_key", "cluster").iter_rows()), found


BASE = {"supplier_name": "Northgate Paper Ltd", "postal_code": "H2X 1Y4", "phone": "+15145550100", "country": "CA"}


@pytest.mark.parametrize(
    ("change", "evidence"),
    [
        ({"supplier_name": "NORTHGATE PAPER LIMITED", "phone": None}, "postal_code"),
        ({"supplier_name": "Northgate  Papers", "postal_code": None}, "phone"),
        ({"supplier_name": "The Northgate Paper Co.", "postal_code": "h2x1y4", "phone": "x"}, "postal_code"),
        ({"country": None, "phone": None}, "postal_code"),
    ],
)
def test_like_name_at_one_place_is_one_supplier(change, evidence):
    keys, found = cluster(BASE, {**BASE, **change})
    assert keys == {"1": "1", "2": "1"}
    assert found.members["merged_by"].to_list() == [None, evidence]


def test_equal_name_with_the_same_mail_is_one_supplier():
    mail = {"supplier_name": "Fenwick Tools", "email": "ap@fenwick.example"}
    assert cluster(mail, {**mail, "email": "AP@FENWICK.example"})[0] == {"1": "1", "2": "1"}


@pytest.mark.parametrize(
    "other",
    [
        {"supplier_name": "Fenwick Tools"},  # a neighbour
        {"country": "US"},
        {"postal_code": "H9Z 9Z9", "phone": "+15145550199"},
        {"supplier_name": "Northgate Printing"},
    ],
)
def test_another_name_country_or_place_is_another_supplier(other):
    assert cluster(BASE, {**BASE, **other})[0] == {"1": "1", "2": "2"}


@pytest.mark.parametrize("name", ["Telus", "City of Ottawa", "Petty cash"])
def test_one_word_and_general_names_never_merge_by_their_place(name):
    record = {**BASE, "supplier_name": name}
    keys, found = cluster(record, record)
    assert keys == {"1": "1", "2": "2"}
    assert found.alike.rows() == [("1", "2")]


def test_valid_tax_number_merges_related_names_only():
    # An EIN of a valid form, and one that is not.
    one = {"supplier_name": "Calloway Ridge Inc", "tax_number": "GB 980 7806 84", "country": "GB"}
    same = {**one, "supplier_name": "Calloway Ridge (Trading)", "tax_number": "GB980780684"}
    agent = {**one, "supplier_name": "Whitfield Nominees"}
    keys, found = cluster(one, same, agent)
    assert keys == {"1": "1", "2": "1", "3": "3"}
    assert ("1", "3") in found.alike.rows()
    invalid = {**one, "tax_number": "123"}
    assert cluster(invalid, invalid)[0] == {"1": "1", "2": "2"}


def test_chain_of_records_is_one_supplier_named_after_most_spend():
    first = {**BASE, "phone": None}
    second = dict(BASE)
    third = {**BASE, "postal_code": None}
    assert cluster(first, second, third)[0] == {"1": "1", "2": "1", "3": "1"}


def test_order_of_the_records_changes_nothing():
    named = [("Northgate Paper", 5), ("Northgate Papers", 50), ("Other Name", 7)]
    rows = [
        {**BASE, "supplier_key": str(n), "supplier_name": name, "total_spend": Decimal(spend)}
        for n, (name, spend) in enumerate(named)
    ]
    frame = pl.DataFrame(rows, schema=SCHEMA)
    shuffled = find_clusters(frame.reverse())
    assert shuffled.members.equals(find_clusters(frame).members)


def test_nobody_is_no_cluster():
    found = find_clusters(pl.DataFrame(schema=SCHEMA))
    assert found.members.is_empty()
    assert found.alike.is_empty()


def test_thousands_at_one_address_are_quick_and_merge_only_by_equal_names():
    rows = [{**BASE, "supplier_name": f"Tenant number {n // 2}"} for n in range(4_000)]
    keys, _ = cluster(*rows)
    assert len(set(keys.values())) == 2_000
