"""Which package wrote a table, told by its headings alone: nobody has to choose what the file says itself."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledgerlift.catalogue import Catalogue
from ledgerlift.catalogue.headings import GENERAL
from ledgerlift.catalogue.titles import party_words, speaks_of
from ledgerlift.records import DataType

# Packages have columns nobody has listed, but few of them.
MOST_KNOWN = 0.85
FEWEST_HEADINGS = 5
# How much rarer what only this package shares with the table must be than what the next package does, in log-odds.
# The look-alikes of a package share many headings with our reports, so more is asked before it tells what a table is.
CLEAR_LEAD, SURE_LEAD = 1.5, 6.0
UNLISTED_SOFTWARE = "other"


@dataclass(frozen=True)
class LikelySoftware:
    """A package by its slug. ``is_sure`` says whether the table is certainly one of the package's own reports."""

    slug: str
    is_sure: bool


def recognise_software(headings: Iterable[str], catalogue: Catalogue) -> LikelySoftware | None:
    """Give the package whose report has these headings; None where none fits or several do as well.

    Each heading weighs as much as it is rare among the packages. Packages of one vendor share many headings and what
    they mean, so the best of them is good enough.
    """
    headings = list(dict.fromkeys(headings))
    if len(headings) < FEWEST_HEADINGS:
        return None
    known: defaultdict[tuple[DataType, str], int] = defaultdict(int)
    weight: defaultdict[tuple[DataType, str], float] = defaultdict(float)
    for heading in headings:
        for data_type, products in _products(heading, catalogue).items():
            rarity = math.log(len(catalogue.software) / len(products))
            # In order, so that of two that fit as well the same one is taken every time.
            for product in sorted(products):
                known[data_type, product] += 1
                weight[data_type, product] += rarity
    best = max(weight, key=lambda each: weight[each], default=None)
    if best is None or known[best] < MOST_KNOWN * len(headings):
        return None
    ranked = sorted(weight, key=lambda each: weight[each], reverse=True)
    rival = next((each for each in ranked if not _are_kin(each[1], best[1], catalogue)), None)
    lead = weight[best] - (weight[rival] if rival else 0.0)
    is_sure = lead >= SURE_LEAD and not _names_customers(headings, *best, catalogue)
    return LikelySoftware(best[1], is_sure) if lead >= CLEAR_LEAD else None


def _names_customers(headings: Iterable[str], data_type: DataType, slug: str, catalogue: Catalogue) -> bool:
    """Tell whether a heading is of customers, which the report of the package does not have."""
    foreign = (heading for heading in headings if slug not in _products(heading, catalogue).get(data_type, ()))
    return any(speaks_of(heading, party_words()["customers"]) for heading in foreign)


def _are_kin(slug: str, other: str, catalogue: Catalogue) -> bool:
    """Tell whether two packages share their facts, or their vendor."""
    is_family = catalogue.family_of(slug) == catalogue.family_of(other)
    return is_family or catalogue.software[slug].vendor == catalogue.software[other].vendor


def _products(heading: str, catalogue: Catalogue) -> Mapping[DataType, frozenset[str]]:
    products: defaultdict[DataType, frozenset[str]] = defaultdict(frozenset)
    for fact in catalogue.headings.facts(heading):
        products[fact.data_type] |= fact.products - {GENERAL, UNLISTED_SOFTWARE}
    return {data_type: named for data_type, named in products.items() if named}
