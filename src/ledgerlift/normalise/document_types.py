"""A list that mixes bills, payments and direct costs, parted by the type of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from ledgerlift.mapping.model import TableMapping
from ledgerlift.normalise.model import Records, no_rows_set_aside
from ledgerlift.normalise.paid_bills import as_payment_lines, carry_types_on, find_paid_bills
from ledgerlift.records import PLACE_COLUMNS, BillStatus, DataType, DocumentType, field_columns
from ledgerlift.values.statuses import PaymentStatus

# What a row of a type becomes; bills and credit notes stay what the list as a whole is, and so does any other type.
TYPES_OF: Mapping[DataType, tuple[str, ...]] = {
    DataType.PAYMENTS: (str(DocumentType.PAYMENT), str(DocumentType.REFUND)),
    DataType.DIRECT_COSTS: (str(DocumentType.DIRECT_COST),),
}
# Where each field of another data type comes from in a list mapped as bills, the likeliest first.
AMOUNTS = ("total_amount", "subtotal", "line_amount", "amount_paid", "amount_due")
DATES = ("issue_date", "posting_date", "paid_date")
SHARED = (
    "supplier_id", "supplier_name", "currency", "currency_rate", "payment_method", "status", "entity_id", "entity_name"
)  # fmt: skip
SOURCES: Mapping[DataType, Mapping[str, Sequence[str]]] = {
    DataType.PAYMENTS: {
        **{field: (field,) for field in SHARED},
        "payment_id": ("bill_id",),
        "payment_number": ("bill_number",),
        "payment_date": DATES,
        "amount": AMOUNTS,
        "note": ("description", "line_description"),
    },
    DataType.DIRECT_COSTS: {
        **{field: (field,) for field in SHARED if field != "status"},
        "expense_id": ("bill_id",),
        "reference": ("bill_number",),
        "date": DATES,
        "gl_account": ("gl_account",),
        "gl_account_name": ("gl_account_name",),
        "tax_amount": ("tax_amount",),
        "total_amount": AMOUNTS,
        "note": ("description", "line_description"),
    },
}


AMOUNT_FIELDS = ("amount", "total_amount")
# What the status of a bill says of a payment in the same column.
PAYMENT_STATUSES = {
    BillStatus.PAID.value: PaymentStatus.DONE.value,
    BillStatus.VOID.value: PaymentStatus.VOID.value,
    BillStatus.DRAFT.value: PaymentStatus.PENDING.value,
}


def split_by_document_type(records: Records) -> list[Records]:
    """Part a list of bills from the payments and direct costs in it, in this order.

    A list of one kind comes back as it is. What was set aside and the problems stay with the first part; printed totals
    of a mixed list stand for all of it, so its parts have none.
    """
    if records.data_type is not DataType.BILLS or "document_type" not in records.frame:
        return [records]
    records = _name_credit_notes(records)
    if (carried := carry_types_on(records.frame)) is not None:
        records = records.with_frame(carried)
    paid = find_paid_bills(records.frame)
    if paid is not None:
        return _with_paid_bills(records, paid)
    types = pl.col("document_type")
    parts = [
        take_part(records, data_type, rows)
        for data_type, named in TYPES_OF.items()
        if not (rows := records.frame.filter(types.is_in(named))).is_empty()
    ]
    elsewhere = [name for named in TYPES_OF.values() for name in named]
    bills = records.frame.filter(~types.is_in(elsewhere).fill_null(value=False))
    if not parts:
        return [records]
    if bills.is_empty():
        first, *rest = parts
        return [replace(first, set_aside=records.set_aside, problems=records.problems), *rest]
    return [replace(records, frame=bills, stated=()), *parts]


def _with_paid_bills(records: Records, is_paid: pl.Series) -> list[Records]:
    """Part a list of payments, each with the bills it paid on the rows below it."""
    frame = records.frame
    head = frame["document_type"].set(is_paid, None).forward_fill()
    is_cost = ~is_paid & head.is_in(TYPES_OF[DataType.DIRECT_COSTS])
    payments = take_part(records, DataType.PAYMENTS, frame.filter(~is_paid & ~is_cost))
    lines = as_payment_lines(frame.filter(is_paid))
    joined = pl.concat([payments.frame, lines], how="diagonal").sort("row", maintain_order=True)
    parts = [payments.with_frame(joined)]
    if is_cost.any():
        parts.append(take_part(records, DataType.DIRECT_COSTS, frame.filter(is_cost)))
    first, *rest = parts
    return [replace(first, set_aside=records.set_aside, problems=records.problems), *rest]


def _name_credit_notes(records: Records) -> Records:
    """Call refunds credit notes where the list has no payment that could have been paid back."""
    types = records.frame["document_type"]
    if (types == str(DocumentType.PAYMENT)).any() or not (types == str(DocumentType.REFUND)).any():
        return records
    named = types.replace(str(DocumentType.REFUND), str(DocumentType.CREDIT_NOTE))
    return records.with_frame(records.frame.with_columns(named))


def mapping_of_part(mapping: TableMapping, part: Records) -> TableMapping:
    """Say which column is which field of one part; for the part that keeps its data type that is the mapping itself."""
    if part.data_type is mapping.data_type:
        return mapping
    field_of = {}
    for field, sources in SOURCES[part.data_type].items():
        given = [mapping.column_of(source) for source in sources]
        column = next((each for each in given if each and each.position == part.columns.get(field)), None)
        if column:
            field_of[column.key] = field
    return replace(
        mapping,
        data_type=part.data_type,
        columns=tuple(replace(column, field=field_of.get(column.key)) for column in mapping.columns),
    )


def take_part(records: Records, data_type: DataType, rows: pl.DataFrame) -> Records:
    """Write rows of a list of bills with the fields of another data type."""
    found = {}
    for field, sources in SOURCES[data_type].items():
        given = [source for source in sources if source in rows and rows[source].null_count() < rows.height]
        # Several amounts are different sums, so the likeliest that is filled counts and not the next where it is empty.
        given = given[:1] if field in AMOUNT_FIELDS else given
        if given:
            found[field] = given
    fields = {field: pl.coalesce(found[field]) for field in field_columns(data_type) if field in found}
    if data_type is DataType.PAYMENTS and "status" in fields:
        unknown = PaymentStatus.UNKNOWN.value
        fields["status"] = fields["status"].replace_strict(PAYMENT_STATUSES, default=unknown, return_dtype=pl.String)
    read_from = {field: given[0] for field, given in found.items()}
    return Records(
        data_type=data_type,
        frame=rows.select(*PLACE_COLUMNS, *[value.alias(field) for field, value in fields.items()]),
        set_aside=no_rows_set_aside(),
        columns={field: records.columns[source] for field, source in read_from.items() if source in records.columns},
        headers={field: records.headers[source] for field, source in read_from.items() if source in records.headers},
        layout=records.layout,
    )
