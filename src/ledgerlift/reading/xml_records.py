"""XML cut into records in whole columns: a tag, and the text behind it.

A reader of delimited text for which ``<`` ends a line and ``>`` ends a cell parts XML many times faster than a parser.
It knows nothing of XML, so it gets only what is written the way programs write it: at anything else the functions here
raise ``NotPlainError``, and a parser has to read the part.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import polars as pl

_BLOCK_BYTES = 2**23
_BLOCKS_AHEAD = 4
_LONGEST_NAME = 64
# A value is marked so that it becomes one record with what it belongs to, and the end that follows it likewise.
VALUE, END = " v", " " * 7
_ENCODING = re.compile(rb"<\?xml[^>]*\sencoding\s*=\s*[\"']([^\"']*)")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


class NotPlainError(Exception):
    """XML that is not written in the plain way; a parser understands it, or finds that it is damaged."""


@dataclass(frozen=True)
class ListOfItems:
    """An XML part that is, for the most part, one long list of like items; ``shorter`` are texts to replace in it."""

    root: bytes
    container: bytes
    item: bytes
    shorter: Sequence[tuple[bytes, bytes]] = ()

    def blocks(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Give the list in blocks of whole items, each from behind its first ``<`` on, and without name prefixes."""
        pieces = iter(pieces)
        opening, head = self._find_opening(pieces)
        prefix = opening[1] or b""
        _check_head(head[: opening.start()])
        end = b"</" + prefix + self.container + b">"
        if opening[0].endswith(b"/>"):
            self._check_tail(head[opening.end() :], pieces, prefix)
            return
        last, rest, size = b"</" + prefix + self.item + b">", [], 0
        for piece in chain([head[opening.end() :]], pieces):
            rest.append(piece)
            size += len(piece)
            if size < _BLOCK_BYTES:
                continue
            data = b"".join(rest)
            if end in data:
                rest = [data]
                break
            cut = data.rfind(last) + len(last)
            if cut < len(last):
                raise NotPlainError
            yield from self._shortened(data, cut, prefix)
            rest = [data[cut:]]
            size = len(rest[0])
        data = b"".join(rest)
        cut = data.find(end)
        if cut < 0:
            raise NotPlainError
        self._check_tail(data[cut:], pieces, prefix)
        yield from self._shortened(data, cut, prefix)

    def _find_opening(self, pieces: Iterator[bytes]) -> tuple[re.Match[bytes], bytes]:
        tag = re.compile(rb"<(\w+:)?" + self.container + rb"(?:\s[^<>]*)?/?>")
        head = b""
        for piece in pieces:
            head += piece
            if opening := tag.search(head):
                return opening, head
            if len(head) > _BLOCK_BYTES:
                break
        raise NotPlainError

    def _check_tail(self, tail: bytes, pieces: Iterable[bytes], prefix: bytes) -> None:
        """Read to the end of the part: the list may not go on, and the root has to be closed."""
        mark = b"<" + prefix + self.container
        for piece in pieces:
            tail = tail[-_LONGEST_NAME:] + piece
            if mark in tail:
                raise NotPlainError
        if mark in tail or not tail.rstrip().endswith(b"</" + prefix + self.root + b">"):
            raise NotPlainError

    def _shortened(self, data: bytes, end: int, prefix: bytes) -> Iterator[bytes]:
        first = data.find(b"<", 0, end)
        if data[: end if first < 0 else first].strip():
            raise NotPlainError
        if first < 0:
            return
        block = data[first + 1 : end]
        if prefix:
            block = block.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</").removeprefix(prefix)
        for old, new in self.shorter:
            block = block.replace(old, new)
        yield block


def _check_head(head: bytes) -> None:
    """See that what is written is UTF-8; a comment could hold anything."""
    encoding = _ENCODING.search(head)
    if b"<!" in head or b"\0" in head or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise NotPlainError


