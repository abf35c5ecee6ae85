"""What one column for one field leaves out: a second status, further taxes, the other side, unwritten decimals."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ledgerlift.catalogue import Catalogue
from ledgerlift.catalogue.headings import GENERAL
from ledgerlift.catalogue.titles import party_words, speaks_of
from ledgerlift.mapping.confidence import confidence
from ledgerlift.mapping.evidence import Evidence
from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.mapping.relations import Relations
from ledgerlift.values.profile import ColumnProfile
from ledgerlift.values.sides import find_sides
from ledgerlift.values.statuses import says_paid, says_void

STATUS, TAX, DOCUMENT_TYPE = "status", "tax_amount", "document_type"
TOTAL, LINE, PAID = "total_amount", "line_amount", "amount_paid"
WORDS_OF_A_ROW = ("description", "line_description", None)
NUMBER_OF = {"bill_id": "bill_number", "payment_id": "payment_number"}
SAID_AS_WELL = 1.0
TYPES_AT_LEAST = 0.95
SUMMED_UP = 0.95  # how sure a sum that holds over the rows makes of its parts
WHOLE = 0.99  # share of whole numbers in a column without decimals


def add_second_status(
    columns: Sequence[ColumnMapping], evidence: Evidence, profiles: Mapping[str, ColumnProfile]
) -> tuple[ColumnMapping, ...]:
    """Read a status also from a second column, where the first only says whether a record is void, or paid."""
    first = next((column for column in columns if column.field == STATUS), None)
    if first is None or not _is_flag(first, profiles):
        return tuple(columns)
    weights = {
        column.key: evidence.weights[STATUS, column.key]
        for column in columns
        if column.field is None and (STATUS, column.key) in evidence.weights
    }
    second = max(weights, key=lambda key: weights[key].total, default=None)
    if second is None or min(weights[second].total, weights[second].heading) <= 0.0:
        return tuple(columns)
    sure = confidence(weights[second].total, "columns")
    reasons = (evidence.headings[second].reason, "the other status only says yes or no")
    return tuple(
        replace(column, field=STATUS, confidence=sure, chosen_by="heading", reasons=reasons)
        if column.key == second
        else column
        for column in columns
    )


def number_documents(columns: Sequence[ColumnMapping], evidence: Evidence) -> tuple[ColumnMapping, ...]:
    """Take the only number of a document for the one people know it by, where the heading may mean either.

    What the chosen software calls its own id stays one.
    """
    columns = _with_supplier_number_first(columns, evidence)
    fields = {column.field for column in columns}
    return tuple(
        replace(column, field=NUMBER_OF[column.field], runner_up=column.field)
        if column.field in NUMBER_OF
        and NUMBER_OF[column.field] not in fields
        and not evidence.headings[column.key].is_own
        and evidence.weights[NUMBER_OF[column.field], column.key].heading > SAID_AS_WELL
        else column
        for column in columns
    )


def _with_supplier_number_first(columns: Sequence[ColumnMapping], evidence: Evidence) -> Sequence[ColumnMapping]:
    """Take the number that a heading gives to the supplier for the bill's, where two headings may mean that."""
    first = next((column for column in columns if column.field == "bill_number"), None)
    second = next((column for column in columns if column.field == "bill_id"), None)
    if first is None or second is None or evidence.headings[first.key].is_own or evidence.headings[second.key].is_own:
        return columns
    ours = party_words()["suppliers"]
    number, own = (evidence.weights[field, second.key].heading for field in ("bill_number", "bill_id"))
    is_said = number > max(SAID_AS_WELL, own)
    if not is_said or speaks_of(first.header, ours) or not speaks_of(second.header, ours):
        return columns
    reasons = ("the number is the supplier's own",)
    swapped = {first.key: "bill_id", second.key: "bill_number"}
    return [
        replace(column, field=swapped[column.key], reasons=reasons) if column.key in swapped else column
        for column in columns
    ]


