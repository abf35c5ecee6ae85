"""How a package words what the books know: its ids, its codes, its language."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tools.samples.ledger import Bill, Cost, Payment, Supplier

DEFAULT_IDS = {
    "supplier": "V{n:04d}",
    "bill": "{n:06d}",
    "payment": "{n:06d}",
    "expense": "{n:05d}",
}
DEFAULT_NUMBERS = {"other": "{seq:06d}"}  # of payments, by their method


@functools.cache
def languages() -> Mapping[str, Any]:
    """Load the words of every language."""
    loaded: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True)
class Wording:
    """The words and ids of one export. ``codes`` and ``ids`` override the language's and the usual ones."""

    language: str
    codes: Mapping[str, Any] = field(default_factory=dict)
    ids: Mapping[str, Any] = field(default_factory=dict)

    def code(self, vocabulary: str, key: str) -> str:
        """Give the text for a status, a document type, a payment method."""
        own = self.codes.get(vocabulary, {})
        return str(own[key] if key in own else languages()[self.language][vocabulary].get(key, key))

    def terms(self, days: int) -> str:
        """Give the text for payment terms; codes are one pattern, or a text for each number of days."""
        own = self.codes.get("payment_terms", languages()[self.language]["payment_terms"])
        return str(own[days]) if isinstance(own, dict) else own.format(days=days)

    def yes(self, *, is_yes: bool) -> str:
        """Give the text for yes or no."""
        own = self.codes.get("yes_no", languages()[self.language]["yes_no"])
        return str(own[0 if is_yes else 1])

    def supplier_id(self, supplier: Supplier) -> str:
        """Give a supplier's id."""
        return self._id("supplier").format(n=supplier.n, short=supplier.short, rank=supplier.rank)

    def bill_id(self, bill: Bill) -> str:
        """Give the package's own number of a bill."""
        return self._id("bill").format(n=bill.n, year=bill.posted.year, month=bill.posted.month)

    def payment_id(self, payment: Payment) -> str:
        """Give the package's own number of a payment."""
        return self._id("payment").format(n=payment.n, year=payment.date.year, month=payment.date.month)

    def payment_number(self, payment: Payment) -> str:
        """Give the number people know a payment by, such as the cheque's."""
        forms: dict[str, str] = {**DEFAULT_NUMBERS, **self.ids.get("number", {})}
        # Methods with a form of their own count for themselves; all others share one series.
        own = forms.get(payment.method)
        seq = 10200 + payment.sequence if own is not None else 50000 + payment.n
        return (forms["other"] if own is None else own).format(seq=seq, n=payment.n, date=payment.date)

    def expense_id(self, cost: Cost) -> str:
        """Give the number of a direct cost."""
        return self._id("expense").format(n=cost.n, year=cost.date.year, month=cost.date.month)

    def _id(self, what: str) -> str:
        return str(self.ids.get(what, DEFAULT_IDS[what]))
