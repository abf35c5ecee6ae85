"""The invented books of one company: whom it owes, what it was billed, how it paid."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Supplier:
    """A supplier; ``n`` numbers it from 1, and each package writes its own kind of id from it."""

    n: int
    name: str
    short: str  # the name's letters in capitals, for packages whose ids come from names
    rank: int  # counts the suppliers whose names begin with the same four letters
    first_name: str
    last_name: str
    email: str
    phone: str
    extension: str
    mobile: str
    tax_number: str
    registration_number: str
    line1: str
    line2: str
    city: str
    region: str
    postal_code: str
    country_code: str
    country: str
    is_active: bool
    currency: str
    terms_days: int
    method: str
    account_number: str
    created: dt.date
    trade: str
    website: str
    place: str  # code of the words it was made from


@dataclass(frozen=True)
class Line:
    """One line of a bill or of a direct cost."""

    account: str
    account_name: str
    text: str
    quantity: int
    unit_price: Decimal
    net: Decimal
    tax_rate: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        """Net and tax together."""
        return self.net + self.tax


@dataclass
class Bill:
    """A bill, or a credit note when its amounts are negative."""

    n: int
    number: str
    supplier: Supplier
    issued: dt.date
    received: dt.date
    posted: dt.date
    due: dt.date
    rate: Decimal
    lines: Sequence[Line]
    po_number: str
    text: str
    entity: tuple[str, str]
    is_void: bool = False
    allocations: "list[Allocation]" = field(default_factory=list)

    @property
    def kind(self) -> Literal["bill", "credit_note"]:
        """What the document is."""
        return "credit_note" if self.net < 0 else "bill"

    @property
    def net(self) -> Decimal:
        """Amount before tax; negative on a credit note."""
        return sum((line.net for line in self.lines), ZERO)

    @property
    def tax(self) -> Decimal:
        """Tax; negative on a credit note."""
        return sum((line.tax for line in self.lines), ZERO)

    @property
    def total(self) -> Decimal:
        """Amount with tax; negative on a credit note."""
        return self.net + self.tax

    @property
    def paid(self) -> Decimal:
        """What payments settled of it."""
        return sum((item.amount for item in self.allocations if not item.payment.is_void), ZERO)

    @property
    def open(self) -> Decimal:
        """What is left of it; nothing of a void bill."""
        return ZERO if self.is_void else self.total - self.paid

    @property
    def settled(self) -> dt.date | None:
        """Date of the payment that settled it in full."""
        dates = [item.payment.date for item in self.allocations if not item.payment.is_void]
        return max(dates) if dates and not self.open else None

    @property
    def status(self) -> Literal["void", "open", "partly", "paid"]:
        """How far it is settled."""
        if self.is_void:
            return "void"
        return "open" if not self.paid else "partly" if self.open else "paid"


@dataclass
class Payment:
    """Money paid to one supplier, for one bill or several."""

    n: int
    supplier: Supplier
    date: dt.date
    method: str
    sequence: int  # counts the payments of one method, as cheque numbers do
    account: tuple[str, str]  # code and name of the bank account or card
    rate: Decimal
    is_void: bool = False
    is_cleared: bool = True
    allocations: "list[Allocation]" = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        """What was paid."""
        return sum((item.amount for item in self.allocations), ZERO)


@dataclass(frozen=True)
class Allocation:
    """The part of a payment that goes to one bill; negative where a credit note is used up."""

    payment: Payment
    bill: Bill
    amount: Decimal


@dataclass(frozen=True)
class Cost:
    """Spend paid on the spot, by card, cash or transfer; negative when it was given back."""

    n: int
    date: dt.date
    payee: Supplier
    method: str
    account: tuple[str, str]
    line: Line
    reference: str


@dataclass(frozen=True)
class Ledger:
    """The books of one company from ``start`` to ``end``."""

    company: str
    language: str
    currency: str
    start: dt.date
    end: dt.date
    suppliers: Sequence[Supplier]
    bills: Sequence[Bill]
    payments: Sequence[Payment]
    costs: Sequence[Cost]
