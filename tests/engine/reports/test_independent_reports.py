"""The workbook and the summary of exports, worked out a second time from the exports alone.

Only csv, Decimal and dates: what is compared is what a reader sees, cell by cell, against the written definitions.
"""

import csv
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import openpyxl
import pytest
from pptx import Presentation

from ledgerlift import pipeline
from ledgerlift.records import DataType

START, END = date(2025, 1, 1), date(2025, 12, 31)
METHODS = {"Credit Card": "Card", "Debit Card": "Card", "Bank Transfer": "Non-Card", "Check": "Non-Card",
           "Cash": "Non-Card", "Other": "Unknown", "Unknown": "Unknown"}  # fmt: skip
ORDER = list(METHODS)
WORDS = {"Visa credit card": "Credit Card", "Debit card": "Debit Card", "ACH": "Bank Transfer", "Cheque": "Check",
         "Cash": "Cash"}  # fmt: skip
NAMES = ["Anvil Works", "Birch Paper", "Cedar Freight", "Dune Cleaning", "Elm Catering", "Fjord Travel", "Glen Legal",
         "Heath Energy", "Iris Printing", "Juniper Labs", "Kestrel Couriers", "Lark Insurance"]  # fmt: skip


def invent():
    """Invent a year's books: bills paid on time, late, in part and not at all, and what was bought on the spot."""
    random = Random(7)
    bills, payments, costs = [], [], []
    for number in range(1, 241):
        supplier = random.choice(NAMES)
        issued = date(2024, 11, 1) + timedelta(random.randrange(440))
        due = issued + timedelta(random.choice([10, 14, 30, 30, 45]))
        total = Decimal(random.randrange(2_000, 9_000_000)) / 100
        share = random.choice([Decimal(0), Decimal("0.25"), Decimal(1), Decimal(1), Decimal(1)])
        paid = (total * share).quantize(Decimal("0.01"))
        bills.append(
            {"number": f"B-{number:04d}", "supplier": supplier, "issued": issued, "due": due, "total": total,
             "owed": total - paid, "settled": None}
        )  # fmt: skip
        if paid:
            on = issued + timedelta(random.randrange(1, 70))
            method = random.choice(list(WORDS)[NAMES.index(supplier) % 5 :][:2] + list(WORDS)[:1])
            payments.append(
                {"bill": f"B-{number:04d}", "supplier": supplier, "on": on, "amount": paid, "method": method}
            )
            bills[-1]["settled"] = on if paid == total else None
    for number in range(60):
        on, total = date(2024, 12, 1) + timedelta(random.randrange(420)), Decimal(random.randrange(500, 80_000)) / 100
        costs.append(
            {"id": f"E-{number:03d}", "supplier": random.choice(NAMES[3:]), "on": on,
             "total": -total if number % 17 == 16 else total, "method": random.choice(list(WORDS))}
        )  # fmt: skip
    return bills, payments, costs


def write_csv(path, headings, rows):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *rows])
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    bills, payments, costs = invent()
    files = [
        write_csv(folder / "bills.csv",
                  ["Bill Number", "Supplier Name", "Bill Date", "Due Date", "Currency", "Total Amount", "Balance Due"],
                  [[b["number"], b["supplier"], b["issued"], b["due"], "USD", b["total"], b["owed"]] for b in bills]),
        write_csv(folder / "payments.csv",
                  ["Payment Number", "Supplier Name", "Payment Date", "Bill Number", "Currency", "Payment Amount",
                   "Payment Method"],
                  [[f"P-{n:04d}", p["supplier"], p["on"], p["bill"], "USD", p["amount"], p["method"]]
                   for n, p in enumerate(payments)]),
        write_csv(folder / "expenses.csv",
                  ["Expense Number", "Payee", "Expense Date", "Currency", "Amount", "Payment Method"],
                  [[c["id"], c["supplier"], c["on"], "USD", c["total"], c["method"]] for c in costs]),
    ]  # fmt: skip
    types = ("bills", "payments", "direct_costs")
    outcome = pipeline.run(
        [pipeline.Sent(path, as_type=DataType(name)) for path, name in zip(files, types, strict=True)],
        out=folder / "out",
        settings=pipeline.Settings().with_period(START, END).with_base_currency("USD"),
    )
    assert outcome.snapshot, [each.to_json() for each in outcome.inspections if each.outcome != "ready"]
    return outcome.reports


