"""Which field a column heading stands for, over all packages at once."""

import functools
import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledgerlift.catalogue.model import BANK_DETAILS, IGNORED
from ledgerlift.catalogue.words import (
    OF_RELATED,
    is_shortened,
    normalise_heading,
    parted,
    without_weak_words,
)
from ledgerlift.records import DataType

# The packages (by number) that have a heading, and the languages they have it in.
Meaning = tuple[set[int], set[str]]

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


# Headings a word stands in before another may be taken apart for it.
COMMON = 3


@dataclass(frozen=True)
class WordCounts:
    """How often words stand in the headings of one field. A heading that many products share weighs more."""

    headings: float
    words: Mapping[str, float]


class Headings:
    """The index of headings. Every method takes a heading as the file writes it."""

    def __init__(self, index: Mapping[str, Any]) -> None:
        self._slugs: Sequence[str] = index["slugs"]
        self._forms: Sequence[str] = index["forms"]
        # Spaces come and go (Sub Total, INVOICEDATE), so a heading is known by its letters.
        self._facts: Mapping[str, str] = index["facts"]
        self._any_order: Mapping[str, str] = index["any_order"]
        self._words: Mapping[str, str] = index["words"]

    def facts(self, heading: str) -> tuple[HeadingFact, ...]:
        """Give every known meaning of a heading, those most packages share first; empty when nobody knows it.

        When nobody writes the heading so, its words are tried in any other order (Paid Date for Date Paid), then
        without the words that add little (IBAN No.), then a column of another record with whose it is
        (partner_id/name), then what a technical name has after its last dot, then the two words that may be written
        as one (CHKDT).
        """
        letters = self._known_letters(heading)
        return self._facts_of(letters) if letters is not None else ()

    def is_known(self, heading: str) -> bool:
        """Whether any package has a column of this heading."""
        return self._known_letters(heading) is not None

    def parted(self, form: str) -> str:
        """Part the words of a normalised heading that are two of ours written as one: "grossamt" is "gross amount"."""
        return parted(form, self._common_words)

    @functools.cached_property
    def _common_words(self) -> frozenset[str]:
        return frozenset(word for word, count in self.tokens.items() if count >= COMMON)

    @property
    def vocabulary(self) -> Sequence[str]:
        """Every known heading, normalised, in alphabetical order."""
        return self._forms

    @functools.cached_property
    def tokens(self) -> Counter[str]:
        """Every word of the known headings, with the number of headings it stands in."""
        return Counter(word for form in self._forms for word in set(form.split()))

    @functools.cache  # noqa: B019 - there is one index, and it lives as long as the process
    def word_counts(self, data_type: DataType) -> Mapping[str | None, WordCounts]:
        """Count the words of each field's headings in one report; under None those of columns we keep nothing of."""
        counted = json.loads(self._words[data_type])
        return {field or None: WordCounts(headings, words) for field, (headings, words) in counted.items()}

    def _known_letters(self, heading: str) -> str | None:
        form = normalise_heading(heading)
        # "currency.id" is its own name where an interface is known to use it, and "id" of some table elsewhere.
        whose = map(normalise_heading, _names_with_owner(heading))
        names = (*whose, form, normalise_heading(column_name(heading)), self.parted(form))
        return next(filter(None, map(self._letters_of, names)), None)

    def _letters_of(self, form: str) -> str | None:
        letters = form.replace(" ", "")
        found = letters if letters in self._facts else self._any_order.get(_sorted_words(form))
        shorter = without_weak_words(form)
        return found if found or shorter in (form, "") else self._letters_of(shorter)

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - there is one index, and it lives as long as the process
    def _facts_of(self, letters: str) -> tuple[HeadingFact, ...]:
        return tuple(map(self._fact, self._facts[letters].split(";")))

    def _fact(self, written: str) -> HeadingFact:
        data_type, field, products, languages = written.split(" ")
        return HeadingFact(
            data_type=DataType(data_type),
            field=None if field in (IGNORED, BANK_DETAILS) else field,
            products=frozenset(self._slugs[int(number)] for number in products.split(",")),
            languages=frozenset(languages.split(",")) - {TECHNICAL},
            is_technical=languages == TECHNICAL,
            is_bank_detail=field == BANK_DETAILS,
        )


