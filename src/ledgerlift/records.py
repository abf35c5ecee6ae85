"""The records Ledgerlift reads out of the books: their fields, and the columns a snapshot keeps of them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

import polars as pl


class DataType(StrEnum):
    """The four reports a company shares."""

    SUPPLIERS = "suppliers"
    BILLS = "bills"
    PAYMENTS = "payments"
    DIRECT_COSTS = "direct_costs"


class Kind(StrEnum):
    """What the text of a field stands for; it decides how a column is read."""

    IDENTIFIER = "identifier"
    NAME = "name"
    TEXT = "text"
    DATE = "date"
    AMOUNT = "amount"
    RATE = "rate"
    CURRENCY = "currency"
    COUNTRY = "country"
    EMAIL = "email"
    PHONE = "phone"
    TAX_NUMBER = "tax_number"
    STATUS = "status"
    METHOD = "method"
    TERMS = "terms"
    DOCUMENT_TYPE = "document_type"


# What names the supplier of a record, the number first.
WHO = ("supplier_id", "supplier_name")

FIELDS: Mapping[DataType, Mapping[str, Kind]] = MappingProxyType(
    {
        DataType.SUPPLIERS: MappingProxyType(
            {
                "supplier_id": Kind.IDENTIFIER,
                "supplier_name": Kind.NAME,
                "contact_name": Kind.TEXT,
                "email": Kind.EMAIL,
                "phone": Kind.PHONE,
                "phone_extension": Kind.TEXT,
                "tax_number": Kind.TAX_NUMBER,
                "registration_number": Kind.IDENTIFIER,
                "address_line1": Kind.TEXT,
                "address_line2": Kind.TEXT,
                "city": Kind.TEXT,
                "region": Kind.TEXT,
                "postal_code": Kind.IDENTIFIER,
                "country": Kind.COUNTRY,
                "status": Kind.STATUS,
                "default_currency": Kind.CURRENCY,
                "payment_terms": Kind.TERMS,
                "payment_method": Kind.METHOD,
                "account_number": Kind.IDENTIFIER,
                "created_date": Kind.DATE,
            }
        ),
        DataType.BILLS: MappingProxyType(
            {
                "bill_id": Kind.IDENTIFIER,
                "bill_number": Kind.IDENTIFIER,
                "supplier_id": Kind.IDENTIFIER,
                "supplier_name": Kind.NAME,
                "issue_date": Kind.DATE,
                "due_date": Kind.DATE,
                "posting_date": Kind.DATE,
                "currency": Kind.CURRENCY,
                "currency_rate": Kind.RATE,
                "subtotal": Kind.AMOUNT,
                "tax_amount": Kind.AMOUNT,
                "total_amount": Kind.AMOUNT,
                "amount_paid": Kind.AMOUNT,
                "amount_due": Kind.AMOUNT,
                "status": Kind.STATUS,
                "paid_date": Kind.DATE,
                "payment_terms": Kind.TERMS,
                "payment_method": Kind.METHOD,
                "description": Kind.TEXT,
                "po_number": Kind.IDENTIFIER,
                "gl_account": Kind.IDENTIFIER,
                "gl_account_name": Kind.TEXT,
                "line_amount": Kind.AMOUNT,
                "line_description": Kind.TEXT,
                "entity_id": Kind.IDENTIFIER,
                "entity_name": Kind.TEXT,
                "document_type": Kind.DOCUMENT_TYPE,
            }
        ),
        DataType.PAYMENTS: MappingProxyType(
            {
                "payment_id": Kind.IDENTIFIER,
                "payment_number": Kind.IDENTIFIER,
                "supplier_id": Kind.IDENTIFIER,
                "supplier_name": Kind.NAME,
                "payment_date": Kind.DATE,
                "currency": Kind.CURRENCY,
                "currency_rate": Kind.RATE,
                "amount": Kind.AMOUNT,
                "payment_method": Kind.METHOD,
                "bank_account_name": Kind.TEXT,
                "reference": Kind.TEXT,
                "note": Kind.TEXT,
                "bill_number": Kind.IDENTIFIER,
                "bill_id": Kind.IDENTIFIER,
                "allocated_amount": Kind.AMOUNT,
                "status": Kind.STATUS,
                "entity_id": Kind.IDENTIFIER,
                "entity_name": Kind.TEXT,
            }
        ),
        DataType.DIRECT_COSTS: MappingProxyType(
            {
                "expense_id": Kind.IDENTIFIER,
                "date": Kind.DATE,
                "supplier_id": Kind.IDENTIFIER,
                "supplier_name": Kind.NAME,
                "reference": Kind.TEXT,
                "payment_account": Kind.TEXT,
                "payment_method": Kind.METHOD,
                "gl_account": Kind.IDENTIFIER,
                "gl_account_name": Kind.TEXT,
                "currency": Kind.CURRENCY,
                "currency_rate": Kind.RATE,
                "subtotal": Kind.AMOUNT,
                "tax_amount": Kind.AMOUNT,
                "total_amount": Kind.AMOUNT,
                "note": Kind.TEXT,
                "entity_id": Kind.IDENTIFIER,
                "entity_name": Kind.TEXT,
            }
        ),
    }
)

# Six decimals keep every ledger currency and per-unit price exact and drop the binary noise of workbook numbers
# (1234.5600000000001); rates are published with up to nine.
AMOUNT = pl.Decimal(38, 6)
RATE = pl.Decimal(38, 9)

POLARS_TYPES: Mapping[Kind, pl.DataType] = MappingProxyType(
    {kind: {Kind.DATE: pl.Date(), Kind.AMOUNT: AMOUNT, Kind.RATE: RATE}.get(kind, pl.String()) for kind in Kind}
)

# Where a record came from. Rows count from 1, as a spreadsheet or a text editor shows them.
PLACE_COLUMNS: Mapping[str, pl.DataType] = MappingProxyType(
    {"file": pl.String(), "sheet": pl.String(), "row": pl.UInt32()}
)


class Method(StrEnum):
    """How a payment was made, in the standard categories of the reports."""

    CREDIT_CARD = "CreditCard"
    DEBIT_CARD = "DebitCard"
    BANK_TRANSFER = "BankTransfer"
    CHECK = "Check"
    CASH = "Cash"
    OTHER = "Other"
    UNKNOWN = "Unknown"


class BillStatus(StrEnum):
    """How far a bill is settled."""

    OPEN = "Open"
    PARTIALLY_PAID = "PartiallyPaid"
    PAID = "Paid"
    VOID = "Void"
    DRAFT = "Draft"
    UNKNOWN = "Unknown"


class DocumentType(StrEnum):
    """What one row of a bills or payments list is, once the software's own code is read."""

    BILL = "bill"
    CREDIT_NOTE = "credit_note"
    PAYMENT = "payment"
    REFUND = "refund"
    DIRECT_COST = "direct_cost"
    OTHER = "other"


