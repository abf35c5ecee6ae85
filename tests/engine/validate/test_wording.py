from datetime import date
from decimal import Decimal

import pytest

from ledgerlift.validate.wording import write_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12.500000"), "12.50"),
        (Decimal("-3.000000"), "-3.00"),
        (Decimal("0.125000"), "0.125"),
        (Decimal("1E+3"), "1000.00"),
        (date(2024, 1, 5), "2024-01-05"),
        ("x", "x"),
        (None, None),
    ],
)
def test_values_are_written_for_people(value, text):
    assert write_value(value) == text
