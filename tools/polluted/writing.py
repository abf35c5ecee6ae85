"""Ways of writing a table badly that change how its cells become bytes."""

import csv
import re
from dataclasses import replace
from itertools import cycle

from tools.polluted.draft import Draft
from tools.polluted.edits import Pollution, with_text

_CODE = re.compile(r"0\d{2,}")


def separate_by_semicolons(draft: Draft) -> Draft:
    """As a spreadsheet does where the comma is the decimal mark."""
    return replace(draft, delimiter=";")


def separate_by_tabs(draft: Draft) -> Draft:
    """Text to be pasted."""
    return replace(draft, delimiter="\t")


def separate_by_pipes(draft: Draft) -> Draft:
    """As interfaces of large systems do."""
    return replace(draft, delimiter="|")


def separate_by_carets(draft: Draft) -> Draft:
    """A delimiter that nobody types."""
    return replace(draft, delimiter="^")


def separate_by_tildes(draft: Draft) -> Draft:
    """Another one."""
    return replace(draft, delimiter="~")


def state_separator(draft: Draft) -> Draft:
    """A first line that tells a spreadsheet the delimiter."""
    return replace(draft, delimiter=";", before="sep=;\r\n")


def put_space_after_delimiters(draft: Draft) -> Draft:
    """A space between delimiter and quote."""
    return replace(draft, quoting=csv.QUOTE_ALL, finish=lambda text: text.replace('","', '", "'))


def quote_everything(draft: Draft) -> Draft:
    """Every cell in quotes."""
    return replace(draft, quoting=csv.QUOTE_ALL)


def quote_singly(draft: Draft) -> Draft:
    """Single quotes around every cell."""
    return replace(draft, quote="'", quoting=csv.QUOTE_ALL)


def escape_with_backslash(draft: Draft) -> Draft | None:
    """Quotes within cells behind a backslash."""
    marked = with_text(draft, lambda text: f'{text} "North"')
    return marked and replace(marked, quoting=csv.QUOTE_ALL, escape="\\")


def double_quotes(draft: Draft) -> Draft | None:
    """Quotes within cells, doubled as the rules say."""
    return with_text(draft, lambda text: f'{text} "North"')


def leave_inch_marks(draft: Draft) -> Draft | None:
    """A quote in the middle of a cell that is not quoted."""
    marked = with_text(draft, lambda text: f'{text} 12" pipe', every=7)
    return marked and replace(marked, quoting=csv.QUOTE_NONE, quote="\1")


def break_lines_in_cells(draft: Draft) -> Draft | None:
    """A cell with two lines."""
    return with_text(draft, lambda text: f"{text}\nNorth", every=9)


def quote_whole_lines(draft: Draft) -> Draft:
    """Each line as one quoted cell, as a spreadsheet writes what it could not split."""

    def wrap(text: str) -> str:
        return "".join('"' + line.replace('"', '""') + '"\r\n' for line in text.splitlines())

    return replace(draft, finish=wrap)


def end_lines_as_unix(draft: Draft) -> Draft:
    """Line feeds alone."""
    return replace(draft, line_end="\n")


def end_lines_as_old_mac(draft: Draft) -> Draft:
    """Carriage returns alone."""
    return replace(draft, line_end="\r")


def mix_line_ends(draft: Draft) -> Draft:
    """A file put together from parts."""
    ends = cycle(("\r\n", "\n"))
    return replace(draft, finish=lambda text: "".join(line + next(ends) for line in text.splitlines()))


def end_without_line_end(draft: Draft) -> Draft:
    """No line end after the last row."""
    return replace(draft, finish=lambda text: text.rstrip("\r\n"))


def mark_utf8(draft: Draft) -> Draft:
    """A byte order mark."""
    return replace(draft, encoding="utf-8-sig")


def mark_twice(draft: Draft) -> Draft:
    """A byte order mark that was read as text and saved again."""
    return replace(draft, encoding="utf-8-sig", before="\ufeff" + draft.before)


def write_utf16(draft: Draft) -> Draft:
    """Two bytes a letter, with a mark."""
    return replace(draft, encoding="utf-16", delimiter="\t")


def write_utf16_unmarked(draft: Draft) -> Draft:
    """Two bytes a letter, without a mark."""
    return replace(draft, encoding="utf-16-le")


def write_windows(draft: Draft) -> Draft | None:
    """Western Windows, with letters it writes in its own way."""
    accented = with_text(draft, lambda text: f"{text} Société Générale Ærø", every=3)
    return accented and replace(accented, encoding="cp1252")


def write_dos(draft: Draft) -> Draft | None:
    """Western DOS."""
    accented = with_text(draft, lambda text: f"{text} Société Générale é è ü", every=3)
    return accented and replace(accented, encoding="cp850")


def write_mac(draft: Draft) -> Draft | None:
    """Western Macintosh."""
    accented = with_text(draft, lambda text: f"{text} Société Générale é è ü", every=3)
    return accented and replace(accented, encoding="mac-roman", line_end="\r")


def keep_codes_as_formulas(draft: Draft) -> Draft | None:
    """="007", so that a spreadsheet keeps the zeros."""
    if not any(_CODE.fullmatch(cell) for row in draft.body for cell in row):
        return None
    written = tuple(tuple(f'="{cell}"' if _CODE.fullmatch(cell) else cell for cell in row) for row in draft.body)
    return replace(draft, rows=(*draft.head, *written))


WRITING: tuple[Pollution, ...] = (
    separate_by_semicolons, separate_by_tabs, separate_by_pipes, separate_by_carets, separate_by_tildes,
    state_separator, put_space_after_delimiters, quote_everything, quote_singly, escape_with_backslash, double_quotes,
    leave_inch_marks, break_lines_in_cells, quote_whole_lines, end_lines_as_unix, end_lines_as_old_mac, mix_line_ends,
    end_without_line_end, mark_utf8, mark_twice, write_utf16, write_utf16_unmarked, write_windows, write_dos, write_mac,
    keep_codes_as_formulas,
)  # fmt: skip  # fmt: skip
