"""How the workbooks look: one palette, one set of number formats a language."""

from dataclasses import dataclass
from typing import Any

from ledgerlift.problems import Language

INK, MUTED, LINE, PAPER = "#16181D", "#565B66", "#D5D5CE", "#FFFFFF"
DEFAULT_ACCENT = "#1F4FD8"
DEFAULT_SECOND = "#B9C4D9"
FONT = {"font_name": "Calibri", "font_size": 10, "font_color": INK}

# A tint for each section of the wide tables, told apart also in print: (band above, heading below).
SECTIONS = {
    "suppliers": ("#C9D6F2", "#E9EEF9"),
    "entity": ("#C9D6F2", "#E9EEF9"),
    "total_spend": ("#F6DE9C", "#FCF3DC"),
    "bills": ("#BFE0CC", "#E5F3EA"),
    "payments": ("#DCCBEA", "#F2EAF8"),
    "payment_terms": ("#BCDDE3", "#E4F2F4"),
    "direct_costs": ("#F3CDBB", "#FBEBE3"),
    "details": ("#D9D9D3", "#F0F0EC"),
}
SPACE = "\N{NO-BREAK SPACE}"

# Kinds whose cells are read as words, from the left; all others are numbers.
WORDS = frozenset({"text", "sentence", "date", "method", "flag"})
# Kinds that programs read rather than people: no separators.
PLAIN = frozenset({"plain_count", "plain_money", "row"})
# Excel puts the marks of its reader into a number, other programs those the format asks for.
LOCALES: dict[Language, str] = {"en": "", "fr": "[$-C0C]"}


@dataclass(frozen=True)
class Issuer:
    """The bank whose report this is, with a PNG or JPEG picture as its logo.

    Colours are ``#RRGGBB``: the first for bands and headlines, the second for what stands beside them.
    """

    name: str
    colour: str = DEFAULT_ACCENT
    second_colour: str = DEFAULT_SECOND
    logo: bytes | None = None


def number_format(kind: str, language: Language) -> str | None:
    """Give the number format of a kind of value; None for a kind that is formatted as it comes."""
    percent = "0.0%" if language == "en" else f'0.0"{SPACE}"%'
    codes = {
        "count": "#,##0",
        "money": "#,##0.00",
        "plain_count": "0",
        "plain_money": "0.00",
        "percent": percent,
        "days": "0.0",
        "whole_days": "0",
        "row": "0",
        "rate": "0.000000###",
        "date": "yyyy-mm-dd",
        "text": "@",
    }
    code = codes.get("text" if kind in WORDS - {"date"} else kind)
    return LOCALES[language] + code if code and kind not in WORDS | PLAIN else code


def cell_properties(kind: str, language: Language) -> dict[str, Any]:
    """Give the look of a value cell."""
    code = number_format(kind, language)
    look: dict[str, Any] = {**FONT, "valign": "vcenter", **_alignment(kind)}
    if kind == "sentence":
        look["text_wrap"] = True
    return look | ({"num_format": code} if code else {})


def heading_properties(section: str, kind: str = "text", *, band: bool = False) -> dict[str, Any]:
    """Give the look of the heading over values of a kind, or of the band that names its section."""
    strong, soft = SECTIONS[section]
    # Indented, so that a heading that fills its column does not run into the one beside it.
    apart = {} if band or kind in WORDS else {"indent": 1}
    return {
        **FONT,
        **_alignment(kind),
        **apart,
        "bold": True,
        "bg_color": strong if band else soft,
        "text_wrap": not band,
        "valign": "vcenter" if band else "top",
        "bottom": 1,
        "bottom_color": LINE,
    }


def _alignment(kind: str) -> dict[str, Any]:
    return {"align": "left" if kind in WORDS else "right"}


def keep_apart(kind: str, position: int) -> dict[str, Any]:
    """Give the indent that keeps words apart from a number in the column before them."""
    return {"indent": 1} if kind in WORDS and position else {}


def darken(colour: str) -> str:
    """Give a colour dark enough to be read as text on paper: itself, or a darker shade of it."""
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    while readable_on("#" + "".join(f"{part:02X}" for part in parts)) != PAPER:
        parts = [part * 9 // 10 for part in parts]
    return "#" + "".join(f"{part:02X}" for part in parts)


def readable_on(colour: str) -> str:
    """Choose ink or paper for text on a colour, whichever contrasts more."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    # The contrast with white equals the contrast with black at this luminance.
    return INK if luminance > 0.179 else PAPER
