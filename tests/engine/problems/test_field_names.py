"""Every field of our records has a name that a sentence can use, in both languages."""

import pytest

from ledgerlift.problems import name_field
from ledgerlift.records import FIELDS

FIELDS_OF_ALL = sorted({field for fields in FIELDS.values() for field in fields})


@pytest.mark.parametrize("field", FIELDS_OF_ALL)
def test_field_is_named_in_words(field: str) -> None:
    for language in ("en", "fr"):
        name = name_field(field, language)
        assert name
        assert "_" not in name
    assert name_field(field, "fr").startswith(("le ", "la ", "l’", "les "))
