"""A web page as its texts and tags, in one pass that no page can slow down: nothing is fetched, nothing is run."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A value in quotes may hold ">"; one that is never closed is an ordinary character.
_ATTRIBUTES = r"(?:[^<>=]++|=\s*+(?:\"[^\"]{0,300}\"|'[^']{0,300}')|=)*+"
_TAG = re.compile(
    rf"<(t[dh])(?=[\s>])({_ATTRIBUTES})>([^<]*+)</t[dh]>|<!--|<(/?)([a-z][\w:.-]*)({_ATTRIBUTES})>|<[!?/][^<>]*+>",
    re.IGNORECASE,
)
# What stands inside these is no text of the page; each with its end.
_UNSEEN = {
    "<!--": re.compile("-->"),
    **{name: re.compile(f"</{name}[^<>]*>", re.IGNORECASE) for name in ("script", "style", "title", "xml", "template")},
}


class Tag(NamedTuple):
    """One tag with the text before it; ``name`` is in lower case, and empty behind the last tag of the page.

    A cell that holds nothing but text is one tag, with its ``content``.
    """

    text: str
    name: str
    is_end: bool
    attributes: str
    content: str | None = None


def read_tags(page: str) -> Iterator[Tag]:
    """Give the tags of a page; comments, scripts and styles are left out."""
    texts: list[str] = []
    endless: set[str] = set()
    at = 0
    while (match := _TAG.search(page, at)) is not None:
        begin, end = match.span()
        if begin > at:
            texts.append(page[at:begin])
        at = end
        cell, attributes, content, slash, element, element_attributes = match.groups()
        if cell:
            yield Tag("".join(texts), "td", is_end=False, attributes=attributes, content=content)
            texts.clear()
            continue
        name = element.lower() if element else match[0]
        if name in _UNSEEN and not slash:
            at = _skip(name, page, at, endless)
        elif element and name not in _UNSEEN:
            yield Tag("".join(texts), name, bool(slash), element_attributes)
            texts.clear()
    texts.append(page[at:])
    yield Tag("".join(texts), "", is_end=True, attributes="")


def _skip(name: str, page: str, start: int, endless: set[str]) -> int:
    """Find where something ends whose content is no text; what never ends hides nothing, and is searched once."""
    end = None if name in endless else _UNSEEN[name].search(page, start)
    if end is None:
        endless.add(name)
        return start
    return end.end()