def add_further_taxes(columns: Sequence[ColumnMapping], relations: Relations) -> tuple[ColumnMapping, ...]:
    """Read the tax from several columns, where together they are what the total is more than the net amount."""
    keys = {column.field: column.key for column in columns if column.field}
    free = {column.key for column in columns if column.field in (None, TAX)}
    parts = next(
        (
            taxes.parts
            for taxes in relations.taxes
            if (taxes.net, taxes.gross) == (keys.get("subtotal"), keys.get("total_amount")) and free >= {*taxes.parts}
        ),
        (),
    )
    reasons = ("with the other taxes and the net amount it adds up to the total",)
    return tuple(
        replace(column, field=TAX, confidence=max(column.confidence, SUMMED_UP), chosen_by="relation", reasons=reasons)
        if column.key in parts
        else column
        for column in columns
    )


def add_other_side(
    columns: Sequence[ColumnMapping], relations: Relations, profiles: Mapping[str, ColumnProfile]
) -> tuple[ColumnMapping, ...]:
    """Read the total of a supplier's account from its debit and its credit side, where the type of each row is known.

    Where it is not, only what was credited is a bill: a debit may be a payment or a credit note.
    """
    by_key = {column.key: column for column in columns}
    for pair in relations.sides:
        both = (by_key[pair.first], by_key[pair.second])
        sides = find_sides((both[0].header, both[1].header))
        fields = {column.field for column in both}
        # A package that codes its bills calls the debit an amount of a line; here it is the side of a credit note.
        if sides is None or TOTAL not in fields or not fields <= {TOTAL, LINE, PAID, None}:
            continue
        typed = _with_document_type(columns, profiles)
        has_types = any(column.field == DOCUMENT_TYPE for column in typed)
        read = [column.key for column, side in zip(both, sides, strict=True) if has_types or side == "credit"]
        reasons = ("the two sides of the supplier's account",)
        return tuple(
            replace(column, field=TOTAL if column.key in read else None, chosen_by="relation", reasons=reasons)
            if column in both
            else column
            for column in typed
        )
    return tuple(columns)


def _with_document_type(
    columns: Sequence[ColumnMapping], profiles: Mapping[str, ColumnProfile]
) -> Sequence[ColumnMapping]:
    """Take words about each row for its type, where they are nothing else and no column is meant for it."""
    if any(column.field == DOCUMENT_TYPE for column in columns):
        return columns
    words = [
        column.key
        for column in columns
        if column.field in WORDS_OF_A_ROW and profiles[column.key].document_type_share >= TYPES_AT_LEAST
    ]
    reasons = ("its words are kinds of documents",)
    return [
        replace(column, field=DOCUMENT_TYPE, chosen_by="values", reasons=reasons) if column.key in words[:1] else column
        for column in columns
    ]


def _is_flag(column: ColumnMapping, profiles: Mapping[str, ColumnProfile]) -> bool:
    is_said = says_void(column.header) or says_paid(column.header)
    return is_said and profiles[column.key].boolean_share > 0.9


def read_implied_decimals(
    columns: Sequence[ColumnMapping], profiles: Mapping[str, ColumnProfile], catalogue: Catalogue
) -> tuple[ColumnMapping, ...]:
    """Read whole amounts with the decimals that are not written, where every package with such a column does so.

    Such columns are known by the names they have in tables of the package: nobody writes them by hand.
    """
    return tuple(
        _with_implied_decimals(column, catalogue) if profiles[column.key].integer_share > WHOLE else column
        for column in columns
    )


def _with_implied_decimals(column: ColumnMapping, catalogue: Catalogue) -> ColumnMapping:
    style = column.number_style
    if column.field is None or style is None:
        return column
    facts = catalogue.headings.facts(column.header)
    if not facts or not all(fact.is_technical for fact in facts):
        return column
    products = {product for fact in facts for product in fact.products} - {GENERAL}
    implied = {catalogue.software[product].conventions.implied_decimals for product in products}
    decimals = implied.pop() if len(implied) == 1 else 0
    if not decimals:
        return column
    reasons = (*column.reasons, f"its last {decimals} figures are decimals")
    return replace(column, number_style=replace(style, implied_decimals=decimals), reasons=reasons)
