"""Which decimal and grouping marks a column of numbers uses, found from all its cells together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import polars as pl

from ledgerlift.values import text
from ledgerlift.values.amount_notation import peel
from ledgerlift.values.filled_cells import FilledCells, count_cells

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
    r"^[^\p{L}\d]*(?:\p{L}{1,4}(?:[^\p{L}\d-]*|[^\p{L}\d-]+-))?\d(?:[\d.,'\u2019\uff0c\uff0e\s]*\d)?(?:[eE][-+]?\d+)?\D{0,10}$"
    r"|^[$£€\s]*[.,]\d+$"
    r"|^[$£€\s]*[-\u2010-\u2015\u2212]+[\s$£€]*$|^(?i:nil|zero)$"
)
_TEXT: Final = pl.col("text")
_OTHER: Final[dict[Mark, Mark]] = {".": ",", ",": "."}


def find_number_style(column: pl.Series, *, is_workbook: bool = False, hint: Mark | None = None) -> NumberStyle | None:
    """Find how a whole column writes its numbers, or None when it holds something else.

    ``hint`` is the decimal mark known for the rest of the file; it settles only what the column itself leaves open.
    """
    return number_style_of(FilledCells.of(column), is_workbook=is_workbook, hint=hint)


def number_style_of(cells: FilledCells, *, is_workbook: bool = False, hint: Mark | None = None) -> NumberStyle | None:
    """Do the same with the filled cells of a column."""
    if cells.is_long:
        some = cells.some()
        style = _find(some, is_workbook=is_workbook, hint=hint)
        if style is None:
            return None
        if _fits_all(cells, some, style):
            return replace(style, share=1.0, signs=_share_of_minus(cells))
    return _find(cells, is_workbook=is_workbook, hint=hint)


def _find(cells: FilledCells, *, is_workbook: bool, hint: Mark | None) -> NumberStyle | None:
    least = MIN_SHARE * cells.count
    if not cells.count or count_cells(cells.counted, _TEXT.str.contains(_LOOKS_LIKE_NUMBER)) < least:
        return None
    rows = peel(cells.counted["text"]).with_columns(cells.counted["weight"])
    figures = rows.select(pl.col("figures").alias("text"), "weight").drop_nulls()
    count = int(figures["weight"].sum())
    if count < least:
        return None
    style = _decide_marks(figures, is_workbook=is_workbook, hint=hint)
    read = count_cells(figures, _TEXT.str.contains(number_pattern(style)))
    if read < least:
        return None
    return replace(style, share=round(read / cells.count, 4), signs=_shares_of_signs(rows, count))


def _fits_all(cells: FilledCells, some: FilledCells, style: NumberStyle) -> bool:
    """Tell whether all cells are nothing but figures, and sure to have the style of some of them."""
    texts = cells.counted["text"]
    if not texts.str.contains(rf"^-?{number_pattern(style)[1:]}").all():
        return False
    if not _count_for(some.counted, style.decimal):
        return not texts.str.contains(r"[.,]").any()
    return not style.grouping or not _count_for(cells.counted, _OTHER[style.decimal])


def number_pattern(style: NumberStyle) -> str:
    """Give a pattern of the figures that are a number in this style."""
    mark, groups = re.escape(style.decimal), re.escape(style.groups)
    whole = [r"\d+"]
    if groups:
        whole.append(rf"\d{{1,3}}(?:[{groups}]\d{{3}})+")
    if "," in style.grouping:
        whole.append(r"\d{1,2}(?:,\d{2})+,\d{3}")  # 12,34,567: lakhs and crores
    pattern = rf"^(?:(?:{'|'.join(whole)})(?:{mark}\d*)?|{mark}\d+)(?:[eE][-+]?\d+)?$"
    # Figures of other scripts are no decimals that a cast can read.
    return pattern.replace(r"\d", "[0-9]")


def _decide_marks(figures: pl.DataFrame, *, is_workbook: bool, hint: Mark | None) -> NumberStyle:
    has = _marks_in(figures)
    if not has["."] and not has[","]:
        return _style(has, ".", ["all numbers are whole"])
    point, comma = _count_for(figures, "."), _count_for(figures, ",")
    if point or comma:
        decimal: Mark = "." if point >= comma else ","
        won, lost = max(point, comma), min(point, comma)
        reasons = [f"only the decimal mark {decimal} fits {won} of the numbers"]
        if lost:
            reasons.append(f"only the other fits {lost}")
        return _style(has, decimal, reasons, is_certain=lost <= SLIPS_SHARE * won)
    open_marks: list[Mark] = [mark for mark in _OTHER if figures["text"].str.contains(_either(mark)).any()]
    if not open_marks:
        return _style(has, ".", ["all numbers are whole"])
    if len(open_marks) == 1:
        mark = open_marks[0]
        if reason := _is_decimal_after_all(figures["text"], mark, is_workbook=is_workbook):
            return _style(has, mark, [reason])
    if hint:
        return _style(has, hint, [f"the rest of the file has the decimal mark {hint}"])
    # Three figures behind the only mark of every number: whole thousands are far more common than three decimals.
    return _style(has, _OTHER[open_marks[0]], ["nothing tells thousands from decimals"], is_certain=False)


def _marks_in(figures: pl.DataFrame) -> Mapping[str, bool]:
    """Tell which marks come up among the figures."""
    marks = (*_OTHER, "'", " ")
    return figures.select(_TEXT.str.contains(mark, literal=True).any().alias(mark) for mark in marks).row(0, named=True)


def _style(has: Mapping[str, bool], decimal: Mark, reasons: Sequence[str], *, is_certain: bool = True) -> NumberStyle:
    groups = [mark for mark in (_OTHER[decimal], "'", " ") if has[mark]]
    return NumberStyle(decimal, "".join(groups), share=0.0, is_certain=is_certain, reasons=tuple(reasons))


def _count_for(figures: pl.DataFrame, decimal: Mark) -> int:
    """Count the numbers that make sense only with this decimal mark."""
    mark, other = re.escape(decimal), re.escape(_OTHER[decimal])
    as_decimal = (
        rf"^\d+{mark}(?:\d{{1,2}}|\d{{4,}})?(?:[eE][-+]?\d+)?$|^\d{{4,}}{mark}\d{{3}}$|^0+{mark}\d|^{mark}\d"
        rf"|[{other}' ]\d{{3}}{mark}\d*$"
    )
    groups_by_other = rf"^\d{{1,3}}(?:{other}\d{{3}}){{2,}}|^\d{{1,2}}(?:{other}\d{{2}})+{other}\d{{3}}"
    return count_cells(figures, _TEXT.str.contains(rf"{as_decimal}|{groups_by_other}"))


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


def _share_of_minus(cells: FilledCells) -> tuple[tuple[str, float], ...]:
    count = count_cells(cells.counted, _TEXT.str.starts_with("-"))
    return (("minus", round(count / cells.count, 4)),) if count else ()


def _shares_of_signs(rows: pl.DataFrame, count: int) -> tuple[tuple[str, float], ...]:
    kinds = [name for name in ("sign", "mark") if rows[name].null_count() < rows.height]
    if not kinds:
        return ()
    marks = pl.concat([rows.select(pl.col(name).alias("sign"), "weight").drop_nulls() for name in kinds])
    found = marks.group_by("sign").agg(pl.col("weight").sum()).sort("sign")
    return tuple((name, round(times / count, 4)) for name, times in found.iter_rows())
