"""What the decision about a report needs to know of a table's columns beside their fields."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import polars as pl

from ledgerlift.catalogue import Catalogue, normalise_heading
from ledgerlift.catalogue.titles import party_words, supplier_accounts
from ledgerlift.mapping.relations import Relations
from ledgerlift.records import Method
from ledgerlift.table.model import Column, Table
from ledgerlift.values.amounts import parse_amounts
from ledgerlift.values.document_types import find_code_family, parse_document_types
from ledgerlift.values.payment_methods import recorded_method
from ledgerlift.values.periods import is_period
from ledgerlift.values.profile import ColumnProfile
from ledgerlift.values.sides import find_sides

# The values of a column with no more of them than this name kinds of things (Vendor, Customer), not the things.
FEW_VALUES = 3
MOSTLY = 0.8
SOME_DATES = 0.5
PERIODS = 4
SIDE_AT_LEAST = 0.1  # share of rows that have an amount on either side of a ledger
A_GROUP = 5  # figures of an account that is of many: those of one supplier have more
ACCOUNTS = frozenset({"gl_account", "supplier_id"})
OTHER_LENGTH = 0.1  # share of accounts that are written with more figures than most
ONE_SUPPLIER = 1.2  # numbers with suppliers to numbers alone: a few documents name two, a payment run names many
CARDS = [Method.CREDIT_CARD.value, Method.DEBIT_CARD.value]


@dataclass(frozen=True)
class Columns:
    """The columns of one table; ``few`` holds the values of columns with few of them."""

    headings: Sequence[str]  # of columns that are not empty
    profiles: Mapping[str, ColumnProfile]
    heading_of: Mapping[str, str] = field(default_factory=dict)  # by the key of the column
    few: Sequence[str] = ()
    captions: frozenset[str] = frozenset()  # keys of columns whose values stand above the rows they are of
    accounts_are_suppliers: bool = False  # a column says of every row that its account is a supplier's
    is_paid_by_card: bool = False  # a column says of every row that a card paid it
    is_one_sided: bool = False  # it has a column of debits and one of credits, and hardly a row uses one of them
    is_two_sided: bool = False  # it has a column of debits and one of credits, and many rows use either
    is_balanced: bool = False  # two columns that are used in turns have the same total
    has_any_account: bool = False  # its rows book one account against another, whichever they are
    is_by_period: bool = False  # it has no dates, and a column for each of some months, quarters or years
    has_lines: bool = False  # what would number payments stands in several rows of one supplier, with other amounts
    document_types: Mapping[str, float] = field(
        default_factory=dict
    )  # share of rows by DocumentType, where a column states it


def describe_columns(
    table: Table, profiles: Mapping[str, ColumnProfile], relations: Relations, catalogue: Catalogue
) -> Columns:
    """Describe the columns of a table, as far as they can be known without the fields they are."""
    filled = [column for column in table.columns if profiles[column.key].filled_share > 0]
    few = [
        table.body[column.key].drop_nulls().unique(maintain_order=True)
        for column in filled
        if profiles[column.key].distinct_count <= FEW_VALUES and table.body.height > FEW_VALUES
    ]
    return Columns(
        headings=[column.header for column in filled if column.header],
        profiles=profiles,
        heading_of={column.key: column.header for column in filled},
        few=[value for values in few for value in values.to_list()],
        captions=frozenset(column.key for column in filled if column.from_group),
        accounts_are_suppliers=any(_name_suppliers(values) for values in few)
        or any(_are_supplier_accounts(table, column, catalogue) for column in filled),
        is_paid_by_card=any(recorded_method(values).is_in(CARDS).all() for values in few),
        is_one_sided=_is_one_sided(filled, profiles, relations),
        is_two_sided=_is_two_sided(table, relations),
        is_balanced=_is_balanced(table, profiles, relations),
        is_by_period=_is_by_period(filled, profiles),
        document_types=_stated_types(table, profiles, catalogue),
    )


def _is_by_period(columns: Sequence[Column], profiles: Mapping[str, ColumnProfile]) -> bool:
    if any(profiles[column.key].date_share >= SOME_DATES for column in columns):
        return False
    return (
        sum(profiles[column.key].number_share >= MOSTLY and is_period(column.header) for column in columns) >= PERIODS
    )


def _is_one_sided(columns: Sequence[Column], profiles: Mapping[str, ColumnProfile], relations: Relations) -> bool:
    used = {key: pair.least for pair in relations.sides for key in (pair.first, pair.second)}
    numbers = [column for column in columns if profiles[column.key].number_share >= MOSTLY]
    return any(
        used.get(one.key, 0.0) < SIDE_AT_LEAST
        for one, other in combinations(numbers, 2)
        if find_sides((one.header, other.header)) is not None
    )


def _is_two_sided(table: Table, relations: Relations) -> bool:
    headers = {column.key: column.header for column in table.columns}
    return any(
        pair.least >= SIDE_AT_LEAST and find_sides((headers[pair.first], headers[pair.second])) is not None
        for pair in relations.sides
    )


def _is_balanced(table: Table, profiles: Mapping[str, ColumnProfile], relations: Relations) -> bool:
    """Tell whether two columns that are used in turns add up to the same over the whole table."""
    for sides in (pair for pair in relations.sides if pair.least >= SIDE_AT_LEAST):
        styles = {key: profiles[key].number_style for key in (sides.first, sides.second)}
        sums = [
            table.body.select(parse_amounts(pl.col(key), style).sum()).item() for key, style in styles.items() if style
        ]
        if len(sums) == len(styles) and sums[0] == sums[1] != 0:
            return True
    return False


def has_lines(table: Table, payments: Mapping[str, str], relations: Relations) -> bool:
    """Tell whether what would number payments repeats over rows of one supplier whose amounts differ."""
    numbers = {payments.get("payment_number"), payments.get("payment_id")} & {lines.number for lines in relations.lines}
    who = payments.get("supplier_id") or payments.get("supplier_name")
    if who is None:
        return False
    for number in filter(None, numbers):
        rows = table.body.select(number=number, who=who).drop_nulls("number")
        if rows.unique().height <= ONE_SUPPLIER * rows["number"].n_unique():
            return True
    return False


def has_any_account(table: Table, bills: Mapping[str, str], accounts: Collection[str]) -> bool:
    """Tell whether rows that name nobody book accounts of every kind against each other, as a whole journal does.

    ``bills`` are the columns by field, ``accounts`` those whose heading may as well mean any account. A list of what
    suppliers are owed has their accounts on one side alone, and all of them are of one length.
    """
    who, other = bills.get("supplier_id"), bills.get("gl_account")
    if "supplier_name" in bills or who is None or who not in accounts or other is None:
        return False
    one, contra = _distinct(table, who), _distinct(table, other)
    lengths = one.str.len_chars()
    is_mixed = float((lengths != lengths.mode().first()).mean() or 0.0) >= OTHER_LENGTH  # type: ignore[arg-type]
    return is_mixed or bool(one.is_in(contra.implode()).any())


def _distinct(table: Table, key: str) -> pl.Series:
    return table.body[key].drop_nulls().str.strip_chars().unique()


def _name_suppliers(values: pl.Series) -> bool:
    words = party_words()["suppliers"]
    return values.len() > 0 and all(normalise_heading(value) in words for value in values)


def _are_supplier_accounts(table: Table, column: Column, catalogue: Catalogue) -> bool:
    """Tell whether all accounts of a column are those that a national chart of accounts has for suppliers."""
    facts = [fact for fact in catalogue.headings.facts(column.header) if fact.field in ACCOUNTS]
    languages = {language for fact in facts for language in fact.languages}
    beginnings = {each for language in languages for each in supplier_accounts().get(language, ())}
    if not beginnings:
        return False
    accounts = _distinct(table, column.key)
    of_suppliers = accounts.str.contains(rf"^(?:{'|'.join(sorted(beginnings))})[\d.]+$") & (
        accounts.str.len_chars() > A_GROUP
    )
    return accounts.len() > FEW_VALUES and bool(of_suppliers.all())


def _stated_types(table: Table, profiles: Mapping[str, ColumnProfile], catalogue: Catalogue) -> dict[str, float]:
    """Give the share of rows by what they say they are, from the column that says it best.

    "Check" under "Payment Method" says how a bill is paid, not that the row is a check.
    """
    stating = [column for column in table.columns if not _names_method(column.header, catalogue)]
    column = max(stating, key=lambda each: profiles[each.key].document_type_share, default=None)
    if column is None or profiles[column.key].document_type_share < MOSTLY:
        return {}
    texts = table.body[column.key]
    kinds = parse_document_types(texts, find_code_family(texts)).value_counts(normalize=True, name="share")
    return {kind: share for kind, share in kinds.iter_rows() if kind is not None}


def _names_method(heading: str, catalogue: Catalogue) -> bool:
    """Tell whether a heading is known for how something is paid, and never for what a row is."""
    fields = {fact.field for fact in catalogue.headings.facts(heading)}
    return "payment_method" in fields and "document_type" not in fields
