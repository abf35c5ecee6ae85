"""What kind of report a table is: one of our four, or one of those that are mistaken for them.

A kind is the name of a data type, a key of the catalogue's other reports, or ``unknown``.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ledgerlift.catalogue import Catalogue, normalise_heading
from ledgerlift.catalogue.other_reports import OtherReport
from ledgerlift.catalogue.titles import own_titles
from ledgerlift.mapping.confidence import confidence
from ledgerlift.records import DataType
from ledgerlift.values.profile import ColumnProfile

UNKNOWN = "unknown"

# One heading may speak this loudly and no louder: a report is the sum of its headings.
LOUDEST_HEADING = 1.0
LISTED_AT_MOST = 1.6  # about what four products that share a heading weigh
UNLISTED = 0.35  # weight of a heading for a kind that nobody lists it for
HEADINGS_WEIGHT = 0.8
# A heading that only one side has: "Customer" is no word of a supplier list, nor "Vendor" of a customer list.
TELLING = 1.8
TITLE_WEIGHT, LONGER_TITLE = 2.0, 0.5
ASKED_FOR_WEIGHT = 3.0
# What a field that was found with certainty adds to the kind it belongs to.
FIELD_WEIGHT = 0.8
# A table that lacks what its kind cannot do without loses more than any one heading can give.
WITHOUT_AMOUNT, WITHOUT_SUPPLIER, WITHOUT_DATE = 6.0, 3.0, 1.5
# What a report that looks like one of ours has to make up for: people send us what we asked for.
LOOK_ALIKE_HANDICAP = 1.0
# How well anything at all has to fit before it is one of ours.
UNKNOWN_SCORE = 2.5

AMOUNT_FIELDS: Mapping[DataType, frozenset[str]] = {
    DataType.SUPPLIERS: frozenset(),
    DataType.BILLS: frozenset({"total_amount", "subtotal", "line_amount", "amount_due"}),
    DataType.PAYMENTS: frozenset({"amount", "allocated_amount"}),
    DataType.DIRECT_COSTS: frozenset({"total_amount", "subtotal"}),
}
DATE_FIELDS: Mapping[DataType, frozenset[str]] = {
    DataType.SUPPLIERS: frozenset(),
    DataType.BILLS: frozenset({"issue_date", "posting_date", "due_date", "paid_date"}),
    DataType.PAYMENTS: frozenset({"payment_date"}),
    DataType.DIRECT_COSTS: frozenset({"date"}),
}
WHO_FIELDS = frozenset({"supplier_name", "supplier_id"})


@dataclass(frozen=True)
class KindDecision:
    """Which kind, how sure, and the best of our four even where it is none of them."""

    data_type: DataType | None
    best_data_type: DataType
    kind: str
    confidence: float
    runner_up: str | None
    reasons: tuple[str, ...]


def decide(
    assigned: Mapping[DataType, Mapping[str, tuple[str, float]]],
    profiles: Mapping[str, ColumnProfile],
    headings: Sequence[str],
    *,
    catalogue: Catalogue,
    titles: Sequence[str],
    as_type: DataType | None,
) -> KindDecision:
    """Decide from the fields each of our four found (field -> column and its score), headings, titles and wishes."""
    spoken = weigh_headings(headings, catalogue)
    titled = weigh_titles(titles, catalogue)
    scores: dict[str, float] = {UNKNOWN: UNKNOWN_SCORE}
    for data_type, found in assigned.items():
        scores[data_type] = HEADINGS_WEIGHT * spoken[data_type] + _fit(data_type, found, profiles)
    for kind, report in catalogue.other_reports.items():
        # A look-alike has the shape of the report it resembles; the words alone set the two apart.
        if report.resembles:
            scores[kind] = scores[report.resembles] - LOOK_ALIKE_HANDICAP + _telling(headings, report, catalogue)
        else:
            scores[kind] = HEADINGS_WEIGHT * spoken[kind]
    for kind in scores:
        scores[kind] += titled.get(kind, 0.0) + (ASKED_FOR_WEIGHT if kind == as_type else 0.0)
    ranked = sorted(scores, key=lambda kind: scores[kind], reverse=True)
    best, second = ranked[0], ranked[1]
    reasons = [f"the headings fit {best} best"]
    if best in titled:
        reasons.append("its title says so")
    return KindDecision(
        data_type=DataType(best) if best in set(DataType) else None,
        best_data_type=max(DataType, key=lambda data_type: scores[data_type]),
        kind=str(best),
        confidence=confidence(scores[best] - scores[second], "kinds"),
        runner_up=str(second),
        reasons=tuple(reasons),
    )


def _fit(data_type: DataType, found: Mapping[str, tuple[str, float]], profiles: Mapping[str, ColumnProfile]) -> float:
    score = FIELD_WEIGHT * sum(math.tanh(value / 3.0) for _, value in found.values())
    who = WHO_FIELDS & found.keys()
    if not who:
        score -= WITHOUT_SUPPLIER
    if data_type is DataType.SUPPLIERS:
        # In a list of suppliers each stands once; in a list of what they were paid they stand again and again.
        distinct = max((profiles[found[field][0]].distinct_share for field in who), default=1.0)
        return score + (1.0 if distinct > 0.9 else -6.0 * (0.9 - distinct))
    if not AMOUNT_FIELDS[data_type] & found.keys():
        score -= WITHOUT_AMOUNT
    if not DATE_FIELDS[data_type] & found.keys():
        score -= WITHOUT_DATE
    return score


def _telling(headings: Iterable[str], report: OtherReport, catalogue: Catalogue) -> float:
    """Weigh the headings that only the look-alike has against those that only the report it resembles has."""
    score = 0.0
    for heading in headings:
        normalised = normalise_heading(heading)
        if normalised in report.telling:
            score += TELLING
        elif normalised not in report.headings and any(
            fact.field in WHO_FIELDS and not fact.is_technical for fact in catalogue.headings.facts(heading)
        ):
            score -= TELLING
    return score


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
        words = f" {normalise_heading(text)} "
        for kind, phrases in phrases_of.items():
            longest = max((len(phrase.split()) for phrase in phrases if f" {phrase} " in words), default=0)
            if longest:
                scores[kind] = max(scores.get(kind, 0.0), TITLE_WEIGHT + LONGER_TITLE * (longest - 1))
    return scores
