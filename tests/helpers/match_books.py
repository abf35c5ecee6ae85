"""The books of a small company whose suppliers try the match files, and what each row of a file is to say."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

START, END = date(2025, 1, 1), date(2025, 6, 30)  # six months: scaled by two

LONG_NAME = "Acme " + "Industrial Supplies " * 8
SUPPLIERS = {
    "paper": {
        "supplier_id": "00042", "supplier_name": "Papeterie Northgate inc.", "address_line1": "12, rue de l’Église",
        "city": "Trois-Rivières", "region": "Québec", "postal_code": "G9A 1A1", "country": "CA",
        "phone": "+18195550100", "tax_number": "123456789RT0001", "email": "ap@northgate.example",
        "contact_name": "Marie Côté",
    },
    "again": {
        "supplier_id": "00043", "supplier_name": "PAPETERIE NORTHGATE", "postal_code": "g9a1a1",
        "account_number": "007",
    },
    "zip": {
        "supplier_id": "acme 1", "supplier_name": LONG_NAME, "address_line2": "+ Dock 4", "city": "Boston 2nd",
        "region": "MA", "postal_code": "21012345", "country": "US", "phone": "+16175550100", "phone_extension": "22",
        "tax_number": "12-3456789", "contact_name": "Doe, Jane Ann",
    },
    "trick": {"supplier_id": "-7", "supplier_name": "=cmd|' /C calc'!A0", "postal_code": "H2X 1Y4"},
    "tax": {"supplier_id": "9", "supplier_name": "Receiver General for Canada", "country": "CA"},
    "small": {
        "supplier_id": "10", "supplier_name": "Corner Café", "country": "FR", "region": "Île-de-France",
        "phone": "+33140000000",
    },
    "credit": {"supplier_id": "11", "supplier_name": "Refund House", "country": "GB"},
    "unnamed": {"supplier_id": "12", "supplier_name": None, "country": "US"},
    "idle": {"supplier_id": "13", "supplier_name": "Idle", "country": "US"},
}  # fmt: skip
# supplier, date, amount
BILLS = [
    ("paper", date(2025, 1, 10), "1000.10", date(2025, 2, 9)),
    ("paper", date(2025, 2, 10), "500.005", date(2025, 2, 25)),
    ("again", date(2025, 3, 1), "99.99", None),
    ("zip", date(2025, 4, 1), "250.00", None),
    ("trick", date(2025, 4, 2), "75.00", None),
    ("tax", date(2025, 4, 3), "9000.00", None),
    ("small", date(2025, 4, 4), "40.00", None),
    ("credit", date(2025, 4, 5), "-300.00", None),
    ("unnamed", date(2025, 4, 6), "5.00", None),
    ("paper", date(2024, 12, 31), "7777.00", None),  # before the period
]
PAYMENTS = [
    ("paper", date(2025, 2, 1), "1000.10"), ("again", date(2025, 5, 5), "99.99"), ("zip", date(2025, 5, 1), "200"),
    ("zip", date(2025, 5, 2), "50"),
]  # fmt: skip
COSTS = [("paper", date(2025, 6, 1), "12.34"), ("paper", date(2025, 6, 2), "-2.00"), ("small", date(2025, 6, 3), "3")]
MERGED = {"again": "paper"}
ORDER = ["paper", "zip", "trick", "small"]  # by spend: 1610.435, 250, 75, 43
LEFT_OUT = {"tax": "Taxes and social bodies", "credit": "Nothing was spent with it in the period.",
            "unnamed": "The supplier has no name."}  # fmt: skip


def cents(amount):
    return float(amount.quantize(Decimal("0.01"), ROUND_HALF_UP))


def figures(key):
    """Add up the transactions of a row's records within the period."""
    of_row = {key, *(merged for merged, into in MERGED.items() if into == key)}

    def within(entries):
        return [each for each in entries if each[0] in of_row and START <= each[1] <= END]

    bills, payments, costs = within(BILLS), within(PAYMENTS), within(COSTS)
    sums = {name: sum((Decimal(each[2]) for each in entries), Decimal(0))
            for name, entries in (("bills", bills), ("payments", payments), ("costs", costs))}  # fmt: skip
    counts = {"bills": len(bills), "payments": len(payments), "costs": sum(Decimal(each[2]) > 0 for each in costs)}
    dated = [(Decimal(amount), (due - on).days) for _, on, amount, due in bills if due]
    weight = sum(amount for amount, _ in dated)
    checks = (len(payments), sums["payments"])
    cards = (len(costs), sums["costs"])
    method = "Unknown" if checks == cards == (0, 0) else max((checks, "Check"), (cards, "Credit Card"))[1]
    return {
        "Bills amount": cents(sums["bills"]),
        "# of bills": counts["bills"],
        "Payments amount": cents(sums["payments"]),
        "# of payments": counts["payments"],
        "Expenses amount": cents(sums["costs"]),
        "# of expenses": counts["costs"],
        "Most common payment method": method,
        "Average payment terms": round(float(sum(a * d for a, d in dated) / weight), 1) if weight else None,
        "Most recent transaction date": max(each[1] for each in [*bills, *payments, *costs]),
        "Bill payments and direct costs amount": cents(sums["payments"] + sums["costs"]),
        "Bill payments and direct costs count": counts["payments"] + counts["costs"],
        "Number of checks": 2 * (counts["payments"] + counts["costs"]),
        "Total spend": cents(sum(sums.values())),
        "Number of transactions": counts["bills"] + counts["costs"],
        "12-month amount": cents(2 * (sums["payments"] + sums["costs"])),
        "Comdata count": 2 * (counts["payments"] + counts["costs"]),
    }
