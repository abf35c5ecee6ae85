from datetime import date

import pytest
from django.utils import translation

from ledgerlift_server.ui.templatetags import written


@pytest.mark.parametrize(
    ("write", "english", "french"),
    [
        (lambda: written.amount("1204551.1", "CAD"), "$1,204,551.10", "1\u202f204\u202f551,10\xa0$"),
        (lambda: written.amount("-5", None), "-5.00", "-5,00"),
        (lambda: written.whole(12400), "12,400", "12\u202f400"),
        (lambda: written.day(date(2025, 3, 3)), "3 March 2025", "3 mars 2025"),
        (lambda: written.month("2025-03-31"), "March 2025", "mars 2025"),
        (lambda: written.size(104_000), "104 kB", "104 ko"),
        (lambda: written.size(12), "12 bytes", "12 octets"),
        (lambda: written.megabytes(256), "256 MB", "256 Mo"),
        (lambda: written.amount(None), "–", "–"),
        (lambda: written.day(None), "–", "–"),
    ],
)
def test_written_as_its_reader_writes_it(write, english, french):
    with translation.override("en"):
        assert write() == english
    with translation.override("fr-ca"):
        assert write().replace("\xa0", "\u202f").replace("\u202f", " ") == french.replace("\xa0", " ").replace(
            "\u202f", " "
        )
