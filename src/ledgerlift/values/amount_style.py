"""Which decimal and grouping marks a column of numbers uses, found from all its cells together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import polars as pl

from ledgerlift.values import text
from ledgerlift.values.amount_notation import peel

Mark = Literal[".", ","]


@dataclass(frozen=True)
class NumberStyle:
    """How a column writes its numbers. ``decimal`` is the mark; ``grouping`` holds every thousands mark seen."""

    decimal: Mark
    grouping: str  # such as ",", "'", or a space for spaces of every kind; "" when there is none
    share: float  # of the non-empty cells that read as numbers in this style
    is_certain: bool = True  # False when nothing in the column tells "1.234" from "1,234"
    implied_decimals: int = 0
    reasons: tuple[str, ...] = ()
    # How the column marks signs (minus, trailing minus, brackets, CR, DR, H, S): the share of its numbers so marked.
    signs: tuple[tuple[str, float], ...] = ()
    credit_sign: Literal[-1, 1] = -1  # what CR and H make of a number; DR and S make the opposite

    @property
    def groups(self) -> str:
        """The thousands marks in the one form that ``peel`` leaves of each kind."""
        kinds = (" " if mark.isspace() else "'" if mark in text.QUOTES else mark for mark in self.grouping)
        return "".join(dict.fromkeys(kinds))


MIN_SHARE = 0.6
# So few numbers of the other convention are slips, and stay unread.
SLIPS_SHARE = 0.02
# A quick look, since most columns are no numbers: figures and their marks, with at most a short word on either side.
_LOOKS_LIKE_NUMBER: Final = (
    r"^[^\p{L}\d]*(?:\p{L}{1,4}(?:[^\p{L}\d-]*|[^\p{L}\d-]+-))?\d(?:[\d.,'\u2019\s]*\d)?(?:[eE][-+]?\d+)?\D{0,10}$"
    r"|^[$£€\s]*[.,]\d+$"
    r"|^[$£€\s]*[-\u2010-\u2015\u2212]+[\s$£€]*$|^(?i:nil|zero)$"
)
_OTHER: Final[dict[Mark, Mark]] = {".": ",", ",": "."}


def find_number_style(column: pl.Series, *, is_workbook: bool = False, hint: Mark | None = None) -> NumberStyle | None:
    """Find how a whole column writes its numbers, or None when it holds something else.

    ``hint`` is the decimal mark known for the rest of the file; it settles only what the column itself leaves open.
    """
    texts = column.cast(pl.String).drop_nulls().str.strip_chars()
    texts = texts.filter(texts != "")
    if texts.is_empty() or int(texts.str.contains(_LOOKS_LIKE_NUMBER).sum()) < MIN_SHARE * texts.len():
        return None
    rows = peel(texts)
    figures = rows["figures"].drop_nulls()
    if figures.len() < MIN_SHARE * texts.len():
        return None
    style = _decide_marks(figures, is_workbook=is_workbook, hint=hint)
    read = int(figures.str.contains(number_pattern(style)).sum())
    if read < MIN_SHARE * texts.len():
        return None
    return replace(style, share=round(read / texts.len(), 4), signs=_shares_of_signs(rows, figures.len()))


def number_pattern(style: NumberStyle) -> str:
    """Give a pattern of the figures that are a number in this style."""
    mark, groups = re.escape(style.decimal), re.escape(style.groups)
    whole = [r"\d+"]
    if groups:
        whole.append(rf"\d{{1,3}}(?:[{groups}]\d{{3}})+")
    if "," in style.grouping:
        whole.append(r"\d{1,2}(?:,\d{2})+,\d{3}")  # 12,34,567: lakhs and crores
    return rf"^(?:(?:{'|'.join(whole)})(?:{mark}\d*)?|{mark}\d+)(?:[eE][-+]?\d+)?$"


def _decide_marks(figures: pl.Series, *, is_workbook: bool, hint: Mark | None) -> NumberStyle:
    point, comma = _count_for(figures, "."), _count_for(figures, ",")
    if point or comma:
        decimal: Mark = "." if point >= comma else ","
        won, lost = max(point, comma), min(point, comma)
        reasons = [f"only the decimal mark {decimal} fits {won} of the numbers"]
        if lost:
            reasons.append(f"only the other fits {lost}")
        return _style(figures, decimal, reasons, is_certain=lost <= SLIPS_SHARE * won)
    open_marks: list[Mark] = [mark for mark in _OTHER if figures.str.contains(_either(mark)).any()]
    if not open_marks:
        return _style(figures, ".", ["all numbers are whole"])
    if len(open_marks) == 1:
        mark = open_marks[0]
        if reason := _is_decimal_after_all(figures, mark, is_workbook=is_workbook):
            return _style(figures, mark, [reason])
    if hint:
        return _style(figures, hint, [f"the rest of the file has the decimal mark {hint}"])
    # Three figures behind the only mark of every number: whole thousands are far more common than three decimals.
    return _style(figures, _OTHER[open_marks[0]], ["nothing tells thousands from decimals"], is_certain=False)


def _style(figures: pl.Series, decimal: Mark, reasons: Sequence[str], *, is_certain: bool = True) -> NumberStyle:
    groups = [mark for mark in (_OTHER[decimal], "'", " ") if figures.str.contains(mark, literal=True).any()]
    return NumberStyle(decimal, "".join(groups), share=0.0, is_certain=is_certain, reasons=tuple(reasons))


def _count_for(figures: pl.Series, decimal: Mark) -> int:
    """Count the numbers that make sense only with this decimal mark."""
    if not figures.str.contains(r"[.,]").any():
        return 0
    mark, other = re.escape(decimal), re.escape(_OTHER[decimal])
    as_decimal = (
        rf"^\d+{mark}(?:\d{{1,2}}|\d{{4,}})?(?:[eE][-+]?\d+)?$|^\d{{4,}}{mark}\d{{3}}$|^0+{mark}\d|^{mark}\d"
        rf"|[{other}' ]\d{{3}}{mark}\d*$"
    )
    groups_by_other = rf"^\d{{1,3}}(?:{other}\d{{3}}){{2,}}|^\d{{1,2}}(?:{other}\d{{2}})+{other}\d{{3}}"
    return int(figures.str.contains(rf"{as_decimal}|{groups_by_other}").sum())


def _either(mark: Mark) -> str:
    """Give a pattern of numbers such as 1.234, where the mark may be either."""
    return rf"^[1-9]\d{{0,2}}{re.escape(mark)}\d{{3}}$"


def _is_decimal_after_all(figures: pl.Series, mark: Mark, *, is_workbook: bool) -> str | None:
    """Say why the mark of 1.234 is a decimal mark, when the other numbers tell."""
    # 12500 beside 2.500: who groups thousands would have grouped it. Some write 1500 but 12.500, so four figures
    # tell only beside a grouped number as short.
    is_short = figures.str.contains(rf"^\d{re.escape(mark)}\d{{3}}$").any()
    if figures.str.contains(r"^\d{4}$" if is_short else r"^\d{5,}$").any() or figures.str.contains(r"^\d{5,}$").any():
        return "larger numbers are not grouped"
    # A workbook gives its numbers in the shortest form, so 1.230 is text and 1.234 a number.
    if is_workbook and mark == "." and not figures.str.contains(r"\.\d*0$").any():
        return "numbers of a workbook have a decimal point"
    return None


def _shares_of_signs(rows: pl.DataFrame, count: int) -> tuple[tuple[str, float], ...]:
    found = pl.concat([rows["sign"], rows["mark"].alias("sign")]).drop_nulls().value_counts().sort("sign")
    return tuple((name, round(times / count, 4)) for name, times in found.iter_rows())