def field_columns(data_type: DataType) -> dict[str, pl.DataType]:
    """Give the typed columns of a record's fields, in their documented order."""
    return {field: POLARS_TYPES[kind] for field, kind in FIELDS[data_type].items()}


# Columns of the snapshot's Parquet files. `*_key` columns are ours: unique in one snapshot, stable for the same input.
# `*_day` columns are days since 1970-01-01, so that the analysis needs no date arithmetic of any one engine.
SNAPSHOT: Mapping[str, Mapping[str, pl.DataType]] = MappingProxyType(
    {
        "suppliers": {
            "supplier_key": pl.String(),
            **field_columns(DataType.SUPPLIERS),
            "origin": pl.String(),  # the data type that named this supplier first: suppliers, bills, payments, ...
            **PLACE_COLUMNS,
        },
        "bills": {
            "bill_key": pl.String(),
            "supplier_key": pl.String(),
            **field_columns(DataType.BILLS),
            "line_count": pl.UInt32(),
            "settled_on": pl.Date(),  # date of the payment that settled the bill in full; null while it is open
            "issue_day": pl.Int32(),
            "due_day": pl.Int32(),
            "settled_day": pl.Int32(),
            **PLACE_COLUMNS,
        },
        "bill_lines": {
            "bill_key": pl.String(),
            "line_number": pl.UInt32(),
            "line_amount": AMOUNT,
            "line_description": pl.String(),
            "gl_account": pl.String(),
            "gl_account_name": pl.String(),
            **PLACE_COLUMNS,
        },
        # Credit notes keep a bill's columns; their amounts are negative.
        "credit_notes": {
            "bill_key": pl.String(),
            "supplier_key": pl.String(),
            **field_columns(DataType.BILLS),
            **PLACE_COLUMNS,
        },
        "payments": {
            "payment_key": pl.String(),
            "supplier_key": pl.String(),
            **field_columns(DataType.PAYMENTS),
            "recorded_method": pl.String(),  # a Method, or null where the software states none
            "inferred_method": pl.String(),  # a Method, never null
            "method_basis": pl.String(),  # recorded, account, note or none
            "line_count": pl.UInt32(),  # rows of the file that make this payment
            "payment_day": pl.Int32(),
            **PLACE_COLUMNS,
        },
        # One line of money from a payment to a bill (or to a credit note). `matched_by` says how the two met:
        # stated, number, amount_and_date, or supplier.
        "allocations": {
            "payment_key": pl.String(),
            "bill_key": pl.String(),
            "amount": AMOUNT,
            "allocated_on": pl.Date(),
            "matched_by": pl.String(),
        },
        "direct_costs": {
            "expense_key": pl.String(),
            "supplier_key": pl.String(),
            **field_columns(DataType.DIRECT_COSTS),
            "recorded_method": pl.String(),
            "inferred_method": pl.String(),
            "method_basis": pl.String(),
            "issue_day": pl.Int32(),
            **PLACE_COLUMNS,
        },
        # Rows that are in a file and in no record, each with its reason.
        "set_aside": {
            "data_type": pl.String(),
            "reason": pl.String(),
            "amount": AMOUNT,
            **PLACE_COLUMNS,
        },
        "problems": {
            "code": pl.String(),
            "severity": pl.String(),
            "field": pl.String(),
            "column": pl.UInt32(),
            "found": pl.String(),
            "count": pl.UInt32(),
            "details": pl.String(),  # what else the sentence says, as a JSON object
            **PLACE_COLUMNS,
        },
    }
)
