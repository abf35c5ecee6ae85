"""How well each kind of report fits a table: log-odds from its fields, headings, titles and rows."""

import math
from collections.abc import Mapping, Sequence

from ledgerlift.catalogue import Catalogue, normalise_heading
from ledgerlift.catalogue.titles import party_words, speaks_of
from ledgerlift.mapping.described_columns import Columns
from ledgerlift.mapping.found import ACCOUNT_FIELDS, CLEAR_HEADING, ONCE, WHO_FIELDS, Found, is_clear
from ledgerlift.mapping.look_alike_scores import HEADINGS_WEIGHT, score_look_alikes, weigh_layout
from ledgerlift.mapping.report_words import TELLING, own_share, weigh_headings, weigh_titles
from ledgerlift.records import DataType, DocumentType

UNKNOWN = "unknown"

LOUDEST_SIDES = 5.0
ASKED_FOR_WEIGHT = 3.0
OWN_WEIGHT = 6.0  # times the share of headings that the chosen software has in this report
# What a field that was found with certainty adds to the kind it belongs to.
FIELD_WEIGHT = 0.8
# A table that lacks what its kind cannot do without loses more than any one heading can give.
WITHOUT_AMOUNT, WITHOUT_SUPPLIER, WITHOUT_DATE = 6.0, 5.0, 1.5
# A list of bills knows another day than the one they were paid or booked on; what has the number of a payment is one.
ONLY_PAID, NUMBERED = 4.0, 1.0
# What is paid is bills, not lines of them; and a list that numbers its bills alone, and not a payment, lists bills.
LINED, ONLY_BILLED = 1.0, 0.5
# Accounts say what was bought, which lists of payments seldom tell.
CODED = 0.5
# Credit notes are a few of many bills; payments that come back are rare.
CREDITED, SOME_CREDITS, FEW_CREDITS = 0.5, 0.02, 0.25
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
OWN_DAYS = frozenset({"issue_date", "due_date"})
CONTRADICTED = -3.5  # of a heading that is known for something else
# What the rows say they are, weighed by their share.
STATED_TYPES: Mapping[DataType, tuple[str, ...]] = {
    DataType.BILLS: (DocumentType.BILL, DocumentType.CREDIT_NOTE),
    DataType.PAYMENTS: (DocumentType.PAYMENT, DocumentType.REFUND),
    DataType.DIRECT_COSTS: (DocumentType.DIRECT_COST,),
}
STATED_WEIGHT = 6.0
SOME_BILLS = 0.1
PAID_BILLS = frozenset({"bill_number", "bill_id", "allocated_amount"})
OF_PAYMENT = frozenset({"payment_number", "payment_id", "payment_method", "bank_account_name", "allocated_amount"})


def score_kinds(
    assigned: Mapping[DataType, Mapping[str, Found]],
    columns: Columns,
    *,
    catalogue: Catalogue,
    titles: Sequence[str],
    as_type: DataType | None,
    software: str | None,
) -> dict[str, float]:
    """Give log-odds for every kind there is, from the fields that each of our four reports found."""
    spoken = weigh_headings(columns.headings, catalogue)
    titled = weigh_titles(titles, catalogue)
    sides = _weigh_sides(columns)
    scores: dict[str, float] = {UNKNOWN: UNKNOWN_SCORE}
    for data_type, found in assigned.items():
        stated = _stated_share(data_type, columns)
        if _is_coded(data_type, found) and not WHO_FIELDS & found.keys():
            stated = max(stated, columns.document_types.get(DocumentType.PAYMENT, 0.0))
        scores[data_type] = (
            HEADINGS_WEIGHT * spoken[data_type] + _fit(data_type, found, columns) + STATED_WEIGHT * stated
        )
    for data_type, weight in _weigh_what_others_tell(assigned, columns).items():
        scores[data_type] += weight
    is_ours_by_word = bool(as_type or software or sides > 0 or DataType.SUPPLIERS in titled)
    scores |= score_look_alikes(
        scores, assigned, columns, catalogue=catalogue, sides=sides, spoken=spoken, is_ours_by_word=is_ours_by_word
    )
    for kind, weight in weigh_layout(assigned[DataType.BILLS], columns, catalogue).items():
        scores[kind] += weight
    for data_type in DataType:
        # That a software has these headings in this report of ours speaks for it, not for what looks like it.
        scores[data_type] += OWN_WEIGHT * own_share(columns.headings, data_type, software, catalogue)
    return {
        kind: score + titled.get(kind, 0.0) + (ASKED_FOR_WEIGHT if kind == as_type else 0.0)
        for kind, score in scores.items()
    }


