"""All fields of a table, read at once from the columns mapped to them."""

from collections.abc import Mapping, Sequence

import polars as pl

from ledgerlift.catalogue.model import Report
from ledgerlift.mapping.model import ColumnMapping, TableMapping
from ledgerlift.normalise.amount_columns import add_up
from ledgerlift.normalise.column_readers import Reader
from ledgerlift.normalise.currencies import dollar_of, read_currency
from ledgerlift.normalise.supplier_names import find_id_pattern, split_names
from ledgerlift.records import FIELDS, DataType, Kind
from ledgerlift.table.model import Table
from ledgerlift.values.currencies import parse_currencies
from ledgerlift.values.payment_methods import recorded_method

# The columns mapped to each field; two for an amount that has a debit and a credit column.
Columns = Mapping[str, Sequence[ColumnMapping]]
Fields = dict[str, pl.Expr]

# Which amount says whether a record is a debt or a credit; the others follow its sign.
MAIN_AMOUNTS = ("total_amount", "amount", "subtotal", "line_amount", "amount_due")
# Read with the software's own codes while the software is known; a column beside the fields.
RECORDED_METHOD = "recorded_method"
SPENDING = (DataType.PAYMENTS, DataType.DIRECT_COSTS)


def columns_of_fields(mapping: TableMapping, data_type: DataType) -> Columns:
    """Give the columns mapped to each field, in the documented order of the fields."""
    return {
        field: columns
        for field in FIELDS[data_type]
        if (columns := [column for column in mapping.columns if column.field == field])
    }


def amount_fields(columns: Columns, data_type: DataType) -> list[str]:
    """List the mapped amount fields, the main one first."""
    fields = [field for field in columns if FIELDS[data_type][field] is Kind.AMOUNT]
    main = next((field for field in MAIN_AMOUNTS if field in fields), None)
    return sorted(fields, key=lambda field: field != main)


def read_fields(
    table: Table, columns: Columns, data_type: DataType, *, report: Report | None, base_currency: str | None
) -> pl.DataFrame:
    """Read every mapped field of a table; gives ``row`` and the fields in their documented order.

    Amounts come as the file signs them. A telephone column may give ``phone_extension`` besides, a column of names
    that carry ids ``supplier_id``, and amounts or their headings ``currency``.
    """
    reader = Reader(table.body, data_type, report, columns.get("country", ()))
    kinds = FIELDS[data_type]
    fields = {field: reader.read(kinds[field], mapped) for field, mapped in columns.items()}
    if len(columns.get("tax_amount", ())) > 1:
        fields["tax_amount"] = add_up(columns["tax_amount"], table.body)
    fields |= read_currencies(columns, data_type, base_currency)
    fields |= split_suppliers(fields, table, columns)
    if "phone" in columns:
        phones = reader.phones(columns["phone"])
        fields["phone"] = pl.lit(phones["phone"])
        fields.setdefault("phone_extension", pl.lit(phones["phone_extension"]))
    if "payment_method" in columns and data_type in SPENDING:
        codes = {code: str(method) for code, method in report.methods.items()} if report else None
        stated = pl.coalesce(column.key for column in columns["payment_method"])
        fields[RECORDED_METHOD] = recorded_method(stated, codes)
    order = [*kinds, RECORDED_METHOD]
    ordered = sorted(fields.items(), key=lambda item: order.index(item[0]))
    read = table.body.lazy().select("row", *[value.alias(field) for field, value in ordered]).collect()
    beside = {*fields} - {*columns, RECORDED_METHOD}
    return read.drop(field for field in beside if read[field].null_count() == read.height)


def read_currencies(columns: Columns, data_type: DataType, base_currency: str | None) -> Fields:
    """Read the currency of the records, and the one that suppliers bill in."""
    if data_type is DataType.SUPPLIERS:
        stated = [parse_currencies(pl.col(column.key)) for column in columns.get("default_currency", ())]
        return {"default_currency": pl.coalesce(stated)} if stated else {}
    amounts = [column for field in amount_fields(columns, data_type) for column in columns[field]]
    currency = read_currency(columns.get("currency", ()), amounts, dollar=dollar_of(base_currency))
    return {} if currency is None else {"currency": currency}


def split_suppliers(fields: Fields, table: Table, columns: Columns) -> Fields:
    """Part the ids from the names of suppliers where one column holds both."""
    if "supplier_name" not in columns or "supplier_id" in columns:
        return {}
    names = table.body.select(fields["supplier_name"].alias("name"))["name"]
    pattern = find_id_pattern(names)
    if pattern is None:
        return {}
    supplier_id, name = split_names(fields["supplier_name"], pattern)
    return {"supplier_id": supplier_id, "supplier_name": name}
