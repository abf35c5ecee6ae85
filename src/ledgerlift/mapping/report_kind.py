"""What kind of report a table is: one of our four, or one of those that are mistaken for them.

A kind is the name of a data type, a key of the catalogue's other reports, or ``unknown``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ledgerlift.catalogue import Catalogue
from ledgerlift.mapping.confidence import calibration, confidence
from ledgerlift.mapping.described_columns import Columns
from ledgerlift.mapping.found import Found
from ledgerlift.mapping.kind_scores import UNKNOWN, score_kinds
from ledgerlift.mapping.report_words import named_outright, weigh_titles
from ledgerlift.records import DataType

# What makes spend of a bill and of a direct cost, and what figures make of it only where they know how it was paid.
SPENT = (DataType.BILLS, DataType.DIRECT_COSTS)
SAME_IN_SPENT = (
    *(((field,), field) for field in ("supplier_name", "supplier_id", "total_amount", "subtotal", "currency")),
    (("issue_date", "posting_date"), "date"),
)
# How much less, in log-odds, speaks for what is offered beside the two kinds that are in doubt; and for how many.
STILL_LIKELY, MOST_CHOICES = 1.0, 4
HOW_PAID = frozenset(
    {"payment_method", "payment_account", "amount_due", "amount_paid", "status", "due_date", "paid_date"}
)


@dataclass(frozen=True)
class KindDecision:
    """Which kind, how sure, and the best of our four even where it is none of them."""

    data_type: DataType | None
    best_data_type: DataType
    kind: str
    confidence: float
    runner_up: str | None
    reasons: tuple[str, ...]
    score: float
    # The kinds between which a person has to choose; none when it is sure, or none of ours.
    doubt: tuple[str, ...] = ()


def decide(
    assigned: Mapping[DataType, Mapping[str, Found]],
    columns: Columns,
    *,
    catalogue: Catalogue,
    titles: Sequence[str],
    as_type: DataType | None,
    software: str | None = None,
    told: str | None = None,
    printed: Sequence[str] = (),
) -> KindDecision:
    """Decide from the fields each of our four found, headings, values, titles and wishes.

    ``titles`` are the names of file and sheet and what stands above the table; ``printed`` is what of it is to be taken
    at its word. ``told`` is what a person said it is; it counts where it is one of those that are in doubt.
    """
    scores = score_kinds(assigned, columns, catalogue=catalogue, titles=titles, as_type=as_type, software=software)
    ranked = sorted(scores, key=lambda kind: scores[kind], reverse=True)
    best, second = ranked[0], ranked[1]
    gate = calibration()["kinds"]["gate"]
    if not _ours(best) and _ours(second) and confidence(scores[best] - scores[second], "kinds") < gate:
        # Nearly as good as one of ours: a person is asked before the file is sent back.
        best, second = second, best
    reasons = [f"the headings fit {best} best"]
    if best in weigh_titles(titles, catalogue):
        reasons.append("its title says so")
    decision = KindDecision(
        data_type=_ours(best),
        best_data_type=max(DataType, key=lambda data_type: scores[data_type]),
        kind=str(best),
        confidence=confidence(abs(scores[best] - scores[second]), "kinds"),
        runner_up=str(second),
        reasons=tuple(reasons),
        score=scores[best],
    )
    # Who sends it as what it seems to be need not be asked whether it is that.
    is_said = best == as_type and second == UNKNOWN
    # However well the columns fit, who prints "General Ledger Detail" above them may mean it.
    named = None if best == as_type else _named_against(best, scores, named_outright(printed, catalogue))
    if decision.data_type is None or is_said or not (named or decision.confidence < gate):
        return decision
    second = named or second
    likely = _still_likely(best, second, scores)
    if told is None or told not in likely:
        is_same = not named and _is_either_way_the_same(best, second, assigned)
        return decision if is_same else replace(decision, doubt=likely)
    ours = _ours(told)
    return replace(
        decision, data_type=ours, best_data_type=ours or decision.best_data_type, kind=told, confidence=1.0,
        runner_up=None, reasons=("your answer",),
    )  # fmt: skip


def _still_likely(best: str, second: str, scores: Mapping[str, float]) -> tuple[str, ...]:
    """List what a table may be: the two that are in doubt, and what is hardly less likely than they are."""
    least = min(scores[best], scores[second]) - STILL_LIKELY
    ranked = sorted(scores, key=lambda kind: scores[kind], reverse=True)
    others = [kind for kind in ranked if kind not in (best, second) and scores[kind] >= least]
    return (str(best), str(second), *map(str, others))[:MOST_CHOICES]


def _named_against(best: str, scores: Mapping[str, float], named: frozenset[str]) -> str | None:
    """Give the likeliest of the books a title names, where bills or payments seem to be in them.

    Direct costs are often exported from a ledger, under its title.
    """
    is_list = best in (DataType.BILLS, DataType.PAYMENTS)
    return max(named, key=lambda kind: scores[kind], default=None) if is_list else None


def _is_either_way_the_same(best: str, second: str, assigned: Mapping[DataType, Mapping[str, Found]]) -> bool:
    """Tell whether nothing depends on which of the two a list is: spend is bills and direct costs together.

    So where both read the same columns as whom, when and how much, and none says how it was paid, nobody need be asked.
    """
    if {best, second} != set(SPENT):
        return False
    bills, costs = (assigned[data_type] for data_type in SPENT)
    if HOW_PAID & (bills.keys() | costs.keys()):
        return False
    return all(_column(bills, *fields) == _column(costs, field) for fields, field in SAME_IN_SPENT)


def _column(found: Mapping[str, Found], *fields: str) -> str | None:
    return next((found[field].column for field in fields if field in found), None)


def _ours(kind: str) -> DataType | None:
    return DataType(kind) if kind in set(DataType) else None
