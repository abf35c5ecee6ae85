"""The books of an invented group of two companies over fourteen months, and their exports.

Each row keeps its place in its export. Bills are paid on time, late, in two parts, in part and not at all; some are in
a foreign currency, void, drafts or credit notes; methods stand in their own column, in the account, in the note, or
nowhere.
"""

import csv
from datetime import date, timedelta
from decimal import Decimal
from random import Random

BASE = "CAD"
COMPANIES = ("Northern Works", "Southern Works")
NAMES = ("Anvil Works", "Birch Paper", "Cedar Freight", "Dune Cleaning", "Elm Catering", "Fjord Travel", "Glen Tooling",
         "Heath Paving", "Iris Printing", "Juniper Labs", "Kestrel Couriers", "Lark Signs", "Maple Tools",
         "Nettle Foods")  # fmt: skip
# These two are met for the first time in the last quarter.
NEW, SINCE = NAMES[-2:], date(2025, 10, 1)
# What the column of the method says, what the account is called, what the note says; and what that means.
SAYINGS = (
    ("Visa credit card", "", "", "CreditCard"),
    ("Debit card", "", "", "DebitCard"),
    ("ACH", "", "", "BankTransfer"),
    ("Cheque", "", "", "Check"),
    ("Cash", "", "", "Cash"),
    ("", "Amex corporate card", "", "CreditCard"),
    ("", "Main account", "paid by cheque 17", "Check"),
    ("", "Main account", "", "Unknown"),
)


def cents(random, least, most):
    return Decimal(random.randrange(least, most)) / 100


def choose_method(random, supplier):
    at = NAMES.index(supplier) % 6
    saying = random.choice([*SAYINGS[at : at + 3], SAYINGS[at], SAYINGS[-1]])
    recorded, account, note, inferred = saying
    return {"says": recorded, "account": account, "note": note, "inferred": inferred,
            "recorded": inferred if recorded else None}  # fmt: skip


def invent():
    """Invent the rows of suppliers, bills, payments and direct costs."""
    random = Random(11)
    bills, payments, costs = [], [], []
    for number in range(1, 281):
        supplier = random.choice(NAMES)
        issued = date(2024, 11, 1) + timedelta(random.randrange(440))
        if supplier in NEW and issued < SINCE:
            supplier = NAMES[number % 12]
        currency, rate = random.choice([(BASE, None), (BASE, None), (BASE, None), ("USD", Decimal("1.3725"))])
        total = cents(random, 2_000, 9_000_000)
        status, parts = "Open", random.choice([0, 0.25, 1, 1, 2])
        if number % 40 == 7:
            status, parts = "Void", 0
        elif number % 40 == 8:
            status, parts = "Draft", 0
        elif number % 40 == 9:
            total, parts = -total, 0
        paid = (total * Decimal(min(parts, 1))).quantize(Decimal("0.01"))
        first = (paid / 2).quantize(Decimal("0.01")) if parts == 2 else paid
        settled = None
        for part in filter(None, (first, paid - first)):
            settled = issued + timedelta(random.randrange(1, 70))
            payments.append({"id": f"P-{len(payments):04d}", "bill": f"B-{number:04d}", "supplier": supplier,
                             "on": settled, "amount": part, "currency": currency, "rate": rate,
                             **choose_method(random, supplier)})  # fmt: skip
        if parts >= 1:
            status = "Paid"
            settled = max(each["on"] for each in payments if each["bill"] == f"B-{number:04d}")
        bills.append({"id": f"B-{number:04d}", "supplier": supplier, "issued": issued,
                      "due": issued + timedelta(random.choice([10, 14, 30, 30, 45])), "total": total,
                      "owed": Decimal(0) if status == "Void" else total - paid, "currency": currency, "rate": rate,
                      "settled": settled if parts >= 1 else None, "status": status,
                      "company": random.choice(COMPANIES)})  # fmt: skip
    for _ in range(9):
        supplier, on = random.choice(NAMES[:12]), date(2025, 1, 5) + timedelta(random.randrange(300))
        payments.append({"id": f"P-{len(payments):04d}", "bill": "", "supplier": supplier, "on": on,
                         "amount": cents(random, 1_000, 90_000), "currency": BASE, "rate": None,
                         **choose_method(random, supplier)})  # fmt: skip
    for number in range(60):
        supplier, on = random.choice(NAMES[3:12]), date(2024, 12, 1) + timedelta(random.randrange(400))
        total = cents(random, 500, 80_000)
        costs.append({"id": f"E-{number:03d}", "supplier": supplier, "on": on,
                      "total": -total if number % 17 == 16 else total, "currency": BASE, "rate": None,
                      "company": random.choice(COMPANIES), **choose_method(random, supplier)})  # fmt: skip
    suppliers = [{"id": f"{number:05d}", "name": name, "contact": f"Ada {name.split()[0]}", "city": "Toronto",
                  "email": f"ap@{name.split()[0].casefold()}.example", "phone": f"+1416555{number:04d}",
                  "address": f"{number} King Street", "region": "ON", "postal": f"M5V {number % 10}A{number % 9}",
                  "country": "CA"} for number, name in enumerate(NAMES, 1)]  # fmt: skip
    for rows in (suppliers, bills, payments, costs):
        for place, row in enumerate(rows, 2):
            row["row"] = place
    return suppliers, bills, payments, costs


def write_exports(folder):
    """Write the exports as csv and give their paths by data type."""
    suppliers, bills, payments, costs = invent()

    def write(name, columns, rows):
        path = folder / f"{name}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            writer.writerows([["" if row[key] is None else row[key] for key in columns.values()] for row in rows])
        return path

    return {
        "suppliers": write("suppliers", {
            "Supplier ID": "id", "Supplier Name": "name", "Contact Name": "contact", "Email": "email", "Phone": "phone",
            "Address Line 1": "address", "City": "city", "Province": "region", "Postal Code": "postal",
            "Country": "country"}, suppliers),
        "bills": write("bills", {
            "Bill Number": "id", "Supplier Name": "supplier", "Company": "company", "Status": "status",
            "Bill Date": "issued", "Due Date": "due", "Currency": "currency", "Exchange Rate": "rate",
            "Total Amount": "total", "Balance Due": "owed"}, bills),
        "payments": write("payments", {
            "Payment Number": "id", "Supplier Name": "supplier", "Payment Date": "on", "Bill Number": "bill",
            "Currency": "currency", "Exchange Rate": "rate", "Payment Amount": "amount", "Payment Method": "says",
            "Bank Account": "account", "Memo": "note"}, payments),
        "direct_costs": write("expenses", {
            "Expense Number": "id", "Payee": "supplier", "Company": "company", "Expense Date": "on",
            "Currency": "currency", "Amount": "total", "Payment Method": "says", "Paid From": "account",
            "Memo": "note"}, costs),
    }  # fmt: skip
