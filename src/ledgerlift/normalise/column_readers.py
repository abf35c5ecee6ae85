"""How the text of columns becomes the type of their field, kind by kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from ledgerlift.catalogue.model import Report
from ledgerlift.mapping.model import ColumnMapping
from ledgerlift.normalise.amount_columns import read_amounts
from ledgerlift.normalise.texts import read_free_text, read_text
from ledgerlift.records import POLARS_TYPES, BillStatus, DataType, Kind
from ledgerlift.values.amounts import find_number_style, parse_rates
from ledgerlift.values.contacts import parse_emails, parse_phones
from ledgerlift.values.countries import parse_countries
from ledgerlift.values.dates import find_date_style, parse_dates
from ledgerlift.values.document_types import find_code_family, parse_document_types
from ledgerlift.values.statuses import (
    find_void_codes,
    parse_bill_statuses,
    parse_payment_statuses,
    parse_supplier_statuses,
)
from ledgerlift.values.tax_numbers import parse_tax_numbers


@dataclass(frozen=True)
class Reader:
    """What reading a column may need to know besides the column: its table, its report, the supplier's country."""

    body: pl.DataFrame
    data_type: DataType
    report: Report | None
    countries: Sequence[ColumnMapping] = ()

    @property
    def country(self) -> pl.Expr | None:
        """The country of each row's supplier, for numbers that are written in the way of their country."""
        return pl.coalesce([self.country_code(column) for column in self.countries]) if self.countries else None

    def read(self, kind: Kind, columns: Sequence[ColumnMapping]) -> pl.Expr:
        """Read a field from the columns mapped to it; where there are several, the first filled cell counts."""
        if kind is Kind.AMOUNT:
            return read_amounts(columns, self.body)
        read = READERS.get(kind, Reader.text)
        values = [read(self, column) for column in columns]
        return combine_statuses(values) if kind is Kind.STATUS and len(values) > 1 else pl.coalesce(values)

    def text(self, column: ColumnMapping) -> pl.Expr:
        """Read an id or a name as it stands."""
        return read_text(pl.col(column.key))

    def free_text(self, column: ColumnMapping) -> pl.Expr:
        """Read a note or a description."""
        return read_free_text(pl.col(column.key))

    def date(self, column: ColumnMapping) -> pl.Expr:
        """Read a date in the order of its column."""
        style = column.date_style or find_date_style(self.body[column.key])
        return parse_dates(pl.col(column.key), style) if style else pl.lit(None, dtype=POLARS_TYPES[Kind.DATE])

    def rate(self, column: ColumnMapping) -> pl.Expr:
        """Read an exchange rate."""
        style = column.number_style or find_number_style(self.body[column.key])
        return parse_rates(pl.col(column.key), style) if style else pl.lit(None, dtype=POLARS_TYPES[Kind.RATE])

    def status(self, column: ColumnMapping) -> pl.Expr:
        """Read how far a document is settled, or whether a supplier is in use."""
        parse = STATUSES[self.data_type]
        void = {} if self.data_type is DataType.SUPPLIERS else find_void_codes(self.body[column.key])
        return parse(pl.col(column.key), codes=void, heading=column.header)

    def document_type(self, column: ColumnMapping) -> pl.Expr:
        """Read what kind of document a row is."""
        family = find_code_family(self.body[column.key]) or {}
        own = self.report.document_types if self.report else {}
        return parse_document_types(pl.col(column.key), {**family, **own})

    def phones(self, columns: Sequence[ColumnMapping]) -> pl.DataFrame:
        """Read telephone numbers, and the extensions behind them, from the first filled one of several columns."""
        found = self.body.select(
            parse_phones(pl.col(each.key), region=self.country).alias(each.key) for each in columns
        )
        return found.select(
            pl.coalesce(pl.all().struct.field(part)).alias(field)
            for field, part in (("phone", "phone"), ("phone_extension", "extension"))
        )

    def tax_number(self, column: ColumnMapping) -> pl.Expr:
        """Read a tax number without its separators."""
        return parse_tax_numbers(pl.col(column.key), country=self.country).struct.field("number")

    def email(self, column: ColumnMapping) -> pl.Expr:
        """Read an e-mail address."""
        return parse_emails(pl.col(column.key))

    def country_code(self, column: ColumnMapping) -> pl.Expr:
        """Read a country as its ISO code."""
        return parse_countries(pl.col(column.key))


def combine_statuses(statuses: Sequence[pl.Expr]) -> pl.Expr:
    """Give one status out of several columns: void or else paid where one of them says so, else the first known."""
    said = {
        decisive: pl.any_horizontal((status == decisive).fill_null(value=False) for status in statuses)
        for decisive in (VOID, PAID)
    }
    known = [pl.when(status != UNKNOWN).then(status) for status in statuses]
    return (
        pl.when(said[VOID]).then(pl.lit(VOID))
        .when(said[PAID]).then(pl.lit(PAID))
        .otherwise(pl.coalesce(*known, *statuses))
    )  # fmt: skip


VOID, PAID, UNKNOWN = BillStatus.VOID.value, BillStatus.PAID.value, BillStatus.UNKNOWN.value
READERS: Mapping[Kind, Callable[[Reader, ColumnMapping], pl.Expr]] = {
    Kind.IDENTIFIER: Reader.text,
    Kind.NAME: Reader.text,
    Kind.TEXT: Reader.free_text,
    Kind.TERMS: Reader.text,
    Kind.METHOD: Reader.text,
    Kind.DATE: Reader.date,
    Kind.RATE: Reader.rate,
    Kind.STATUS: Reader.status,
    Kind.DOCUMENT_TYPE: Reader.document_type,
    Kind.TAX_NUMBER: Reader.tax_number,
    Kind.EMAIL: Reader.email,
    Kind.COUNTRY: Reader.country_code,
}
STATUSES = {
    DataType.SUPPLIERS: parse_supplier_statuses,
    DataType.BILLS: parse_bill_statuses,
    DataType.PAYMENTS: parse_payment_statuses,
}
