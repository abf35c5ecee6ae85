import xml.etree.ElementTree as ElementTree

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ledgerlift.reports.text import LONGEST_CELL, clean, clean_column, is_trigger, to_xml


def units(text):
    return len(text.encode("utf-16-le")) // 2


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
@example("a\x00b\x1fc\x85d\u202ee\u2066f\ufffeg\r\nh\ri\tj")
def test_column_and_single_text_are_cleaned_alike_into_valid_xml(text):
    cleaned = clean(text)
    column = clean_column(pl.Series([text, None]))
    assert column.to_list() == [cleaned, None]
    element = ElementTree.fromstring(f"<t>{to_xml(column)[0]}</t>")
    assert (element.text or "").replace("_x005F_", "_") == cleaned.replace("_x005F_", "_")
    assert not set(cleaned) & set("\x00\x0b\x1b\x7f\x9f\r\u202e\u2066\u2069\ufffe\uffff")


@pytest.mark.parametrize("text", ["x" * LONGEST_CELL, "é" * LONGEST_CELL, "💶" * (LONGEST_CELL // 2)])
def test_longest_text_stays_whole_and_a_longer_one_is_cut_visibly(text):
    assert clean(text) == text
    longer = text + "💶"
    cut = clean(longer)
    assert units(cut) <= LONGEST_CELL
    assert cut.endswith("…")
    assert clean_column(pl.Series(["short", longer])).to_list() == ["short", cut]


def test_escape_like_text_is_escaped():
    assert to_xml(pl.Series(["_x0041_", "_x41_", "<&>"])).to_list() == ["_x005F_x0041_", "_x41_", "&lt;&amp;&gt;"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t1", "＝1", "  =1", "'=1", '"=1', "＠x"])
def test_formula_starters_are_recognised(text):
    assert is_trigger(pl.Series([text])).item()


@pytest.mark.parametrize("text", ["a=1", "1-2", "e@mail", "", "Ltd."])
def test_other_text_is_no_trigger(text):
    assert not is_trigger(pl.Series([text])).item()