class Ahead:
    """Blocks made by a thread some steps ahead of who takes them: to inflate is work for a processor of its own."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._thread = ThreadPoolExecutor(1)
        self._begun: deque[Future[bytes | None]] = deque(self._begin() for _ in range(_BLOCKS_AHEAD))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def __iter__(self) -> Iterator[bytes]:
        while (block := self._begun.popleft().result()) is not None:
            self._begun.append(self._begin())
            yield block

    def _begin(self) -> "Future[bytes | None]":
        return self._thread.submit(next, self._blocks, None)


def read_records(block: bytes) -> "pl.DataFrame":
    """Part a block into ``tag``, ``text`` behind it, and for what was made shorter a ``value`` and its ``end``."""
    import polars as pl

    try:
        return pl.read_csv(
            block,
            has_header=False,
            separator=">",
            eol_char="<",
            quote_char=None,
            schema=dict.fromkeys(("tag", "text", "value", "end"), pl.String),
            empty_string_is_null=False,
            missing_columns="insert",
            extra_columns="ignore",
            raise_if_empty=False,
        ).with_columns(at=pl.int_range(pl.len(), dtype=pl.UInt32))
    except pl.exceptions.PolarsError as error:  # such as bytes that are no UTF-8
        raise NotPlainError from error


def describe_records(records: "pl.DataFrame", *, with_value: Sequence[str], with_text: Sequence[str]) -> "pl.DataFrame":
    """Give each record its ``element``, its ``kind``, and the text it holds as ``shown``; anything else is refused.

    An element is the name of the tag, with "/" for an empty one. A kind adds "v" where a value follows, and "." where
    the end of all that was made shorter does.
    """
    import polars as pl

    tag, text, value, end = map(pl.col, ("tag", "text", "value", "end"))
    element, has_value, is_text, closing = map(pl.col, ("element", "has_value", "is_text", "closing"))
    is_blank = text.str.strip_chars() == ""
    is_other = ~(has_value | is_text)
    described = (
        records.with_columns(element=tag.str.extract(r"^(/?[A-Za-z]+)(?:\s|/?$)") + _mark(tag.str.ends_with("/"), "/"))
        .with_columns(
            has_value=element.is_in(with_value) & (text.str.strip_chars() == VALUE.strip()),
            is_text=element.is_in(with_text),
        )
        .with_columns(closing=pl.when(is_text).then(value).otherwise(end))
    )
    is_odd = (
        element.is_null()
        | (is_other & ~(is_blank & (value == "") & (end == "")))
        | (is_text & (end != ""))
        | (closing.str.strip_chars() != "")
    )
    if described.select(is_odd.fill_null(value=True).any()).item():
        raise NotPlainError
    return described.select(
        *records.columns,
        "element",
        kind=element + _mark(has_value, "v") + _mark(closing != "", "."),
        marks=1 + has_value.cast(pl.UInt32) + (closing != ""),
        shown=pl.when(has_value).then(value).when(is_text).then(text),
    )


def check_ends(block: bytes, records: "pl.DataFrame", count: int) -> None:
    """See that no ``>`` is left over: each of ``count`` records has one, its value and its end have another.

    All that are not among ``records`` have both.
    """
    if block.count(b">") != 3 * (count - records.height) + records["marks"].sum():
        raise NotPlainError


def check_order(records: "pl.DataFrame", count: int, followers: Mapping[str, frozenset[str]], plain: str) -> None:
    """See that every one of ``count`` records follows one that it may follow; the first and last have "" beside them.

    All that are not among ``records`` are of the kind ``plain``, of which any number may follow one another.
    """
    import polars as pl

    at, kind = pl.col("at"), pl.col("kind")
    outer = pl.DataFrame({"at": [-1, count], "kind": ["", ""]}, schema_overrides={"at": pl.Int64})
    ordered = pl.concat([outer[:1], records.select(at.cast(pl.Int64), kind), outer[1:]])
    is_next = at.shift(-1) == at + 1
    seen = ordered.select(
        before=kind,
        after=pl.when(is_next).then(kind.shift(-1)).otherwise(pl.lit(plain)),
        # Behind plain records.
        last=pl.when(~is_next).then(kind.shift(-1)),
    ).head(-1)
    pairs = {*seen.select("before", "after").unique().iter_rows()}
    pairs |= {(plain, last) for last in seen["last"].drop_nulls().unique()}
    if any(after not in followers.get(before, ()) for before, after in pairs):
        raise NotPlainError


def _mark(condition: "pl.Expr", mark: str) -> "pl.Expr":
    import polars as pl

    return pl.when(condition).then(pl.lit(mark)).otherwise(pl.lit(""))


def followers(order: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Spell out which kinds of records may follow a kind; "end" stands for the end of a block."""
    return {
        before: frozenset("" if each == "end" else each for each in after.split()) for before, after in order.items()
    }
