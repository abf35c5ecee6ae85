"""The rows of a report: which records of the ledger it lists, one row each or one a line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from tools.samples import values as v
from tools.samples.ledger import Ledger
from tools.samples.wording import Wording

DATA_TYPES = {
    "supplier": "suppliers",
    "bill": "bills",
    "credit_note": "bills",
    "payment": "payments",
    "refund": "payments",
    "direct_cost": "direct_costs",
}


@dataclass(frozen=True)
class Row:
    """One row to be printed, before it has columns.

    ``record`` tells the records of one kind apart; ``first`` and ``last`` mark the ends of a record of several rows.
    """

    kind: str
    record: int
    values: Mapping[str, v.Value]
    is_void: bool = False
    first: bool = True
    last: bool = True

    @property
    def data_type(self) -> str | None:
        """The data type the row belongs to; None in reports that are none of ours."""
        return DATA_TYPES.get(self.kind)


View = Callable[[Ledger, Wording], Iterator[Row]]


def suppliers(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a supplier."""
    for supplier in ledger.suppliers:
        yield Row("supplier", supplier.n, v.supplier_values(supplier, words, ledger))


def bills(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a bill or credit note."""
    for bill in ledger.bills:
        yield Row(bill.kind, bill.n, v.bill_values(bill, words, ledger), bill.is_void)


def bill_lines(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a line of a bill; the bill's own values stand on each."""
    for bill in ledger.bills:
        whole = v.bill_values(bill, words, ledger)
        for number, line in enumerate(bill.lines, start=1):
            ends = {"first": number == 1, "last": number == len(bill.lines)}
            yield Row(bill.kind, bill.n, {**whole, **v.line_values(line, number, words)}, bill.is_void, **ends)


def payments(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a payment."""
    for payment in ledger.payments:
        yield Row("payment", payment.n, v.payment_values(payment, words, ledger), payment.is_void)


def allocations(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row for each bill that a payment settles; the payment's own values stand on each."""
    for payment in ledger.payments:
        whole = v.payment_values(payment, words, ledger)
        for number, item in enumerate(payment.allocations, start=1):
            ends = {"first": number == 1, "last": number == len(payment.allocations)}
            part = v.allocation_values(item, words)
            yield Row("payment", payment.n, {**whole, **part, "line_no": str(number)}, payment.is_void, **ends)


def costs(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a direct cost."""
    for cost in ledger.costs:
        yield Row("direct_cost", cost.n, v.cost_values(cost, words, ledger))


def transactions(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """Bills, payments and direct costs in one list, by date."""
    everything = chain(bills(ledger, words), payments(ledger, words), costs(ledger, words))
    yield from sorted(everything, key=lambda row: (row.values["date"], row.kind, row.record))


VIEWS: dict[str, View] = {
    view.__name__: view for view in (suppliers, bills, bill_lines, payments, allocations, costs, transactions)
}


def list_rows(view: View, ledger: Ledger, words: Wording, *, only: Mapping[str, Any], sort: list[str]) -> list[Row]:
    """Give a report's rows, filtered and sorted.

    ``only`` keeps rows by ``kind``, by ``void`` or by any value (a text or a list of texts; null stands for an empty
    one); ``limit`` keeps the first rows.
    """
    rows = [row for row in view(ledger, words) if _is_kept(row, only)]
    if sort:
        rows.sort(key=lambda row: tuple(_sort_key(row.values.get(name)) for name in sort))
    rows = rows[: only.get("limit")]
    # A filter by line may have taken a record's first or last row.
    marks = [(row.kind, row.record) for row in rows]
    return [
        replace(
            row, first=at == 0 or marks[at - 1] != marks[at], last=at == len(rows) - 1 or marks[at + 1] != marks[at]
        )
        for at, row in enumerate(rows)
    ]


def _is_kept(row: Row, only: Mapping[str, Any]) -> bool:
    found = {**row.values, "kind": row.kind, "void": row.is_void}
    for name, wanted in only.items():
        if name == "limit":
            continue
        allowed = wanted if isinstance(wanted, list) else [wanted]
        if found[name] not in allowed:
            return False
    return True


def _sort_key(value: v.Value) -> tuple[bool, Any]:
    return (value is None, value.casefold() if isinstance(value, str) else value)
