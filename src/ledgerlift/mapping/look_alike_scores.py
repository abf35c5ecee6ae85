"""How well each report that is none of ours fits a table: its shape as one of ours, its words, how it is laid out."""

from collections.abc import Mapping

from ledgerlift.catalogue import Catalogue
from ledgerlift.catalogue.other_reports import OtherReport
from ledgerlift.mapping.described_columns import Columns
from ledgerlift.mapping.found import ACCOUNT_FIELDS, CLEAR_HEADING, ONCE, WHO_FIELDS, Found, is_clear
from ledgerlift.mapping.report_words import weigh_telling
from ledgerlift.records import DataType

HEADINGS_WEIGHT = 0.8
LOUDEST_TELLING = 6.0
ANOTHER_LIST = 2.0
# However poor its shape is as one of ours, its own words still name a look-alike.
POOREST_SHAPE = 0.5
# What a report that looks like one of ours has to make up for: people send us what we asked for.
LOOK_ALIKE_HANDICAP = 1.0
# Who says where a supplier lives lists suppliers, whatever else the list sums up.
CONTACT, CONTACT_LOSS = frozenset({"address_line1", "city", "postal_code", "phone", "email", "payment_terms"}), 5.0
# A list that numbers what a look-alike is about, once in each row, and nothing that is ours.
NUMBERED_OTHERWISE, OWN_NUMBERS = 4.0, frozenset({"bill_number", "bill_id"})
# Every journal adds up to nothing, and most of its rows are nobody's: lists of what suppliers are owed do neither.
DOUBLE_ENTRY_WEIGHT, MOSTLY_NAMED = 8.0, 0.7
# Costs taken out of the books keep both columns and fill one.
ONE_SIDED_LOSS = 4.0
# What names whom the money went to is no list of the company's own people.
SUPPLIER, OF_A_BUSINESS_LOSS = "supplier_name", 4.0
# A column for each month sums up what we need one by one.
PERIODS_WEIGHT = 8.0
# Every entry in books or of a bank has its day; balances of accounts have none.
UNDATED_LOSS, SOME_DATES = 3.0, 0.5


def score_look_alikes(
    ours: Mapping[str, float],
    assigned: Mapping[DataType, Mapping[str, Found]],
    columns: Columns,
    *,
    catalogue: Catalogue,
    sides: float,
    spoken: Mapping[str, float],
    is_ours_by_word: bool,
) -> dict[str, float]:
    """Give log-odds for every report that is none of ours.

    ``ours`` are the scores of our four; ``sides`` weighs words for suppliers against words for customers, ``spoken``
    the headings. ``is_ours_by_word`` tells whether anything says that the table is about suppliers.
    """
    scores: dict[str, float] = {}
    for kind, report in catalogue.other_reports.items():
        if report.resembles is None:
            # Books hold every account; those that hold suppliers alone are a list of what they are owed.
            scores[kind] = HEADINGS_WEIGHT * spoken[kind] - (0.0 if report.is_of_suppliers else max(0.0, sides))
            continue
        found = assigned[report.resembles]
        telling = sum(weigh_telling(heading, report, catalogue) for heading in columns.headings)
        is_of_suppliers = report.is_of_suppliers and report.resembles is DataType.SUPPLIERS
        # Names and addresses alone are of suppliers as well as of anybody else.
        is_either = report.resembles is DataType.SUPPLIERS and not is_ours_by_word
        shape = _resembled(ours, report.resembles) - (0.0 if is_either else LOOK_ALIKE_HANDICAP)
        shape -= CONTACT_LOSS if is_of_suppliers and CONTACT & found.keys() else 0.0
        scores[kind] = max(shape, POOREST_SHAPE) + min(telling, LOUDEST_TELLING)
        # To speak of suppliers tells nothing against what names them too, and has words of its own.
        scores[kind] -= 0.0 if is_of_suppliers or (telling and report.is_of_suppliers) else sides
        if report.is_of_people and _names_a_business(found, report, columns, catalogue):
            scores[kind] -= OF_A_BUSINESS_LOSS
        scores[kind] += NUMBERED_OTHERWISE if _numbers(report, found, columns) else 0.0
    return scores


