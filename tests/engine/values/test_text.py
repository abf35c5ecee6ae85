import polars as pl
import pytest

from ledgerlift.values import text, words


def test_spaces_dashes_and_apostrophes_are_made_one():
    assert text.tidy(pl.Series(["\u202f1\u00a0234 ", "−5", "1’234", "\ufeffx\u200b"])).to_list() == [
        "1 234",
        "-5",
        "1'234",
        "x",
    ]


def test_case_and_accents_are_taken_off():
    assert text.fold(pl.Series([" AOÛT", "Straße", "Łódź", "Ærø"])).to_list() == ["aout", "strasse", "lodz", "aero"]


def test_punctuation_becomes_one_space():
    assert text.words_of(pl.Series(["P.A.Y.E. / Réf-2", "--", "a_b"])).to_list() == ["p a y e ref 2", "", "a b"]
    assert text.fold_word("No. 5!") == "no 5"


@pytest.mark.parametrize("name", ["months", "weekdays", "methods", "statuses", "document_types", "names", "countries"])
def test_word_lists_hold_folded_text(name):
    def texts(item):
        if isinstance(item, dict):
            return [found for key, value in item.items() for found in [*texts(key), *texts(value)]]
        return [found for value in item for found in texts(value)] if isinstance(item, list) else [item]

    found = texts(words.load(name))
    assert not [item for item in found if isinstance(item, bool) or item is None]
    if name in ("months", "weekdays", "names"):
        listed = pl.Series([item for item in found if isinstance(item, str)])
        assert text.fold(listed).to_list() == listed.to_list()
