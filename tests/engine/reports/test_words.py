from decimal import Decimal

import pytest

from ledgerlift.records import BillStatus
from ledgerlift.reports.raw_columns import TABS
from ledgerlift.reports.words import _load, count_of, list_words, write_money

NBSP = "\N{NO-BREAK SPACE}"


def pairs(node, path=""):
    if set(node) == {"en", "fr"}:
        yield path, node
    else:
        for key, value in node.items():
            yield from pairs(value, f"{path}/{key}")


def test_every_word_is_there_in_both_languages():
    found = list(pairs(_load()))
    assert len(found) > 100
    for path, words in found:
        english, french = (
            words[language] if isinstance(words[language], list) else [words[language]] for language in words
        )
        assert len(english) == len(french), path
        assert all(english), path
        assert all(french), path


def test_every_status_and_raw_column_has_words():
    assert set(list_words("statuses", "fr")) == set(BillStatus)
    for tab in TABS:
        assert {column.key for column in tab.columns} <= set(list_words("raw", "fr"))
        assert tab.name in list_words("tabs", "fr")


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [(0, "0 bills", "0 facture"), (1, "1 bill", "1 facture"), (2, "2 bills", "2 factures"),
     (12345, "12,345 bills", f"12{NBSP}345 factures")],
)  # fmt: skip
def test_counts_agree_with_their_noun(count, english, french):
    assert count_of("records", "bills", count, "en") == english
    assert count_of("records", "bills", count, "fr") == french


def test_thing_without_words_goes_by_its_key():
    assert count_of("set_aside", "moon_phase", 2, "en") == "2 moon phase"


def test_money_is_written_to_the_cent_half_up():
    assert write_money(Decimal("1234.565"), "CAD", "en") == f"CAD{NBSP}1,234.57"
    assert write_money(Decimal("-1234.565"), None, "fr") == f"-1{NBSP}234,57"