def _names_a_business(found: Mapping[str, Found], report: OtherReport, columns: Columns, catalogue: Catalogue) -> bool:
    """Tell whether a list of people names a supplier besides: some packages pay people as they pay suppliers."""
    if not is_clear(found, SUPPLIER):
        return False
    return not weigh_telling(columns.heading_of.get(found[SUPPLIER].column, ""), report, catalogue)


def weigh_layout(bills: Mapping[str, Found], columns: Columns, catalogue: Catalogue) -> dict[str, float]:
    """Weigh for every kind how the table is laid out: both sides of a book, a column a month, no day in a row.

    ``bills`` are the fields that bills found in it.
    """
    weights: dict[str, float] = dict.fromkeys([*DataType, *catalogue.other_reports], 0.0)
    is_dated = max((profile.date_share for profile in columns.profiles.values()), default=0.0) >= SOME_DATES
    is_journal = _is_journal(bills, columns, is_dated=is_dated)
    names_who = any(is_clear(bills, field) for field in WHO_FIELDS)
    for kind in weights:
        report = catalogue.other_reports.get(kind)
        has_both = report is not None and report.is_double_entry
        # What was spent is often a part of the journal, in which neither side outweighs the other.
        if is_journal and (has_both or kind != DataType.DIRECT_COSTS or columns.is_balanced):
            weights[kind] += DOUBLE_ENTRY_WEIGHT if has_both else -DOUBLE_ENTRY_WEIGHT
        if columns.is_one_sided and has_both:
            weights[kind] -= ONE_SIDED_LOSS
        if columns.is_by_period:
            is_summary = report is not None and report.is_by_period and report.is_of_suppliers == names_who
            weights[kind] += PERIODS_WEIGHT if is_summary else -PERIODS_WEIGHT
        if report is not None and report.is_dated and not is_dated:
            weights[kind] -= UNDATED_LOSS
        # What sums up a period has no document a row.
        if report is not None and report.is_by_period and is_dated and is_clear(bills, "bill_number"):
            weights[kind] -= UNDATED_LOSS
    return weights


def _resembled(ours: Mapping[str, float], resembles: DataType) -> float:
    """Score the shape of a look-alike: that of the report it resembles, or nearly that of a list that fits better."""
    own = ours[resembles]
    if resembles is DataType.SUPPLIERS:
        return own
    lists = max(ours[data_type] for data_type in DataType if data_type is not DataType.SUPPLIERS)
    return min(lists, own + ANOTHER_LIST)


def _numbers(report: OtherReport, found: Mapping[str, Found], columns: Columns) -> bool:
    """Tell whether what the rows of a look-alike are numbered by is the only number here, and each row has its own."""
    number = found.get(report.numbered_by) if report.numbered_by else None
    if number is None or number.heading <= CLEAR_HEADING or OWN_NUMBERS & found.keys():
        return False
    return min(columns.profiles[number.column].distinct_share, columns.profiles[number.column].filled_share) > ONCE


def _is_journal(bills: Mapping[str, Found], columns: Columns, *, is_dated: bool) -> bool:
    """Tell whether rows book both sides of everything, and not only what suppliers are owed."""
    if columns.has_any_account:
        return True
    is_booked, is_named = _books_accounts(bills, columns), _names_suppliers(bills, columns)
    if columns.is_balanced:
        return is_booked or not is_named
    return columns.is_two_sided and is_dated and is_booked and not is_named


def _books_accounts(bills: Mapping[str, Found], columns: Columns) -> bool:
    """Tell whether rows are booked to several accounts: those of a bank statement are all of one."""
    coded = [bills[field].column for field in ACCOUNT_FIELDS if is_clear(bills, field)]
    return any(columns.profiles[column].distinct_count > 1 for column in coded)


def _names_suppliers(found: Mapping[str, Found], columns: Columns) -> bool:
    """Tell whether most rows name a supplier."""
    named = [columns.profiles[found[name].column].filled_share for name in WHO_FIELDS & found.keys()]
    return max(named, default=0.0) >= MOSTLY_NAMED
