"""Which field a column heading stands for, over all packages at once."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledgerlift.catalogue.model import BANK_DETAILS, IGNORED
from ledgerlift.catalogue.words import normalise_heading
from ledgerlift.records import DataType

# The pseudo package under which headings of no one product are listed.
GENERAL = "general"
TECHNICAL = "technical"

__all__ = ["GENERAL", "HeadingFact", "Headings", "normalise_heading"]


@dataclass(frozen=True)
class HeadingFact:
    """One meaning of a heading: the field it is in one kind of report, and which packages say so.

    ``field`` is None where the packages have the column but it is nothing we keep; ``is_bank_detail`` marks those of
    them that hold bank details. ``languages`` is empty for names only tables and interfaces use (``is_technical``).
    """

    data_type: DataType
    field: str | None
    products: frozenset[str]
    languages: frozenset[str]
    is_technical: bool
    is_bank_detail: bool = False


class Headings:
    """The index of headings. Every method takes a heading as the file writes it."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        self._slugs: list[str] = index["slugs"]
        self._index: Mapping[str, list[Any]] = index["facts"]

    def facts(self, heading: str) -> tuple[HeadingFact, ...]:
        """Give every known meaning of a heading, those most packages share first; empty when nobody knows it.

        The heading's letters without spaces count as well (INVOICEDATE, Sub Total); when that finds nothing, its words
        in any other order (Date Paid).
        """
        return self._facts_of(self._known_form(heading))

    def is_known(self, heading: str) -> bool:
        """Whether any package has a column of this heading."""
        return bool(self._keys(self._known_form(heading)))

    @functools.cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every known heading, normalised."""
        return frozenset(self._index)

    @functools.cached_property
    def tokens(self) -> Counter[str]:
        """Every word of the known headings, with the number of headings it stands in."""
        return Counter(word for heading in self._index for word in set(heading.split()))

    def _known_form(self, heading: str) -> str:
        form = normalise_heading(heading)
        # "currency.id" is its own name where an interface is known to use it, and "id" of some table elsewhere.
        return form if self._keys(form) else normalise_heading(column_name(heading))

    def _keys(self, heading: str) -> Sequence[str]:
        return self._same_letters.get(heading.replace(" ", ""), ()) or self._same_words.get(_sorted_words(heading), ())

    @functools.cached_property
    def _same_letters(self) -> Mapping[str, Sequence[str]]:
        return _group(self._index, lambda heading: heading.replace(" ", ""))

    @functools.cached_property
    def _same_words(self) -> Mapping[str, Sequence[str]]:
        return _group(self._index, _sorted_words)

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - there is one index, and it lives as long as the process
    def _facts_of(self, heading: str) -> tuple[HeadingFact, ...]:
        merged: dict[tuple[str, str], tuple[set[int], set[str]]] = {}
        for key in self._keys(heading):
            for data_type, field, products, languages in self._index[key]:
                meaning = merged.setdefault((data_type, field), (set(), set()))
                meaning[0].update(products)
                meaning[1].update(languages)
        facts = [
            HeadingFact(
                data_type=DataType(data_type),
                field=None if field in (IGNORED, BANK_DETAILS) else field,
                products=frozenset(self._slugs[number] for number in products),
                languages=frozenset(languages - {TECHNICAL}),
                is_technical=languages == {TECHNICAL},
                is_bank_detail=field == BANK_DETAILS,
            )
            for (data_type, field), (products, languages) in merged.items()
        ]
        return tuple(sorted(facts, key=lambda fact: -len(fact.products)))


def build_index(packages: Mapping[str, Any]) -> dict[str, Any]:
    """Make the plain data of a Headings out of packages as their files hold them, ``general`` among them."""
    slugs = sorted(packages)
    gathered: dict[str, dict[tuple[str, str], tuple[set[int], set[str]]]] = {}
    for number, slug in enumerate(slugs):
        for data_type, report in packages[slug].get("reports", {}).items():
            for language, field, heading in list_headings(report):
                for key in _forms(heading, is_technical=language == TECHNICAL):
                    meaning = gathered.setdefault(key, {}).setdefault((data_type, field), (set(), set()))
                    meaning[0].add(number)
                    meaning[1].add(language)
    facts = {
        key: [
            [data_type, field, sorted(products), sorted(languages)]
            for (data_type, field), (products, languages) in meanings.items()
        ]
        for key, meanings in gathered.items()
    }
    return {"slugs": slugs, "facts": facts}


def list_headings(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Go through a report's headings as (language or "technical", field, heading)."""
    for language, fields in (*report.get("headings", {}).items(), (TECHNICAL, report.get("technical", {}))):
        for field, headings in fields.items():
            for heading in headings:
                yield language, field, heading


def column_name(heading: str) -> str:
    """Drop what a technical name has before its last dot or slash: "Vendor Ledger Entry.Due Date" is "Due Date"."""
    return _BEFORE_COLUMN.sub("", heading)


_BEFORE_COLUMN = re.compile(r"^.*\w(?:\.(?=\w)|/(?=[a-z_]+$))")


def _forms(heading: str, *, is_technical: bool) -> set[str]:
    forms = {normalise_heading(heading), normalise_heading(_spelled_out_umlauts(heading))}
    if is_technical:
        forms.add(normalise_heading(column_name(heading)))
    return forms - {""}


def _spelled_out_umlauts(heading: str) -> str:
    return heading.translate(_UMLAUTS)


_UMLAUTS = {ord(umlaut): vowel + "e" for umlaut, vowel in zip("äöüÄÖÜ", "aouAOU", strict=True)}


def _sorted_words(heading: str) -> str:
    return " ".join(sorted(heading.split()))


def _group(headings: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for heading in headings:
        groups.setdefault(key(heading), []).append(heading)
    return groups
