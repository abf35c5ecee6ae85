"""All files of a company together: who was billed what, and which payments settled it."""

from collections.abc import Iterable, Sequence

import polars as pl

from ledgerlift.records import DataType, DocumentType
from ledgerlift.resolve.collect import collect_records, with_fields
from ledgerlift.resolve.completion import complete_records
from ledgerlift.resolve.credits import find_credit
from ledgerlift.resolve.due_dates import add_due_dates
from ledgerlift.resolve.duplicates import leave_out_duplicates
from ledgerlift.resolve.listed_suppliers import list_suppliers
from ledgerlift.resolve.matching import match_payments
from ledgerlift.resolve.methods import add_methods
from ledgerlift.resolve.model import LogicalRecords, Resolved
from ledgerlift.resolve.settlement import settle_bills
from ledgerlift.resolve.supplier_book import recognise_suppliers
from ledgerlift.resolve.tables import snapshot_table

TRANSACTIONS = (DataType.BILLS, DataType.PAYMENTS, DataType.DIRECT_COSTS)


def resolve(records: Sequence[LogicalRecords], *, base_currency: str | None = None) -> Resolved:
    """Bring the records of all files together.

    ``records`` may hold any number of tables of each data type, or none of it. Without a ``base_currency`` the one that
    most documents are in is taken. The same records give the same frames and keys.
    """
    listed = collect_records(records, DataType.SUPPLIERS)
    known, aside, problems = list_suppliers(listed.frame)
    set_aside, told = [listed.set_aside, aside], [*problems]
    frames, lines = {}, {}
    for data_type in TRANSACTIONS:
        collected = collect_records(records, data_type)
        recognised = recognise_suppliers(known, collected.frame, data_type)
        known = recognised.known
        complete = complete_records(collected.frame.with_columns(recognised.supplier), data_type)
        frames[data_type], aside = leave_out_duplicates(complete, collected.lines, data_type)
        lines[data_type] = collected.lines
        set_aside += [collected.set_aside, aside]
        told += recognised.problems
    base_currency = base_currency or find_base_currency(frames.values())
    bills, credit_notes = part_credit_notes(frames[DataType.BILLS])
    bills, problems = add_due_dates(bills, known)
    payments = frames[DataType.PAYMENTS]
    matches = match_payments(payments, lines[DataType.PAYMENTS], bills, base_currency=base_currency)
    bills = settle_bills(bills, matches, find_credit(bills, credit_notes))
    payments = name_payees(payments, matches, bills)
    costs = frames[DataType.DIRECT_COSTS].rename({"record": "expense"})
    return Resolved(
        suppliers=snapshot_table("suppliers", known.with_row_index("supplier")),
        bills=snapshot_table("bills", bills.rename({"record": "bill"})),
        bill_lines=snapshot_table("bill_lines", bill_lines(lines[DataType.BILLS], [bills, credit_notes])),
        credit_notes=snapshot_table("credit_notes", credit_notes.rename({"record": "bill"})),
        payments=snapshot_table("payments", add_methods(payments.rename({"record": "payment"}), DataType.PAYMENTS)),
        allocations=snapshot_table("allocations", matches),
        direct_costs=snapshot_table("direct_costs", add_methods(costs, DataType.DIRECT_COSTS)),
        set_aside=pl.concat(set_aside),
        base_currency=base_currency,
        problems=(*told, *problems),
    )


def name_payees(payments: pl.DataFrame, matches: pl.DataFrame, bills: pl.DataFrame) -> pl.DataFrame:
    """Give payments that name nobody the supplier whose bill they settle."""
    if not payments["supplier"].null_count():
        return payments
    billers = matches.unique("payment", keep="first", maintain_order=True).join(
        bills.select("supplier", bill="record"), on="bill", how="left"
    )
    found = payments.select(payment="record").join(billers, on="payment", how="left", maintain_order="left")["supplier"]
    return payments.with_columns(pl.coalesce("supplier", found).alias("supplier"))


def find_base_currency(frames: Iterable[pl.DataFrame]) -> str | None:
    """Find the currency most documents are in; of equals the first by name, None when no file names any."""
    named = [frame["currency"].drop_nulls() for frame in frames if "currency" in frame]
    if not named:
        return None
    counts = pl.concat(named).value_counts(name="count").sort(["count", "currency"], descending=[True, False])
    return counts["currency"][0] if counts.height else None


def part_credit_notes(documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Part bills from credit notes: documents called so, and those that lower what is owed."""
    is_credit = (pl.col("total_amount") < 0).fill_null(value=False)
    if "document_type" in documents:
        is_credit |= pl.col("document_type").eq_missing(str(DocumentType.CREDIT_NOTE))
    credited = documents.select(is_credit.alias("is_credit"))["is_credit"]
    return documents.filter(~credited) if credited.any() else documents, documents.filter(credited)


def bill_lines(lines: pl.DataFrame, documents: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """List the lines of bills and credit notes; one that has no text of its own takes the description on its row."""
    lines = with_fields(lines, DataType.BILLS, ("line_description", "description"))
    records = pl.concat([one.select("record") for one in documents])
    kept = lines.join(records, on="record", how="semi", maintain_order="left")
    text = pl.coalesce("line_description", "description")
    return kept.with_columns(text.alias("line_description")).rename({"record": "bill"})
