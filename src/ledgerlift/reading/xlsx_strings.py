"""The strings that the cells of an xlsx workbook share, and how text is written in its XML."""

import re
from collections.abc import Iterable

import polars as pl

from ledgerlift.reading.cell_text import tidy_texts
from ledgerlift.reading.xml_records import (
    END,
    VALUE,
    Ahead,
    ListOfItems,
    NotPlainError,
    check_ends,
    check_order,
    describe_records,
    followers,
    read_records,
)

_PLAIN = "siv."
_STRINGS = ListOfItems(
    root=b"sst", container=b"sst", item=b"si", shorter=((b"</t></si>", b">       "), (b"<si><t>", b"<si> v>"))
)
_NEXT = "siv. si si/ end"
_FOLLOWERS = followers(
    {
        "": "siv. si si/",
        "siv.": _NEXT,
        "si/": _NEXT,
        "/si": _NEXT,
        "si": "t t. t/ r rPh /si",
        "siv": "/t",
        "t.": _NEXT,
        "t": "/t",
        "/t": "/si /r /rPh r rPh */",
        "t/": "/si /r /rPh r rPh */",
        "r": "rPr t t/ /r */",
        "rPr": "/rPr */",
        "*/": "*/ /rPr /si t",
        "/rPr": "t t/ /r",
        "/r": "r rPh /si",
        "rPh": "t t/ /rPh",
        "/rPh": "rPh r /si */",
    }
)
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));|&")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_plain_strings(pieces: Iterable[bytes]) -> pl.Series:
    """Read the table of strings; raises ``NotPlainError`` where a parser has to."""
    with Ahead(_STRINGS.blocks(pieces)) as blocks:
        return pl.concat([pl.Series(dtype=pl.String), *(_strings_of(block) for block in blocks)])


def _strings_of(block: bytes) -> pl.Series:
    tag, element = pl.col("tag"), pl.col("element")
    is_plain = (tag == "si") & (pl.col("text") == VALUE) & (pl.col("end") == END)
    records = read_records(block).with_columns(item=tag.str.starts_with("si").cum_sum(), is_plain=is_plain)
    plain = records.filter("is_plain")
    others = describe_records(records.filter(~is_plain), with_value=["si"], with_text=["t"])
    check_ends(block, others, records.height)
    looks = element.str.ends_with("/") & ~element.is_in(["si/", "t/"])
    others = others.with_columns(kind=pl.when(looks).then(pl.lit("*/")).otherwise("kind"))
    check_order(others, records.height, _FOLLOWERS, _PLAIN)
    # How a Japanese name is spoken is no part of the text.
    is_spoken = (element == "rPh").cum_sum() > (element == "/rPh").cum_sum()
    runs = others.filter(pl.col("shown").is_not_null() & ~is_spoken)
    runs = pl.concat([plain.select("at", "item", shown="value"), runs.select("at", "item", "shown")]).sort("at")
    count = records["item"][-1]
    if not runs["item"].equals(pl.int_range(1, count + 1, dtype=pl.UInt32, eager=True)):
        items = pl.DataFrame({"item": pl.int_range(1, count + 1, dtype=pl.UInt32, eager=True)})
        joined = runs.group_by("item").agg(pl.col("shown").sort_by("at").str.join(""))
        runs = items.join(joined, on="item", how="left", maintain_order="left")
    return _as_shown(runs["shown"].fill_null(""))


def _as_shown(texts: pl.Series) -> pl.Series:
    return tidy_texts(decode_texts(texts.rename("")))


def decode_texts(texts: pl.Series) -> pl.Series:
    """Put what an entity or an escape stands for into texts as the XML has them."""
    is_coded = texts.str.contains("&", literal=True) | texts.str.contains("_x", literal=True)
    if not is_coded.any():
        return texts
    coded = texts.filter(is_coded).unique().to_list()
    return texts.replace(coded, [decode_escapes(_decode_entities(text)) for text in coded])


def decode_escapes(text: str) -> str:
    """Put the character for an escape such as ``_x000D_``; half a character stays as it is written."""
    return _ESCAPE.sub(_escaped_character, text) if "_x" in text else text


def _decode_entities(text: str) -> str:
    return _ENTITY.sub(_entity_character, text) if "&" in text else text


def _entity_character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    code = int(decimal or hexadecimal or "0", 10 if decimal else 16)
    if name in _ENTITIES:
        return _ENTITIES[name]
    if not (code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000):
        raise NotPlainError
    return chr(code)


def _escaped_character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)