# --- the second calculation ---


def in_period(rows, day):
    return [row for row in rows if START <= row[day] <= END]


def weighted(bills, until):
    counted = [bill for bill in bills if bill[until] is not None]
    whole = sum(bill["total"] for bill in counted)
    return sum((bill[until] - bill["issued"]).days * bill["total"] for bill in counted) / whole if whole else None


def share(part, whole):
    return part / whole if whole else None


def sum_up(bills, payments, costs):
    outstanding = [bill for bill in bills if bill["owed"] > 0]
    late = [bill for bill in bills if bill["settled"] and bill["settled"] > bill["due"]]
    billed = sum((bill["total"] for bill in bills), Decimal(0))
    owed = sum((bill["owed"] for bill in outstanding), Decimal(0))
    overdue = sum((bill["total"] for bill in late), Decimal(0))
    paid = sum((payment["amount"] for payment in payments), Decimal(0))
    spent = sum((cost["total"] for cost in costs), Decimal(0))
    return {
        "Total spend": billed + spent,
        "# of bills": len(bills),
        "# of bills outstanding": len(outstanding),
        "Bills amount": billed,
        "Bills outstanding amount": owed,
        "outstanding %": share(owed, billed),
        "# of bills paid late": len(late),
        "Bills paid late amount": overdue,
        "% bills paid late (by amount)": share(overdue, billed),
        "# of payments": len(payments),
        "Payments amount": paid,
        "Average payment amount": share(paid, len(payments)),
        "Average payment terms": weighted(bills, "due"),
        "Average settlement period": weighted(bills, "settled"),
        "# of Expenses": sum(cost["total"] > 0 for cost in costs),
        "Expenses amount": spent,
    }


def most_common(payments, costs):
    amounts, counts = defaultdict(Decimal), Counter()
    for method, amount in [(p["method"], p["amount"]) for p in payments] + [(c["method"], c["total"]) for c in costs]:
        counts[WORDS[method]] += 1
        amounts[WORDS[method]] += amount
    return min(counts, key=lambda each: (-counts[each], -amounts[each], ORDER.index(each)), default="Unknown")


def common_terms(bills):
    counts, amounts = Counter(), defaultdict(Decimal)
    for bill in bills:
        days = (bill["due"] - bill["issued"]).days
        counts[days] += 1
        amounts[days] += bill["total"]
    return min(counts, key=lambda days: (-counts[days], -amounts[days], days), default=None)


@pytest.fixture(scope="module")
def reckoned():
    bills, payments, costs = invent()
    bills, payments, costs = in_period(bills, "issued"), in_period(payments, "on"), in_period(costs, "on")
    suppliers = {}
    for name in NAMES:
        own = [[row for row in rows if row["supplier"] == name] for rows in (bills, payments, costs)]
        on_card = any(WORDS[row["method"]] == "Credit Card" and row.get("amount", row.get("total")) > 0
                      for row in [*own[1], *own[2]])  # fmt: skip
        suppliers[name] = {
            **sum_up(*own),
            "Most common payment method (Inferred)": most_common(*own[1:]),
            "Most common payment method (ERP)": most_common(*own[1:]),
            "Has Accepted Credit Card (Last 12 months)": "Yes" if on_card else "No",
            "Most recent bill": max(bill["issued"] for bill in own[0]),
            "Common payment terms days": common_terms(own[0]),
            "Most recent direct cost": max((cost["on"] for cost in own[2]), default=None),
        }
    whole = {**sum_up(bills, payments, costs), "# of suppliers": len(suppliers)}
    groups = {}
    categories = dict.fromkeys(METHODS.values())
    members_of = {method: [method] for method in ORDER[:-1]} | {"Overall": ORDER}
    members_of |= {category: [m for m in ORDER if METHODS[m] == category] for category in categories}
    for label, members in members_of.items():
        names = {n for n, row in suppliers.items() if row["Most common payment method (Inferred)"] in members}
        group = sum_up(*[[row for row in rows if row["supplier"] in names] for rows in (bills, payments, costs)])
        group["# of suppliers"] = len(names)
        for heading, part in (
            ("% of all suppliers", "# of suppliers"),
            ("% of all bills (by #)", "# of bills"),
            ("% of all bills (by amount)", "Bills amount"),
            ("% of all Expenses (by #)", "# of Expenses"),
            ("% of all Expenses (by amount)", "Expenses amount"),
        ):
            group[heading] = share(Decimal(group[part]), Decimal(whole[part]))
        groups[label] = group
    return suppliers, groups