def build_index(packages: Mapping[str, Any]) -> dict[str, Any]:
    """Make the plain data of a Headings out of packages as their files hold them, ``general`` among them."""
    slugs = sorted(packages)
    forms: set[str] = set()
    gathered: dict[str, dict[tuple[str, str], Meaning]] = {}
    for number, slug in enumerate(slugs):
        for data_type, report in packages[slug].get("reports", {}).items():
            for language, field, heading in list_headings(report):
                for form in _forms_of(heading, is_technical=language == TECHNICAL):
                    forms.add(form)
                    meanings = gathered.setdefault(form.replace(" ", ""), {})
                    products, languages = meanings.setdefault((data_type, field), (set(), set()))
                    products.add(number)
                    languages.add(language)
    return {
        "slugs": slugs,
        "forms": sorted(forms),
        "facts": {letters: _write_facts(meanings) for letters, meanings in gathered.items()},
        "any_order": {_sorted_words(form): form.replace(" ", "") for form in sorted(forms)},
        "words": {
            data_type.value: json.dumps(_count_words(data_type, sorted(forms), gathered)) for data_type in DataType
        },
    }


def _count_words(
    data_type: DataType,
    forms: Sequence[str],
    gathered: Mapping[str, Mapping[tuple[str, str], tuple[set[int], set[str]]]],
) -> dict[str, tuple[float, dict[str, float]]]:
    headings: dict[str, float] = {}
    words: dict[str, dict[str, float]] = {}
    for form in forms:
        for (of, named), (products, _) in gathered[form.replace(" ", "")].items():
            if of != data_type:
                continue
            field = "" if named in (IGNORED, BANK_DETAILS) else named
            weight = 1.0 + math.log(len(products))
            headings[field] = headings.get(field, 0.0) + weight
            counts = words.setdefault(field, {})
            for word in set(form.split()):
                counts[word] = counts.get(word, 0.0) + weight
    return {
        field: (round(weight, 3), {word: round(count, 3) for word, count in sorted(words[field].items())})
        for field, weight in headings.items()
    }


def _write_facts(meanings: Mapping[tuple[str, str], Meaning]) -> str:
    # One text a heading, "bills due_date 3,17 de,en;payments ...": six thousand of them load five times as fast as the
    # lists they stand for, and a run looks up a few dozen.
    most_shared_first = sorted(meanings.items(), key=lambda meaning: -len(meaning[1][0]))
    return ";".join(
        f"{data_type} {field} {','.join(map(str, sorted(products)))} {','.join(sorted(languages))}"
        for (data_type, field), (products, languages) in most_shared_first
    )


def list_headings(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Go through a report's headings as (language or "technical", field, heading)."""
    for language, fields in (*report.get("headings", {}).items(), (TECHNICAL, report.get("technical", {}))):
        for field, headings in fields.items():
            for heading in headings:
                yield language, field, heading


def _names_with_owner(heading: str) -> Sequence[str]:
    """Give the names a column has together with the record it belongs to: "vendor.name" is a "vendor name"."""
    owned = OF_RELATED.search(heading) or _OWNED.search(heading)
    if owned is None:
        return ()
    return f"{owned[1]} {owned[2]}", f"{owned[1]} {_LAST_WORD.split(owned[2])[-1]}"


_OWNED = re.compile(r"(?:^|[./])(\w+)[./](\w+)$")
_LAST_WORD = re.compile(r"_|(?=[A-Z])")


def column_name(heading: str) -> str:
    """Drop what a technical name has before its last dot or slash: "Vendor Ledger Entry.Due Date" is "Due Date".

    What it says of another record that it refers to is kept whole: "VendorRef.name" is no name of the row. Nor does the
    dot after a shortened word ("Amt in Inv.Curr.") part a table from its column.
    """
    before = None if OF_RELATED.search(heading) else _BEFORE_COLUMN.match(heading)
    return heading if before is None or is_shortened(before["last"]) else heading[before.end() :]


_BEFORE_COLUMN = re.compile(r"^(?:.*\W)?(?P<last>\w+)(?:\.(?=\w)|/(?=[a-z_]+$))")


def _forms_of(heading: str, *, is_technical: bool) -> set[str]:
    forms = {normalise_heading(heading), normalise_heading(_spelled_out_umlauts(heading))}
    if is_technical:
        name = column_name(heading)
        # Databases and warehouses write InvoiceNo as INVOICENO, which leaves nothing to part its words by.
        forms |= {normalise_heading(name), normalise_heading(name.casefold())}
    return forms - {""}


def _spelled_out_umlauts(heading: str) -> str:
    return heading.translate(_UMLAUTS)


_UMLAUTS = {ord(umlaut): vowel + "e" for umlaut, vowel in zip("äöüÄÖÜ", "aouAOU", strict=True)}


def _sorted_words(heading: str) -> str:
    return " ".join(sorted(heading.split()))
