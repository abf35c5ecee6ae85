"""All evidence about one table for one kind of report, added up."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ledgerlift.catalogue.headings import Headings, normalise_heading
from ledgerlift.mapping.amount_scopes import weigh_scopes
from ledgerlift.mapping.concepts import CONCEPTS
from ledgerlift.mapping.headerless_layout import Places, read_place
from ledgerlift.mapping.heading_evidence import HeadingEvidence, HeadingReader
from ledgerlift.mapping.own_codes import OWN_CODES_EVIDENCE
from ledgerlift.mapping.rare_numbers import read_rare_number
from ledgerlift.mapping.relation_evidence import Adjustments, weigh_relations
from ledgerlift.mapping.relations import Relations
from ledgerlift.mapping.supplier_columns import (
    doubt_unsaid_supplier,
    prefer_supplier,
    read_accounts_as_suppliers,
    read_entities_as_suppliers,
)
from ledgerlift.mapping.value_evidence import weigh_values
from ledgerlift.mapping.weight import Weight
from ledgerlift.records import FIELDS, DataType, Kind
from ledgerlift.table.model import Column
from ledgerlift.values.profile import ColumnProfile
from ledgerlift.values.statuses import says_paid, says_void

# A value that heads a group of rows is, in a payables report, nearly always whom the rows are about.
GROUP_EVIDENCE = 2.5
VOID_EVIDENCE, FLAG_EVIDENCE = 2.5, 4.0
MOSTLY = 0.7
NUMBERS = ("bill_number", "bill_id")
CAPTION_LOSS = -0.5
ROW_SIGN = "#"
COUNTER_EVIDENCE, BARE_NUMBERS = -5.0, frozenset({"number", "line number", "row", "row number", "line"})
RESCUE_EVIDENCE = 2.0
UNBORNE_LOSS = -3.0
SAID_CLEARLY = 1.0
SOME_DATES = 0.5


@dataclass(frozen=True)
class Evidence:
    """The weight of every (field, column key) pair, and what each heading said."""

    weights: Mapping[tuple[str, str], Weight]
    headings: Mapping[str, HeadingEvidence] = field(default_factory=dict)

    @property
    def scores(self) -> dict[tuple[str, str], float]:
        """The total of each pair."""
        return {pair: weight.total for pair, weight in self.weights.items()}


def gather_evidence(
    columns: Sequence[Column],
    profiles: Mapping[str, ColumnProfile],
    relations: Relations,
    *,
    headings: Headings,
    data_type: DataType,
    software: str | None,
    accounts_are_suppliers: bool = False,
    own_codes: Collection[tuple[str, str]] = (),
    places: Places | None = None,
) -> Evidence:
    """Weigh every column for every field of one kind of report.

    ``accounts_are_suppliers`` is for ledgers in which a column says of every row that its account is a supplier's;
    ``own_codes`` are the pairs of field and column in which the chosen software's own codes were found; ``places`` are
    the fields of a known report without headings.
    """
    reader = HeadingReader(headings, data_type, software)
    read = {column.key: _read_heading(reader, column, profiles[column.key]) for column in columns}
    if places:
        read |= {key: read_place(field, data_type) for key, field in places.items()}
    weights = {
        (name, column.key): Weight(
            read[column.key].scores[name]
            + _group_evidence(column, profiles[column.key], name, data_type)
            + _doubt_guess(column, profiles[column.key], read[column.key])
            + _counter_evidence(column, profiles[column.key], name, is_own=read[column.key].is_own),
            weigh_values(profiles[column.key], name, kind)
            + _flag_evidence(column, profiles[column.key], kind)
            + (OWN_CODES_EVIDENCE if (name, column.key) in own_codes else 0.0),
        )
        for column in columns
        for name, kind in FIELDS[data_type].items()
    }
    _rescue_essentials(weights, columns, profiles, data_type)
    prefer_supplier(weights, columns, profiles)
    if accounts_are_suppliers and "gl_account" in FIELDS[data_type]:
        read_accounts_as_suppliers(weights, columns, profiles)
    if "entity_id" in FIELDS[data_type]:
        read_entities_as_suppliers(weights, columns, profiles, relations)
    if data_type is DataType.BILLS:
        _rescue_total(weights, columns, relations)
        read_rare_number(weights, columns, profiles, read)
    so_far = {pair: weight.total for pair, weight in weights.items()}
    _adjust(weights, weigh_relations(relations, data_type, so_far))
    doubt_unsaid_supplier(weights, columns)
    amounts = [name for name, kind in FIELDS[data_type].items() if kind is Kind.AMOUNT]
    said = {column.key: column.header for column in columns}
    _adjust(weights, weigh_scopes(said, amounts, {pair: weight.total for pair, weight in weights.items()}))
    return Evidence(weights, read)


def _read_heading(reader: HeadingReader, column: Column, profile: ColumnProfile) -> HeadingEvidence:
    """Read a heading; of one that promises dates over a column without any, the words that may be true."""
    reading = reader.read(column.header)
    promised = max(reading.scores, key=lambda name: reading.scores[name])
    is_date = FIELDS[reader.data_type][promised] is Kind.DATE and reading.scores[promised] > SAID_CLEARLY
    if not is_date or profile.filled_share == 0 or profile.date_share >= SOME_DATES:
        return reading
    return reader.read_without_date(column.header) or reading


def _adjust(weights: dict[tuple[str, str], Weight], adjustments: Adjustments) -> None:
    for pair, (amount, reason) in adjustments.items():
        if before := weights.get(pair):
            weights[pair] = Weight(before.heading, before.values, before.relations + amount, reason)


def _counter_evidence(column: Column, profile: ColumnProfile, name: str, *, is_own: bool) -> float:
    """Tell 1, 2, 3 under a mere "#", which counts the rows of a list, from the numbers of documents.

    A software that is known to number its documents under "No." may well begin with 1.
    """
    is_counter = profile.is_counter and normalise_heading(column.header) in BARE_NUMBERS
    is_counter &= not is_own or column.header.strip() == ROW_SIGN
    return COUNTER_EVIDENCE if is_counter and name.endswith(("_id", "_number", "reference")) else 0.0


def _doubt_guess(column: Column, profile: ColumnProfile, reading: HeadingEvidence) -> float:
    """Doubt a heading that is only like known ones where nothing bears it out.

    That is an empty column, yes or no in every row, which answers any question, or a column that a program added when
    it loaded the table: it begins with an underscore.
    """
    is_unborne = profile.filled_share == 0 or profile.boolean_share > MOSTLY or column.header.startswith("_")
    return UNBORNE_LOSS if column.header and is_unborne and not reading.is_exact else 0.0


def _rescue_essentials(
    weights: dict[tuple[str, str], Weight],
    columns: Sequence[Column],
    profiles: Mapping[str, ColumnProfile],
    data_type: DataType,
) -> None:
    """Where no heading says which column is a report's own date, or an amount, let the values speak for themselves."""
    amounts = [name for name, kind in FIELDS[data_type].items() if kind is Kind.AMOUNT]
    for concept, others, looks_like in (("own_date", (), _is_dated), ("own_amount", amounts, _is_money)):
        own = CONCEPTS[concept].get(data_type)
        keys = [column.key for column in columns if looks_like(profiles[column.key])]
        if own is None or any(weights[field, key].total > 0 for key in keys for field in (own, *others)):
            continue
        for key in keys:
            weights[own, key] = replace(weights[own, key], values=weights[own, key].values + RESCUE_EVIDENCE)


