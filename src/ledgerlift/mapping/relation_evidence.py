"""Relations between columns as evidence for fields."""

from collections import defaultdict
from collections.abc import Mapping

from ledgerlift.mapping.relations import Relations, Sum
from ledgerlift.records import DataType

Pair = tuple[str, str]  # field, column key
Adjustments = dict[Pair, tuple[float, str]]  # added log-odds and the reason
Scores = Mapping[Pair, float]

TAX_AT_MOST = 0.35  # of the whole
TOO_MUCH_TAX = 1.5
SAID, PART = 1.0, 4.0
# A running balance is of the account, not of the record in its row.
RUNNING = 8.0
SCATTERED = 6.0
# What a column of names under another heading weighs, and how little one of numbers or of dates does.
NAMED, LEAST_LIKE_A_NAME = 5.0, -6.0
ACCOUNT_OF_ONE = 3.0
AMOUNTS_OF_ONE_RECORD = ("total_amount", "amount", "subtotal", "amount_due", "amount_paid", "line_amount")
WHOLE_OF = {DataType.PAYMENTS: "amount"}


class _Found(defaultdict[Pair, tuple[float, str]]):
    """What was found so far; the first reason for a pair is the one that is told."""

    def __init__(self) -> None:
        super().__init__(lambda: (0.0, ""))

    def add(self, field: str, column: str, amount: float, reason: str) -> None:
        before, first = self[field, column]
        self[field, column] = (before + amount, first or reason)


def weigh_relations(relations: Relations, data_type: DataType, scores: Scores) -> Adjustments:
    """Turn relations into evidence for fields, given what each column's own evidence says so far."""
    found = _Found()
    whole = WHOLE_OF.get(data_type, "total_amount")
    for each in relations.sums:
        _weigh_sum(found, each, whole, data_type, scores)
    for pair in relations.taxed:
        found.add(whole, pair.gross, 0.8, "it is the net amount and a tax more")
        found.add("subtotal", pair.net, 1.2, "a tax less than the other amount")
    for each_balance in relations.running:
        for amount in AMOUNTS_OF_ONE_RECORD:
            found.add(amount, each_balance.balance, -RUNNING, "it runs on from row to row")
    if data_type is DataType.BILLS:
        _weigh_bills(found, relations, scores)
    if data_type is DataType.PAYMENTS:
        _weigh_parts(found, relations, scores)
    _weigh_names(found, relations, scores)
    _weigh_names_of_numbers(found, relations, scores)
    _weigh_scatters(found, relations, scores)
    return dict(found)


def _weigh_sum(found: _Found, each: Sum, whole: str, data_type: DataType, scores: Scores) -> None:
    if each.either_zero < 0.9 and each.rest_share < TAX_AT_MOST:
        found.add(whole, each.whole, 1.5, "net and tax add up to it in the same rows")
        found.add("subtotal", each.part, 1.5, "with the tax column it adds up to the total")
        found.add("tax_amount", each.rest, 1.5, "with the net column it adds up to the total")
        found.add("tax_amount", each.part, -TOO_MUCH_TAX, "more than the rest of the total")
    elif data_type is DataType.BILLS:
        found.add(whole, each.whole, 1.0, "paid and due add up to it in the same rows")
        paid, due = each.part, each.rest
        if _likes(scores, due, paid) > _likes(scores, paid, due):
            paid, due = due, paid
        found.add("amount_paid", paid, 1.0, "with the open amount it adds up to the total")
        found.add("amount_due", due, 1.0, "with the paid amount it adds up to the total")


def _likes(scores: Scores, paid: str, due: str) -> float:
    return _score(scores, "amount_paid", paid) + _score(scores, "amount_due", due)


def _weigh_bills(found: _Found, relations: Relations, scores: Scores) -> None:
    for lines in relations.lines:
        if max(_score(scores, "bill_number", lines.number), _score(scores, "bill_id", lines.number)) > 0.5:
            found.add("line_amount", lines.amount, 1.0, "it differs from row to row of one bill")
    for dates in relations.laters:
        if 3 <= dates.days <= 180:
            found.add("due_date", dates.later, 0.7, "never before the other date and often after it")
            found.add("issue_date", dates.earlier, 0.5, "never after the other date")
            found.add("due_date", dates.earlier, -0.7, "before the other date")


def _weigh_parts(found: _Found, relations: Relations, scores: Scores) -> None:
    """Tell what each bill got from what the payment was, where both are called its amount."""
    parts = {
        lines.amount
        for lines in relations.lines
        if max(_score(scores, "payment_number", lines.number), _score(scores, "payment_id", lines.number)) > SAID
    }
    for block in relations.heads:
        if max(_score(scores, "payment_number", block.head), _score(scores, "payment_id", block.head)) > SAID:
            reason = "it stands on the rows below each payment"
            found.add("bill_number", block.line, PART, reason)
            for number in ("payment_number", "payment_id"):
                found.add(number, block.line, -PART, reason)
    named = {column for field, column in scores if field == "amount" and scores[field, column] > SAID}
    if named - parts:
        for column in named & parts:
            found.add("allocated_amount", column, PART, "it differs from row to row of one payment")


def _weigh_names(found: _Found, relations: Relations, scores: Scores) -> None:
    for coded in relations.carries:
        found.add("supplier_name", coded.longer, -1.5, "another column has the name without a code")
    for named in relations.names:
        is_supplier = _score(scores, "supplier_name", named.name) > 1.0
        if named.is_mutual and is_supplier and _score(scores, "supplier_id", named.key) > -1.0:
            found.add("supplier_id", named.key, 1.2, "each value goes with one supplier name")
            # Bills of several suppliers are booked to one account of costs.
            found.add("gl_account", named.key, -ACCOUNT_OF_ONE, "each value goes with one supplier name")


def _weigh_names_of_numbers(found: _Found, relations: Relations, scores: Scores) -> None:
    """Read what each supplier's number goes with as the name, where no heading says clearly which column has it.

    Such a column is headed by what it describes: the account, the number, or "description".
    """
    names = {column: score for (field, column), score in scores.items() if field == "supplier_name"}
    numbers = {
        column
        for (field, column), score in scores.items()
        if field == "supplier_id" and score > max(SAID, names[column])
    }
    likely = {column: score for column, score in names.items() if score > LEAST_LIKE_A_NAME and column not in numbers}
    best = max(likely, key=lambda column: likely[column], default=None)
    paired = {named.name for named in relations.names if named.is_mutual and named.key in numbers}
    if best is not None and likely[best] <= SAID:
        best = max(paired & likely.keys(), key=lambda column: likely[column], default=None)
    if best in paired and likely[best] < NAMED:
        found.add("supplier_name", best, NAMED, "each supplier number goes with one of it")


def _weigh_scatters(found: _Found, relations: Relations, scores: Scores) -> None:
    """Doubt numbers of which a supplier has several: each belongs to a document rather."""
    named = {column: score for (field, column), score in scores.items() if field == "supplier_name" and score > 1.0}
    name = max(named, key=lambda column: named[column], default=None)
    for scattered in relations.scatters:
        if scattered.name == name:
            found.add("supplier_id", scattered.key, -SCATTERED, "one supplier has several of them")


def _score(scores: Scores, field: str, column: str) -> float:
    return scores.get((field, column), -9.0)
