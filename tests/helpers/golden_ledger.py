"""A ledger that has every rule of the definitions and every tie once."""

from datetime import date
from decimal import Decimal

from ledger_reckoning import BASE


def dec(text):
    return Decimal(text)


def d(text):
    return date.fromisoformat(text)


def bill(supplier, issued, total, due=None, owed="0", settled=None, **more):
    dates = {
        name: d(value) if value else None for name, value in (("issued", issued), ("due", due), ("settled", settled))
    }
    return {"supplier": supplier, "total": dec(total), "owed": dec(owed), "currency": BASE, **dates, **more}


def payment(supplier, paid, amount, method, recorded=None, **more):
    return {"supplier": supplier, "paid": d(paid), "amount": dec(amount), "method": method, "recorded": recorded,
            "currency": BASE, **more}  # fmt: skip


def cost(supplier, spent, total, method, **more):
    return {"supplier": supplier, "spent": d(spent), "total": dec(total), "method": method, "currency": BASE, **more}


GOLDEN = {
    "suppliers": {"a": "Ateliers Côté", "b": "=Beta", "c": "Gamma", "e": "Epsilon", "z": "Idle"},
    "bills": [
        # paid late, on time, exactly on the due day, still open after its due date, without due date
        bill("a", "2025-03-01", "1000.10", due="2025-03-31", settled="2025-04-24"),
        bill("a", "2025-04-01", "250.05", due="2025-05-01", settled="2025-04-20"),
        bill("a", "2025-05-01", "99.99", due="2025-05-31", settled="2025-05-31"),
        bill("a", "2025-06-01", "400.00", due="2025-07-01", owed="150.00", status="PartiallyPaid"),
        bill("a", "2025-07-01", "60.00", settled="2026-01-01"),
        # a tie of terms: 10 and 20 days, two bills each, equal amounts
        bill("b", "2025-08-01", "10.00", due="2025-08-11"),
        bill("b", "2025-08-02", "30.00", due="2025-08-12"),
        bill("b", "2025-08-03", "20.00", due="2025-08-23"),
        bill("b", "2025-08-04", "20.00", due="2025-08-24"),
        # foreign: recorded rate, no rate, unknown currency
        bill("c", "2025-09-01", "200.00", due="2025-10-01", owed="200.00", currency="USD", rate=dec("1.365432109")),
        bill("c", "2025-09-02", "777.77", currency="USD"),
        bill("c", "2025-09-03", "5.55", currency=None),
        # left out: void, draft, too early, too late, no date, no amount, no supplier
        bill("a", "2025-09-01", "1e3", status="Void"),
        bill("a", "2025-09-01", "1e3", status="Draft"),
        bill("a", "2025-02-28", "1e3"),
        bill("a", "2026-03-01", "1e3"),
        bill("a", None, "1e3"),
        # dated by the day it was settled, and by its due date, one of them too early
        bill("g", None, "9.00", settled="2025-09-09", due="2027-01-01"),
        bill("g", None, "8.00", due="2025-09-09"),
        bill("g", None, "7.00", due="2024-09-09"),
        {"supplier": "a", "issued": d("2025-09-09"), "total": None, "currency": BASE},
        bill(None, "2025-09-09", "1e3"),
        # negative and paid before it was issued
        bill("e", "2025-10-10", "-40.00", due="2025-11-10"),
        bill("e", "2025-10-11", "80.00", due="2025-10-01", settled="2025-10-05"),
    ],
    "payments": [
        # by count Check, by amount BankTransfer; recorded only once
        payment("a", "2025-04-24", "10.00", "Check", "Check"),
        payment("a", "2025-05-24", "10.00", "Check"),
        payment("a", "2025-06-24", "5000.00", "BankTransfer", "BankTransfer"),
        # a tie by count, decided by amount
        payment("b", "2025-08-20", "10.00", "Check", "Check"),
        payment("b", "2025-08-21", "10.01", "CreditCard", "CreditCard"),
        # a full tie, decided by the order of methods
        payment("c", "2025-09-20", "7.00", "Cash", "Cash"),
        payment("c", "2025-09-21", "7.00", "DebitCard", "DebitCard"),
        # Unknown competes; a refund; a card payment before the period
        payment("e", "2025-10-20", "1.00", "Unknown"),
        payment("e", "2025-10-21", "1.00", "Unknown"),
        payment("e", "2025-10-22", "-90.00", "Check"),
        payment("e", "2025-02-27", "9.00", "CreditCard"),
        payment("e", "2025-10-23", "9.00", "CreditCard", status="Void"),
        # on account: no bill of this supplier in the period
        payment("d", "2025-11-01", "55.00", "BankTransfer"),
    ],
    "costs": [
        cost("a", "2025-12-01", "20.00", "CreditCard"),
        cost("b", "2025-12-02", "20.00", "Cash"),
        cost("b", "2025-12-03", "-5.00", "Cash"),
        cost("c", "2026-02-28", "12.34", "Other", currency="USD", rate=dec("1.4")),
    ],
    "notes": [{"supplier": "a", "currency": BASE, "total": dec("-12.00")}],
}  # fmt: skip
