"""The figures of suppliers and methods of any ledger, in plain Python from the written definitions alone.

A ledger is made of rows whose values may be missing: a transaction without a date, a currency, a rate or a supplier.
"""

import calendar
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

BASE = "CAD"
START, END = date(2025, 3, 1), date(2026, 2, 28)
ORDER = ["CreditCard", "DebitCard", "BankTransfer", "Check", "Cash", "Other", "Unknown"]
GROUPS = {
    "Card": ["CreditCard", "DebitCard"],
    "Non-Card": ["BankTransfer", "Check", "Cash"],
    "Unknown": ["Other", "Unknown"],
}


def in_base(row, amount):
    """Convert one amount at the rate of its transaction; None when there is no rate for a foreign currency."""
    if row.get("currency") == BASE:
        return amount
    if row.get("rate") is not None and row["rate"] > 0:
        return amount * row["rate"]
    return amount if row.get("currency") is None else None


def counts(row, amount, on):
    return (
        row.get("status") not in ("Void", "Draft")
        and row["supplier"] is not None
        and on is not None
        and START <= on <= END
        and amount is not None
        and in_base(row, amount) is not None
    )


def percent(part, whole):
    return None if whole == 0 else float(part) / float(whole) * 100


def ratio(above, below):
    return None if below == 0 else float(above) / float(below)


def dated(bill):
    return bill.get("issued") or bill.get("settled") or bill.get("due")


def sum_up(bills, payments, costs):
    """Work out the figures of any set of counted transactions."""
    late = [bill for bill in bills if bill.get("settled") and bill.get("due") and bill["settled"] > bill["due"]]
    outstanding = [bill for bill in bills if bill.get("owed") is not None and bill["owed"] > 0]
    billed = sum((in_base(bill, bill["total"]) for bill in bills), Decimal(0))
    owed = sum((in_base(bill, bill["owed"]) for bill in outstanding), Decimal(0))
    overdue = sum((in_base(bill, bill["total"]) for bill in late), Decimal(0))
    paid = sum((in_base(payment, payment["amount"]) for payment in payments), Decimal(0))
    spent = sum((in_base(cost, cost["total"]) for cost in costs), Decimal(0))

    def weighted(until):
        whole = [bill for bill in bills if bill.get("issued") and bill.get(until) and bill["total"] > 0]
        weights = [in_base(bill, bill["total"]) for bill in whole]
        days = [(bill[until] - bill["issued"]).days for bill in whole]
        return ratio(sum(d * w for d, w in zip(days, weights, strict=True)), sum(weights))

    return {
        "bills_count": len(bills),
        "bills_outstanding_count": len(outstanding),
        "bills_amount": billed,
        "bills_outstanding_amount": owed,
        "bills_outstanding_percentage_by_amount": percent(owed, billed),
        "bills_paid_late_count": len(late),
        "bills_paid_late_amount": overdue,
        "bills_paid_late_percentage_by_amount": percent(overdue, billed),
        "payments_count": len(payments),
        "payments_amount": paid,
        "average_payment_amount": ratio(paid, len(payments)),
        "average_bill_payment_terms_weighted": weighted("due"),
        "average_bill_settlement_period_weighted": weighted("settled"),
        "direct_costs_count": sum(1 for cost in costs if cost["total"] > 0),
        "direct_costs_amount": spent,
        "total_spend": billed + spent,
    }


def most_common(transactions, which):
    used = [(row[which], amount) for row, amount in transactions if row.get(which) is not None]
    if not used:
        return "Unknown"
    count = Counter(method for method, _ in used)
    amount = defaultdict(Decimal)
    for method, value in used:
        amount[method] += value
    return min(count, key=lambda method: (-count[method], -amount[method], ORDER.index(method)))


def twelve_months_before_end():
    year, month = divmod(END.year * 12 + END.month - 12, 12)
    assert END.day == calendar.monthrange(END.year, END.month)[1]
    return date(year, month + 1, 1)


def is_recent_card(row, amount, on):
    is_recent = row.get(on) is not None and twelve_months_before_end() <= row[on] <= END
    is_paid = row.get("status") not in ("Void", "Draft") and row.get(amount) is not None and row[amount] > 0
    return is_recent and is_paid and row.get("method") == "CreditCard"


def reckon(ledger):
    """Work out every supplier row and every method row."""
    bills = [bill for bill in ledger["bills"] if counts(bill, bill.get("total"), dated(bill))]
    payments = [row for row in ledger["payments"] if counts(row, row.get("amount"), row.get("paid"))]
    costs = [cost for cost in ledger["costs"] if counts(cost, cost.get("total"), cost.get("spent"))]
    suppliers = {}
    for key in {row["supplier"] for row in [*bills, *payments, *costs]}:
        own = [[row for row in rows if row["supplier"] == key] for rows in (bills, payments, costs)]
        used = [(row, in_base(row, row["amount"])) for row in own[1]] + [
            (row, in_base(row, row["total"])) for row in own[2]
        ]
        terms = [
            ((bill["due"] - bill["issued"]).days, bill) for bill in own[0] if bill.get("issued") and bill.get("due")
        ]
        by_days = Counter(days for days, _ in terms)
        amounts = {d: sum(in_base(bill, bill["total"]) for days, bill in terms if days == d) for d in by_days}
        by_card = any(
            is_recent_card(row, amount, on)
            for rows, amount, on in ((ledger["payments"], "amount", "paid"), (ledger["costs"], "total", "spent"))
            for row in rows
            if row["supplier"] == key
        )
        suppliers[key] = {
            **sum_up(*own),
            "recorded_method": most_common(used, "recorded"),
            "biggest_count_payment_method": most_common(used, "method"),
            "has_accepted_credit_card": by_card,
            "common_payment_terms_days": min(by_days, key=lambda d: (-by_days[d], -amounts[d], d)) if terms else None,
            "latest_billed": max((bill["issued"] for bill in own[0] if bill.get("issued")), default=None),
            "latest_direct_cost_billed": max((cost["spent"] for cost in own[2]), default=None),
        }
    overall = {**sum_up(bills, payments, costs), "suppliers_count": len(suppliers)}

    def group(methods):
        keys = {key for key, row in suppliers.items() if row["biggest_count_payment_method"] in methods}
        figures = sum_up(*[[row for row in rows if row["supplier"] in keys] for rows in (bills, payments, costs)])
        figures["suppliers_count"] = len(keys)
        for share, part in (
            ("percentage_suppliers_by_count", "suppliers_count"),
            ("percentage_bills_by_count", "bills_count"),
            ("percentage_bills_by_amount", "bills_amount"),
            ("direct_costs_percentage_by_count", "direct_costs_count"),
            ("direct_costs_percentage_by_amount", "direct_costs_amount"),
        ):
            figures[share] = percent(figures[part], overall[part])
        return figures

    methods = [("category", name, group(members)) for name, members in GROUPS.items()]
    methods += [("method", method, group([method])) for method in ORDER]
    methods.append(("overall", "Overall", group(ORDER)))
    return suppliers, methods
