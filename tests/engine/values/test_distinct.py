import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.values.countries import parse_countries
from ledgerlift.values.currencies import parse_currencies
from ledgerlift.values.distinct import in_batches, on_distinct
from ledgerlift.values.document_types import parse_document_types
from ledgerlift.values.names import normalise_name
from ledgerlift.values.payment_methods import method_from_text, recorded_method
from ledgerlift.values.statuses import parse_bill_statuses, parse_payment_statuses, parse_supplier_statuses
from ledgerlift.values.terms import parse_terms

PARSERS = {
    "countries": parse_countries,
    "currencies": parse_currencies,
    "document types": parse_document_types,
    "names": normalise_name,
    "recorded methods": recorded_method,
    "accounts": lambda column: method_from_text(column, source="account"),
    "notes": lambda column: method_from_text(column, source="note"),
    "bills": lambda column: parse_bill_statuses(column, heading="Void"),
    "payments": parse_payment_statuses,
    "suppliers": parse_supplier_statuses,
    "terms": parse_terms,
}


def count(texts):
    return texts.str.len_chars()


def test_each_distinct_text_is_read_once():
    seen = []

    def read(texts):
        seen.extend(texts)
        return count(texts)

    found = on_distinct(pl.Series("column", ["a", "bb", "a", None]), read, pl.UInt32)
    assert (found.name, found.to_list()) == ("column", [1, 2, 1, None])
    assert sorted(seen) == ["a", "bb"]


def test_column_without_values_keeps_its_type():
    for empty in (pl.Series("x", [None, None]), pl.Series("x", [], dtype=pl.String)):
        assert on_distinct(empty, count, pl.UInt32).dtype == pl.UInt32


def test_expression_and_column_give_the_same():
    texts = pl.Series("x", ["a", None, "ccc"])
    frame = texts.to_frame().lazy()
    for apply in (on_distinct, in_batches):
        expected = apply(texts, count, pl.UInt32)
        query = frame.select(apply(pl.col("x"), count, pl.UInt32))
        assert query.collect()["x"].equals(expected)
        assert query.collect(engine="streaming")["x"].equals(expected)


@pytest.mark.parametrize("name", sorted(PARSERS))
@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.one_of(st.none(), st.text(max_size=15)), max_size=6))
def test_any_text_is_read_or_null(name, texts):
    column = pl.Series("x", texts, dtype=pl.String)
    found = PARSERS[name](column)
    assert found.len() == len(texts)
    assert found.filter(column.is_null()).null_count() == column.null_count()
