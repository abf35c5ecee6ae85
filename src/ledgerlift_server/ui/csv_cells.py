"""CSV that no spreadsheet takes for a formula."""

import re

# With what a formula can begin, also after spaces and quotes, and in full width (CWE-1236).
TRIGGER = re.compile(r"""[\s'"]*[=+\-@\t\r\n\x00＝＋－＠]""")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def neutralise(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula; numbers stay numbers."""
    return f"'{text}" if TRIGGER.match(text) and not NUMBER.fullmatch(text) else text
