"""Rows of reports that are none of ours: what people upload by mistake."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tools.samples.ledger import ZERO, Ledger
from tools.samples.rows import Row
from tools.samples.values import Values
from tools.samples.wording import Wording

OTHER = "other"


def accounts(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a ledger account with its balance: a trial balance or a chart of accounts."""
    balances: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for bill in ledger.bills:
        balances["2000", "Accounts Payable"] -= bill.open
        for line in bill.lines:
            balances[line.account, line.account_name] += line.net
    for payment in ledger.payments:
        balances[payment.account] -= payment.amount
    for cost in ledger.costs:
        balances[cost.line.account, cost.line.account_name] += cost.line.net
    for n, ((code, name), balance) in enumerate(sorted(balances.items()), start=1):
        debit, credit = max(balance, ZERO), max(-balance, ZERO)
        kind = "Expense" if code >= "5" else "Liability" if code.startswith("2") else "Asset"
        yield Row(
            OTHER, n, {"code": code, "name": name, "debit": debit, "credit": credit, "balance": balance, "type": kind}
        )


def journal_lines(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """Two rows a bill, debit and credit: a general ledger."""
    number = itertools.count(1)
    for bill in ledger.bills:
        entry: Values = {
            "date": bill.posted,
            "entry": f"JE{bill.n:05d}",
            "text": bill.text,
            "source": "AP",
            "period": f"{bill.posted:%Y-%m}",
        }
        for line in bill.lines:
            yield Row(
                OTHER, next(number), {**entry, **_sides(line.net), "code": line.account, "name": line.account_name}
            )
        yield Row(OTHER, next(number), {**entry, **_sides(-bill.net), "code": "2000", "name": "Accounts Payable"})


def bank_lines(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a movement of the bank account, money in and out, with the running balance."""
    moves = [
        (payment.date, f"{payment.method.upper()} {payment.supplier.name}", -payment.amount)
        for payment in ledger.payments
    ]
    moves += [(bill.due, f"DEPOSIT REF {bill.n:06d}", bill.total * 2) for bill in ledger.bills if bill.n % 3 == 0]
    balance = Decimal("48210.77")
    for n, (date, text, amount) in enumerate(sorted(moves), start=1):
        balance += amount
        yield Row(OTHER, n, {"date": date, "text": text, "amount": amount, **_sides(amount), "balance": balance})


def items(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row an article with its price and stock."""
    sold = {line.text: line for bill in ledger.bills for line in bill.lines}
    for n, (text, line) in enumerate(sorted(sold.items()), start=1):
        yield Row(
            OTHER,
            n,
            {
                "code": f"ITM-{n:04d}",
                "name": text,
                "unit_price": line.unit_price,
                "quantity": str(n * 7 % 40),
                "unit": "EA",
                "category": line.account_name,
            },
        )


def employees(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a person on the payroll."""
    for person in ledger.suppliers:
        gross = Decimal(3100 + person.n * 137)
        tax = (gross * Decimal("0.18")).quantize(Decimal("0.01"))
        about: Values = {
            "code": f"E{person.n:04d}",
            "name": f"{person.first_name} {person.last_name}",
            "hired": person.created,
        }
        yield Row(
            OTHER, person.n, {**about, "department": person.trade, "gross": gross, "tax": tax, "net": gross - tax}
        )


def ageing(ledger: Ledger, words: Wording) -> Iterator[Row]:
    """One row a partner with what is open, by age."""
    for supplier in ledger.suppliers:
        open_bills = [bill for bill in ledger.bills if bill.supplier.n == supplier.n and bill.open]
        buckets = [ZERO] * 4
        for bill in open_bills:
            buckets[min(max((ledger.end - bill.due).days, 0) // 30, 3)] += bill.open
        names = ("current", "days_30", "days_60", "days_90")
        yield Row(
            OTHER,
            supplier.n,
            {
                "code": words.supplier_id(supplier),
                "name": supplier.name,
                **dict(zip(names, buckets, strict=True)),
                "balance": sum(buckets, ZERO),
            },
        )


def _sides(amount: Decimal) -> Values:
    return {"debit": amount if amount > 0 else None, "credit": -amount if amount < 0 else None}


VIEWS = {view.__name__: view for view in (accounts, journal_lines, bank_lines, items, employees, ageing)}
