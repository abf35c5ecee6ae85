"""What headings and titles say about the kind of a report."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from ledgerlift.catalogue import Catalogue, normalise_heading
from ledgerlift.catalogue.other_reports import OtherReport
from ledgerlift.catalogue.titles import own_titles, speaks_of
from ledgerlift.records import DataType

# One heading may speak this loudly and no louder: a report is the sum of its headings.
LOUDEST_HEADING = 1.0
LISTED_AT_MOST = 1.6  # about what four products that share a heading weigh
UNLISTED = 0.35  # weight of a heading for a kind that nobody lists it for
# A heading that only one side has: "Customer" is no word of a supplier list, nor "Vendor" of a customer list.
TELLING = 1.8
TITLE_WEIGHT, LONGER_TITLE = 2.0, 0.5


def weigh_headings(headings: Iterable[str], catalogue: Catalogue) -> dict[str, float]:
    """Give log-odds for each kind of report from all column headings together."""
    scores: dict[str, float] = dict.fromkeys([*DataType, *catalogue.other_reports], 0.0)
    for heading in headings:
        weights = _weights(heading, catalogue)
        if not weights:
            continue
        mean = sum(weights.get(kind, 0.0) + UNLISTED for kind in scores) / len(scores)
        for kind in scores:
            evidence = math.log((weights.get(kind, 0.0) + UNLISTED) / mean)
            scores[kind] += max(-LOUDEST_HEADING, min(LOUDEST_HEADING, evidence))
    return scores


def _weights(heading: str, catalogue: Catalogue) -> dict[str, float]:
    products: dict[str, set[str]] = defaultdict(set)
    for fact in catalogue.headings.facts(heading):
        products[fact.data_type].update(fact.products)
    weights = {kind: min(LISTED_AT_MOST, math.log1p(len(who))) for kind, who in products.items()}
    normalised = normalise_heading(heading)
    for kind, report in catalogue.other_reports.items():
        if normalised in report.telling:
            weights[kind] = TELLING
        elif normalised in report.headings:
            weights[kind] = LISTED_AT_MOST
    return weights


def weigh_titles(texts: Sequence[str], catalogue: Catalogue) -> dict[str, float]:
    """Give log-odds for the kinds that a title, a sheet name or a file name speaks of."""
    phrases_of = {**own_titles(), **{kind: report.titles for kind, report in catalogue.other_reports.items()}}
    scores: dict[str, float] = {}
    for text in texts:
        for kind, phrases in phrases_of.items():
            longest = speaks_of(text, phrases)
            if longest:
                scores[kind] = max(scores.get(kind, 0.0), TITLE_WEIGHT + LONGER_TITLE * (longest - 1))
    return scores


def named_outright(texts: Sequence[str], catalogue: Catalogue) -> frozenset[str]:
    """Give the books of all accounts that a title consists of: "General Ledger Detail", and not a word more."""
    titles = {normalise_heading(text) for text in texts}
    reports = catalogue.other_reports.items()
    return frozenset(kind for kind, report in reports if report.is_double_entry and report.titles & titles)


def weigh_telling(heading: str, report: OtherReport, catalogue: Catalogue) -> float:
    """Weigh a heading that sets a look-alike apart; less when products have it in our reports as well."""
    if normalise_heading(heading) not in report.telling:
        return 0.0
    is_ours_too = any(fact.field for fact in catalogue.headings.facts(heading))
    return TELLING / 2 if is_ours_too else TELLING


def own_share(headings: Sequence[str], data_type: DataType, software: str | None, catalogue: Catalogue) -> float:
    """Give the share of the headings that the chosen software has in this report."""
    if software is None or not headings:
        return 0.0
    own = sum(
        any(fact.data_type is data_type and software in fact.products for fact in catalogue.headings.facts(heading))
        for heading in headings
    )
    return own / len(headings)
