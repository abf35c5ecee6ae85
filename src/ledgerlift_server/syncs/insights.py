"""What the engine worked out about a snapshot, read back for pages: figures at once, rows a page at a time.

Figures and rows lie in files beside the snapshot (`engine_products` has their shapes). They are immutable, so what was
read once is kept for the next request.
"""

import dataclasses
import functools
import json
from decimal import Decimal
from typing import Any

import polars as pl

from ledgerlift_server.syncs import files
from ledgerlift_server.syncs.models import Snapshot, SnapshotFile
from ledgerlift_server.ui.paging import Paging

PAGE_SIZE = 50
KEPT_IN_MEMORY = 64


@dataclasses.dataclass(frozen=True)
class RowFilter:
    """Which transactions somebody asks for; what is empty does not matter."""

    data_type: str = ""  # bills, payments, direct_costs; "spend" for bills and direct costs
    category: str = ""  # of the supplier's most common method: Card, Non-Card, Unknown
    supplier_key: str = ""
    supplier_method: str = ""
    method: str = ""
    month: str = ""  # 2025-03
    timing: str = ""
    left_out: str = ""  # a reason; "any" for all that are left out, "none" for what counts
    outstanding: bool = False


@dataclasses.dataclass(frozen=True)
class RowPage(Paging):
    """A page of rows and the sum over all that fit."""

    rows: list[dict[str, Any]]
    amount: Decimal


@dataclasses.dataclass(frozen=True)
class Insights:
    """The figures of a snapshot, and where its rows are."""

    figures: dict[str, Any]
    transactions: SnapshotFile
    suppliers: SnapshotFile

    def list_rows(self, asked: RowFilter, *, number: int) -> RowPage:
        """Give a page of the transactions that fit, newest first."""
        found = _read(self.transactions).filter(*conditions(asked))
        if asked.category:
            found = found.filter(pl.col("supplier_method").is_in(self.list_methods(asked.category)))
        return cut(found, "amount", number)

    def list_methods(self, category: str) -> list[str]:
        """List the payment methods of a category."""
        rows = self.figures["methods"]
        return [row["payment_method"] for row in rows if row["level"] == "method" and row["category"] == category]

    def list_suppliers(self, *, method: str = "", search: str = "", number: int) -> RowPage:
        """Give a page of the suppliers, most spend first."""
        found = _read(self.suppliers)
        if method:
            found = found.filter(pl.col("biggest_count_payment_method") == method)
        if search:
            found = found.filter(pl.col("supplier_name").str.to_lowercase().str.contains(search.lower(), literal=True))
        return cut(found, "total_spend", number)

    def find_supplier(self, key: str) -> dict[str, Any] | None:
        """Find a supplier's figures and details."""
        found = _read(self.suppliers).filter(pl.col("supplier_key") == key).collect()
        return found.row(0, named=True) if found.height else None


def find(snapshot: Snapshot) -> Insights | None:
    """Find a snapshot's insights; one that was made before there were any has none."""
    paths = ("insights/insights.json", "insights/transactions.parquet", "insights/suppliers.parquet")
    kept = {file.path: file for file in SnapshotFile.objects.filter(snapshot=snapshot, path__in=paths)}
    if len(kept) < len(paths):
        return None
    figures, transactions, suppliers = (kept[path] for path in paths)
    return Insights(_read_figures(figures.storage_name, figures.sha256), transactions, suppliers)


def conditions(asked: RowFilter) -> list[pl.Expr]:
    """Turn a filter into expressions."""
    equal = {
        name: value
        for name in ("supplier_key", "supplier_method", "method", "timing")
        if (value := getattr(asked, name))
    }
    found = [pl.col(name) == value for name, value in equal.items()]
    if asked.data_type == "spend":
        found.append(pl.col("data_type") != "payments")
    elif asked.data_type:
        found.append(pl.col("data_type") == asked.data_type)
    if asked.month:
        found.append(pl.col("day").dt.strftime("%Y-%m") == asked.month)
    if asked.outstanding:
        found.append(pl.col("outstanding") > 0)
    if asked.left_out == "any":
        found.append(pl.col("left_out").is_not_null())
    elif asked.left_out in {"", "none"}:
        found.append(pl.col("left_out").is_null())
    else:
        found.append(pl.col("left_out") == asked.left_out)
    return found


def cut(asked: pl.LazyFrame, amount: str, number: int) -> RowPage:
    """Cut a page out of what is asked for; a page after the last gives the last."""
    found = asked.collect()
    rows = found.slice(Paging(found.height, number, PAGE_SIZE).skipped, PAGE_SIZE).to_dicts()
    return RowPage(found.height, number, PAGE_SIZE, rows=rows, amount=Decimal(found[amount].sum() or 0))


@functools.lru_cache(maxsize=KEPT_IN_MEMORY)
def _read_figures(name: str, _sha256: str) -> dict[str, Any]:
    """Read figures; reports made anew keep their name, so the hash tells them apart."""
    with files.open_stored(name) as file:
        figures: dict[str, Any] = json.load(file)
    return figures


def _read(file: SnapshotFile) -> pl.LazyFrame:
    return pl.scan_parquet(files.local_path(file.storage_name, file.sha256), glob=False)
