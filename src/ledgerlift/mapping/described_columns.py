"""What the decision about a report needs to know of a table's columns beside their fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from ledgerlift.catalogue import Catalogue, normalise_heading
from ledgerlift.catalogue.titles import party_words
from ledgerlift.mapping.relations import Relations
from ledgerlift.records import Method
from ledgerlift.table.model import Table
from ledgerlift.values.amounts import parse_amounts
from ledgerlift.values.document_types import find_code_family, parse_document_types
from ledgerlift.values.payment_methods import recorded_method
from ledgerlift.values.profile import ColumnProfile

# The values of a column with no more of them than this name kinds of things (Vendor, Customer), not the things.
FEW_VALUES = 3
MOSTLY = 0.8
ONE_SUPPLIER = 1.2  # numbers with suppliers to numbers alone: a few documents name two, a payment run names many
CARDS = [Method.CREDIT_CARD.value, Method.DEBIT_CARD.value]


@dataclass(frozen=True)
class Columns:
    """The columns of one table; ``few`` holds the values of columns with few of them."""

    headings: Sequence[str]  # of columns that are not empty
    profiles: Mapping[str, ColumnProfile]
    few: Sequence[str] = ()
    accounts_are_suppliers: bool = False  # a column says of every row that its account is a supplier's
    is_paid_by_card: bool = False  # a column says of every row that a card paid it
    is_balanced: bool = False  # it has a column of debits and one of credits, and both have the same total
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
        few=[value for values in few for value in values.to_list()],
        accounts_are_suppliers=any(_name_suppliers(values) for values in few),
        is_paid_by_card=any(recorded_method(values).is_in(CARDS).all() for values in few),
        is_balanced=_is_balanced(table, profiles, relations),
        document_types=_stated_types(table, profiles, catalogue),
    )


def _is_balanced(table: Table, profiles: Mapping[str, ColumnProfile], relations: Relations) -> bool:
    """Tell whether two columns that are used in turns add up to the same over the whole table."""
    for sides in relations.sides:
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


def _name_suppliers(values: pl.Series) -> bool:
    words = party_words()["suppliers"]
    return values.len() > 0 and all(normalise_heading(value) in words for value in values)


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
