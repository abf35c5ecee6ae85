"""Due dates a file leaves out, from the terms agreed with the supplier."""

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.records import DataType
from ledgerlift.resolve.collect import with_fields
from ledgerlift.values.terms import parse_terms


def add_due_dates(bills: pl.DataFrame, suppliers: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Add to bills without a due date the days of their own terms, else of their supplier's, and tell how many.

    ``bills`` have the index of their ``supplier``, which is its row in ``suppliers``.
    """
    if "payment_terms" not in bills and "payment_terms" not in suppliers:
        return bills, ()
    given = with_fields(bills, DataType.BILLS, ("due_date", "payment_terms", "issue_date"))
    agreed = with_fields(suppliers, DataType.SUPPLIERS, ("payment_terms",))["payment_terms"]
    days = pl.coalesce(
        parse_terms(pl.col("payment_terms")), parse_terms(agreed).gather(bills["supplier"].cast(pl.Int64))
    )
    due = pl.coalesce("due_date", pl.col("issue_date") + pl.duration(days=days))
    completed = given.select(due.alias("due_date"))["due_date"]
    added = given.filter(given["due_date"].is_null() & completed.is_not_null())
    return bills.with_columns(completed), tell_added(added)


def tell_added(bills: pl.DataFrame) -> tuple[Problem, ...]:
    """Say for how many bills the due date comes from terms."""
    if bills.is_empty():
        return ()
    first = bills.row(0, named=True)
    place = Place(first["file"], first["sheet"], first["row"])
    return (Problem("due_date_from_terms", place, field="due_date", count=bills.height),)