def _is_dated(profile: ColumnProfile) -> bool:
    return profile.date_share > 0.95 and _is_usual(profile)


def _is_money(profile: ColumnProfile) -> bool:
    return profile.number_share > 0.95 and profile.cents_share > 0.3 and _is_usual(profile)


def _is_usual(profile: ColumnProfile) -> bool:
    return profile.filled_share > 0.8 and not profile.is_constant


def _rescue_total(weights: dict[tuple[str, str], Weight], columns: Sequence[Column], relations: Relations) -> None:
    """Where no row is a line of a document and no other column is its total, the amount of a row is that total."""
    if any(weights[number, lines.number].total > 0.5 for lines in relations.lines for number in NUMBERS):
        return
    lines = {column.key for column in columns if weights["line_amount", column.key].total > 0}
    others = {column.key for column in columns} - lines
    if any(weights[whole, key].heading > 1.0 for whole in ("total_amount", "subtotal") for key in others):
        return
    for key in lines:
        line, whole = weights["line_amount", key], weights["total_amount", key]
        weights["total_amount", key] = replace(whole, heading=max(whole.heading, line.heading + 1.0))


def _flag_evidence(column: Column, profile: ColumnProfile, kind: Kind) -> float:
    """Prefer the column that says what is void: whether a bill is open or paid also follows from its amounts."""
    if kind is not Kind.STATUS or profile.boolean_share <= 0.9:
        return 0.0
    if says_void(column.header):
        return VOID_EVIDENCE
    return FLAG_EVIDENCE if says_paid(column.header) else 0.0


def _group_evidence(column: Column, profile: ColumnProfile, name: str, data_type: DataType) -> float:
    """Expect of what heads a group of rows that it is the supplier, or else the account that paid.

    Of anything else a column says more than a caption.
    """
    if not column.from_group:
        return 0.0
    if name in ("bank_account_name", "payment_account"):
        return GROUP_EVIDENCE + 1.0 if profile.account_share > MOSTLY and not column.header else CAPTION_LOSS
    # Expenses are as often grouped by the account they were coded to, whose number is no supplier's.
    is_who = name == "supplier_name" or (name == "supplier_id" and data_type is not DataType.DIRECT_COSTS)
    return GROUP_EVIDENCE if is_who else 0.0
