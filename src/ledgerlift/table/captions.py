"""Captions of columns that are written over two or three rows, put together."""

import re
from collections import Counter
from collections.abc import Mapping

from ledgerlift.table.columns import ColumnShape
from ledgerlift.table.shape import TYPED, is_caption_like
from ledgerlift.table.vocabulary import Vocabulary
from ledgerlift.values.currencies import codes

Captions = Mapping[int, str]

_UNIT = re.compile(
    r"^\(?(?:in )?(?:[$€£¥%]|[$€£]?['’]?0{3}s?|[$€£][mk]|days?"
    r"|d{1,2}[./-]m{1,2}[./-]y{2,4})\)?$",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"^\(?(?:in )?([A-Z]{3})\)?$")
_MAX_CAPTION = 160
# Byte order marks, also such as were decoded once too often.
_MARKS = re.compile("^(?:\ufeff|ï»¿)+")


def tidy_caption(text: str) -> str:
    """Write a caption on one line, without doubled spaces or a stray byte order mark."""
    return " ".join(_MARKS.sub("", text).split())


def is_unit(text: str) -> bool:
    """Say whether a text gives the unit of what stands above it: EUR, %, £000, days, dd/mm/yyyy."""
    currency = _CURRENCY.match(text)
    return currency[1].lower() in codes() if currency else _UNIT.match(text) is not None


def is_known(caption: str, vocabulary: Vocabulary) -> bool:
    """Say whether a caption is a known heading, with or without what was joined to it: its unit, its group."""
    if len(caption) > _MAX_CAPTION:
        return False
    bare = re.sub(r"\s*\([^)]*\)$", "", caption).rsplit(" / ", 1)[-1]
    return vocabulary.is_known(caption) or vocabulary.is_known(bare)


def same_captions(one: Captions, other: Captions) -> bool:
    """Say whether two headers name the same columns: then the second is the first printed again."""
    shared = sum(other.get(position, "").casefold() == text.casefold() for position, text in one.items())
    return shared * 2 > max(len(one), len(other))


def is_continuation(lower: Captions, upper: Captions, columns: Mapping[int, ColumnShape]) -> bool:
    """Say whether a row goes on with the captions above it, rather than being a group's caption or data.

    It must name columns that hold values of another kind; where it is much narrower than the row above, it must not
    start where that row starts, as a group's caption does.
    """
    typed = {position for position, column in columns.items() if column.shape in TYPED}
    if not typed & lower.keys() or not all(map(is_caption_like, lower.values())):
        return False
    if len(lower) * 2 > len(upper):
        return True
    return min(lower) > min(upper) and (len(lower) > 1 or all(map(is_unit, lower.values())))


def combine(
    upper: Captions, lower: Captions, columns: Mapping[int, ColumnShape], vocabulary: Vocabulary
) -> Captions | None:
    """Put a row of captions and the row above it together; None where the upper row is not part of the heading.

    A caption over several columns is written before each: "Invoice / Date"; one that merely breaks over two lines is
    one text: "Invoice Date", and the single words beside it stand alone.
    """
    if not upper or not lower or sum(map(is_caption_like, upper.values())) * 10 < len(upper) * 9:
        return None
    joined = _join_all(upper, _spread(upper, lower), lower, vocabulary)
    broken = _join_all(upper, {position: position for position in upper.keys() & lower.keys()}, lower, vocabulary)
    if _count_known(broken, vocabulary) > _count_known(joined, vocabulary) and _repeats(broken) <= _repeats(joined):
        joined = broken
    gaps = [position for position in upper.keys() - lower.keys() if position in columns]
    known = {position for position, text in joined.items() if vocabulary.is_known(text)}
    known_alone = {position for position, text in lower.items() if vocabulary.is_known(text)}
    # A full row above, whose texts make known headings of those below: the captions break over two lines. So they do
    # where half of them do, if each one that does is known.
    is_full = len(upper) * 10 >= len(lower) * 7 and len(known) * 2 >= len(joined)
    is_half = len(upper) * 2 >= len(lower) and upper.keys() <= known
    is_split = (is_full or is_half) and len(known) >= max(1, len(known_alone))
    names_more = len(gaps) > 1 or any(position in known for position in gaps) or len(known) > len(known_alone)
    tells_apart = _repeats(joined) < _repeats(lower)
    return joined if names_more or tells_apart or is_split else None


def _spread(upper: Captions, lower: Captions) -> dict[int, int]:
    """Say which upper caption stands over each lower one: its own, or the nearest to the left."""
    over: dict[int, int] = {}
    current: int | None = None
    for position in sorted({*upper, *lower}):
        if position in upper:
            current = position
        if current is not None and position in lower:
            over[position] = current
    return over


def _join_all(upper: Captions, over: Mapping[int, int], lower: Captions, vocabulary: Vocabulary) -> Captions:
    return {position: _join(upper, over, lower, position, vocabulary) for position in sorted({*upper, *lower})}


def _count_known(captions: Captions, vocabulary: Vocabulary) -> int:
    return sum(vocabulary.is_known(text) for text in captions.values())


def _join(upper: Captions, over: Mapping[int, int], lower: Captions, position: int, vocabulary: Vocabulary) -> str:
    if position not in lower:
        return tidy_caption(upper[position])
    text = tidy_caption(lower[position])
    if position not in over:
        return text
    above = tidy_caption(upper[over[position]])
    if is_unit(text):
        return f"{above} ({text.strip('()')})"
    in_one = f"{above} {text}"
    is_over_several = sum(start == over[position] for start in over.values()) > 1
    return f"{above} / {text}" if is_over_several and not vocabulary.is_known(in_one) else in_one


def _repeats(captions: Captions) -> int:
    counts = Counter(text.casefold() for text in captions.values())
    return sum(count - 1 for count in counts.values())
