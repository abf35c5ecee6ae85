"""Which columns the tabs of records have, and what of the snapshot each shows."""

from dataclasses import dataclass
from typing import Literal

from ledgerlift.analysis.marks import BILLS, DIRECT_COSTS, PAYMENTS, Transactions

RecordType = Literal["bills", "payments", "direct_costs"]


@dataclass(frozen=True)
class RawColumn:
    """One column: its heading's key in words.yaml, the snapshot columns it shows (the first filled one), its kind."""

    key: str
    source: tuple[str, ...]
    section: str = "bills"
    kind: str = "text"


@dataclass(frozen=True)
class RawTab:
    """One tab: the record type it lists and its columns."""

    name: RecordType
    transactions: Transactions
    columns: tuple[RawColumn, ...]


# Filtered by it, a tab of records shows what stands behind a row of the Spend Analysis tab.
SUPPLIER_METHOD = RawColumn("supplier_method", ("known_method",), "suppliers", "method")
PLACE = (
    RawColumn("file", ("file",), "details"),
    RawColumn("sheet", ("sheet",), "details"),
    RawColumn("row", ("row",), "details", "row"),
)
ENTITY = (
    RawColumn("entity_name", ("entity_name",), "entity"),
    RawColumn("entity_id", ("entity_id",), "entity"),
)
METHODS = (
    RawColumn("recorded_method", ("recorded_method",), "payments", "method"),
    RawColumn("inferred_method", ("inferred_method",), "payments", "method"),
    RawColumn("method_basis", ("method_basis",), "payments", "basis"),
)
IN_THE_FIGURES = (
    RawColumn("base_amount", ("base_amount",), "total_spend", "money"),
    RawColumn("in_the_figures", ("left_out",), "total_spend", "left_out"),
)
TABS = (
    RawTab(
        "bills",
        BILLS,
        (
            RawColumn("id", ("bill_id", "bill_key")),
            RawColumn("number", ("bill_number",)),
            RawColumn("supplier_id", ("supplier_id", "known_id"), "suppliers"),
            RawColumn("supplier_name", ("supplier_name", "known_name"), "suppliers"),
            SUPPLIER_METHOD,
            RawColumn("issue_date", ("issue_date",), kind="date"),
            RawColumn("due_date", ("due_date",), kind="date"),
            RawColumn("settled_on", ("settled_on",), kind="date"),
            RawColumn("status", ("status",), kind="status"),
            RawColumn("currency", ("currency",)),
            RawColumn("currency_rate", ("currency_rate",), kind="rate"),
            RawColumn("subtotal", ("subtotal",), kind="money"),
            RawColumn("tax_amount", ("tax_amount",), kind="money"),
            RawColumn("total_amount", ("total_amount",), kind="money"),
            RawColumn("amount_due", ("amount_due",), kind="money"),
            *IN_THE_FIGURES,
            RawColumn("description", ("description",)),
            RawColumn("po_number", ("po_number",)),
            RawColumn("gl_account", ("gl_account",)),
            RawColumn("gl_account_name", ("gl_account_name",)),
            *ENTITY,
            *PLACE,
        ),
    ),
    RawTab(
        "payments",
        PAYMENTS,
        (
            RawColumn("id", ("payment_id", "payment_key"), "payments"),
            RawColumn("number", ("payment_number",), "payments"),
            RawColumn("supplier_id", ("supplier_id", "known_id"), "suppliers"),
            RawColumn("supplier_name", ("supplier_name", "known_name"), "suppliers"),
            SUPPLIER_METHOD,
            RawColumn("date", ("payment_date",), "payments", "date"),
            RawColumn("currency", ("currency",), "payments"),
            RawColumn("currency_rate", ("currency_rate",), "payments", "rate"),
            RawColumn("total_amount", ("amount",), "payments", "money"),
            *METHODS,
            RawColumn("payment_account", ("bank_account_name",), "payments"),
            RawColumn("bill_number", ("bill_number",), "payments"),
            RawColumn("reference", ("reference",), "payments"),
            RawColumn("note", ("note",), "payments"),
            *IN_THE_FIGURES,
            *ENTITY,
            *PLACE,
        ),
    ),
    RawTab(
        "direct_costs",
        DIRECT_COSTS,
        (
            RawColumn("id", ("expense_id", "expense_key"), "direct_costs"),
            RawColumn("contact_name", ("supplier_name", "known_name"), "suppliers"),
            RawColumn("contact_id", ("supplier_id", "known_id"), "suppliers"),
            SUPPLIER_METHOD,
            RawColumn("reference", ("reference",), "direct_costs"),
            RawColumn("payment_account", ("payment_account",), "direct_costs"),
            RawColumn("issue_date", ("date",), "direct_costs", "date"),
            RawColumn("currency", ("currency",), "direct_costs"),
            RawColumn("currency_rate", ("currency_rate",), "direct_costs", "rate"),
            RawColumn("total_amount", ("total_amount",), "direct_costs", "money"),
            *METHODS,
            RawColumn("gl_account", ("gl_account",), "direct_costs"),
            RawColumn("gl_account_name", ("gl_account_name",), "direct_costs"),
            RawColumn("note", ("note",), "direct_costs"),
            *IN_THE_FIGURES,
            *ENTITY,
            *PLACE,
        ),
    ),
)


def list_shown(tab: RawTab, *, is_multi_entity: bool) -> tuple[RawColumn, ...]:
    """List the columns a tab shows; those of the company only in the books of several."""
    return tuple(column for column in tab.columns if is_multi_entity or column not in ENTITY)
