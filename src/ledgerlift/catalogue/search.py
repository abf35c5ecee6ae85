"""Finding a package by what people call it: name, vendor, an old name, a slip of the pen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledgerlift.catalogue.words import without_accents

# How good a way of matching is, out of 100. Likeness by spelling alone never beats a match by words.
EXACT, BEGINNING, ALL_WORDS, INSIDE, LIKENESS = 100.0, 92.0, 86.0, 80.0, 78.0
LEAST_LIKENESS = 68.0

# A vendor's name finds all its packages, below those that are called so.
VENDOR_DISCOUNT = 0.85
ALIAS_DISCOUNT = 0.99


@dataclass(frozen=True)
class _Name:
    slug: str
    words: str
    discount: float

    @property
    def letters(self) -> str:
        return self.words.replace(" ", "")


def search(packages: Mapping[str, Any], query: str) -> list[str]:
    """Rank the slugs of the packages a query may mean, the likeliest first; all of them when it is empty."""
    words = plain(query)
    if not words:
        return sorted(packages, key=lambda slug: (packages[slug]["vendor"], packages[slug]["name"]))
    best: dict[str, tuple[float, int]] = {}
    for name in _list_names(packages):
        score = _score(words, name) * name.discount
        # Of two names that match alike, the shorter is nearer to what was typed.
        best[name.slug] = max(best.get(name.slug, (0.0, 0)), (score, -len(name.words)))
    found = [slug for slug, (score, _) in best.items() if score >= LEAST_LIKENESS * VENDOR_DISCOUNT]
    return sorted(found, key=lambda slug: (-best[slug][0], -best[slug][1], packages[slug]["name"]))


def plain(text: str) -> str:
    """Bring a name or a query to words of small letters and digits without accents."""
    return " ".join(re.findall(r"[a-z]+|\d+", without_accents(text.casefold())))


def _list_names(packages: Mapping[str, Any]) -> Iterator[_Name]:
    for slug, package in packages.items():
        name, vendor = package["name"], package["vendor"]
        for own in (name, f"{vendor} {name}"):
            yield _Name(slug, plain(own), 1.0)
        aliases: Sequence[str] = (slug, *package.get("slug_aliases", ()), *package.get("aliases", ()))
        for alias in aliases:
            yield _Name(slug, plain(alias), ALIAS_DISCOUNT)
        yield _Name(slug, plain(vendor), VENDOR_DISCOUNT)


def _score(query: str, name: _Name) -> float:
    letters = query.replace(" ", "")
    if letters == name.letters:
        return EXACT
    if name.letters.startswith(letters):
        return BEGINNING
    if _begins_words(query.split(), name.words.split()):
        return ALL_WORDS
    if len(letters) > 3 and letters in name.letters:
        return INSIDE
    return LIKENESS / 100 * _likeness(query, letters, name)


def _begins_words(query: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in query)


def _likeness(query: str, letters: str, name: _Name) -> float:
    from rapidfuzz import fuzz

    if len(letters) < 4:
        return 0.0
    return max(fuzz.ratio(letters, name.letters), fuzz.token_sort_ratio(query, name.words))