def read_tab(path, tab):
    rows = list(openpyxl.load_workbook(path)[tab].iter_rows(min_row=2, values_only=True))
    headings = [str(heading) for heading in rows[0]]
    for row in rows[1:]:
        if row[0] is None:
            break
        yield {"outstanding %" if "outstanding (by amount)" in h else h: v for h, v in zip(headings, row, strict=True)}


def assert_equal(shown, expected, where):
    for heading, value in expected.items():
        seen = shown[heading]
        if isinstance(value, date):
            assert seen.date() == value, (where, heading)
        elif value is None or isinstance(value, str):
            assert seen == value, (where, heading)
        else:
            assert seen == pytest.approx(float(value), rel=1e-12, abs=1e-9), (where, heading)


def test_every_supplier_figure_of_the_workbook_is_the_reckoned_one(made, reckoned):
    suppliers, _ = reckoned
    shown = list(read_tab(made[0], "Supplier Analysis"))
    assert [row["Supplier name"] for row in shown] == sorted(NAMES, key=lambda name: -suppliers[name]["Total spend"])
    for row in shown:
        assert_equal(row, suppliers[row["Supplier name"]], row["Supplier name"])


def test_every_method_figure_of_the_workbook_is_the_reckoned_one(made, reckoned):
    _, groups = reckoned
    shown = {row["Payment method"]: row for row in read_tab(made[0], "Spend Analysis")}
    assert set(groups) <= set(shown)
    for label, expected in groups.items():
        assert_equal(shown[label], expected, label)


def test_summary_shows_the_reckoned_benefits(made, reckoned):
    suppliers, groups = reckoned
    cardable = groups["Non-Card"]
    spend, payments = cardable["Total spend"], cardable["# of payments"] + cardable["# of Expenses"]
    assert spend > 1_000_000, "both tiers are to be tried"
    cashback = 20_000 + (spend - 1_000_000) / 100
    amounts = [spend, cashback, Decimal(payments) * 2, cashback + payments * 2]
    (slide,) = Presentation(made[1]).slides
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert {*map(dollars, amounts), f"{payments:,}"} <= set(texts)
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    top = sorted((n for n, row in suppliers.items() if row["Most common payment method (Inferred)"] != "Credit Card"),
                 key=lambda name: -suppliers[name]["Total spend"])[:3]  # fmt: skip
    assert [[cell.text for cell in row.cells] for row in list(table.rows)[1:]] == [
        [name, dollars(suppliers[name]["Total spend"]), str(suppliers[name]["Common payment terms days"]),
         suppliers[name]["Most common payment method (Inferred)"]]
        for name in top
    ]  # fmt: skip
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    shown = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))
    for label, amount in shown.items():
        assert amount == pytest.approx(float(groups[label]["Total spend"])), label


def dollars(amount):
    return f"${amount.quantize(Decimal(1), ROUND_HALF_UP):,}"