def _fit(data_type: DataType, found: Mapping[str, Found], columns: Columns) -> float:
    has_headings = bool(columns.headings)
    score = sum(
        FIELD_WEIGHT * math.tanh((each.heading if has_headings else each.total) / 3.0) for each in found.values()
    )
    who = WHO_FIELDS & found.keys()
    if not who:
        # What was spent without a supplier is known by the account it was coded to.
        score -= WITHOUT_SUPPLIER if not _is_coded(data_type, found) else WITHOUT_SUPPLIER / 4
    if data_type is DataType.SUPPLIERS:
        # In a list of suppliers each stands once; in a list of what they were paid they stand again and again.
        if has_headings and all(found[name].heading < CLEAR_HEADING for name in who):
            score -= WITHOUT_SUPPLIER
        distinct_shares = {found[name].column: columns.profiles[found[name].column].distinct_share for name in who}
        if any(column in columns.captions and share <= ONCE for column, share in distinct_shares.items()):
            # Several rows below the name of each are of something that was bought.
            score -= WITHOUT_SUPPLIER
        distinct = max(distinct_shares.values(), default=1.0)
        return score + (1.0 if distinct > ONCE else -6.0 * (ONCE - distinct))
    amounts = AMOUNT_FIELDS[data_type] & found.keys()
    if not any(found[field].heading > CONTRADICTED or not has_headings for field in amounts):
        score -= WITHOUT_AMOUNT
    if not DATE_FIELDS[data_type] & found.keys():
        score -= WITHOUT_DATE
    return score


def _weigh_what_others_tell(
    assigned: Mapping[DataType, Mapping[str, Found]], columns: Columns
) -> dict[DataType, float]:
    """Weigh what columns say that bills or payments have no use for, or no such use."""
    bills, payments, costs = (assigned[kind] for kind in (DataType.BILLS, DataType.PAYMENTS, DataType.DIRECT_COSTS))
    paid = bills.get("paid_date")
    is_only_paid = paid is not None and not any(
        field in bills and bills[field].heading >= paid.heading - CLEAR_HEADING for field in OWN_DAYS
    )
    is_coded_list = any(is_clear(found, field) for found in (bills, costs) for field in ACCOUNT_FIELDS)
    number = payments.get("payment_number")
    others = [each.heading for each in (*bills.values(), *costs.values()) if number and each.column == number.column]
    if number and number.heading > CLEAR_HEADING + max((0.0, *others)):
        told = NUMBERED
    else:
        told = -CODED if is_coded_list and not ACCOUNT_FIELDS & payments.keys() else 0.0
    amount = payments.get("amount")
    if amount and SOME_CREDITS <= columns.profiles[amount.column].negative_share <= FEW_CREDITS:
        told -= CREDITED
    if columns.has_lines and not PAID_BILLS & payments.keys():
        told -= LINED
    if PAID_BILLS & payments.keys() and not OF_PAYMENT & payments.keys():
        told -= ONLY_BILLED
    return {DataType.BILLS: -ONLY_PAID if is_only_paid else 0.0, DataType.PAYMENTS: told}


def _is_coded(data_type: DataType, found: Mapping[str, Found]) -> bool:
    """Tell whether rows of direct costs say which account they were coded to."""
    return data_type is DataType.DIRECT_COSTS and any(is_clear(found, field) for field in ACCOUNT_FIELDS)


def _stated_share(data_type: DataType, columns: Columns) -> float:
    """Give the share of rows that say they are of this report; opposites such as credits count only beside them."""
    if data_type is DataType.DIRECT_COSTS and columns.is_paid_by_card:
        return 0.5
    if _mixes_bills(columns.document_types):
        # Such a list is read as bills and parted afterwards.
        return sum(columns.document_types.values()) if data_type is DataType.BILLS else 0.0
    ordinary, *opposites = STATED_TYPES.get(data_type, ("",))
    share = columns.document_types.get(ordinary, 0.0)
    return share + sum(columns.document_types.get(kind, 0.0) for kind in opposites) if share else 0.0


def _mixes_bills(document_types: Mapping[str, float]) -> bool:
    """Tell whether rows say they are bills and others that they are payments or direct costs."""
    others = document_types.get(DocumentType.PAYMENT, 0.0) + document_types.get(DocumentType.DIRECT_COST, 0.0)
    return document_types.get(DocumentType.BILL, 0.0) >= SOME_BILLS and others > 0.0


def _weigh_sides(columns: Columns) -> float:
    """Weigh words for suppliers against words for customers, in headings and in values such as an account type."""
    ours, theirs = party_words()["suppliers"], party_words()["customers"]
    score = TELLING if columns.accounts_are_suppliers else 0.0
    for text in columns.headings:
        score += TELLING * (bool(speaks_of(text, ours)) - bool(speaks_of(text, theirs)))
    for text in columns.few:
        # A column that says "Vendor" in every row leaves little doubt.
        # Two letters are too often the code of something else.
        word = normalise_heading(text)
        score += LOUDEST_SIDES * ((word in ours) - (word in theirs)) * (len(word) > 2)
    return max(-LOUDEST_SIDES, min(LOUDEST_SIDES, score))
