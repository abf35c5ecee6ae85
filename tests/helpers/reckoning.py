"""Every figure of every report worked out a second time, in plain Python, from the written definitions alone.

Rows are those of `invented_books`; figures come under the headings a reader sees.
"""

import calendar
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

METHODS = {"CreditCard": "Credit Card", "DebitCard": "Debit Card", "BankTransfer": "Bank Transfer", "Check": "Check",
           "Cash": "Cash", "Other": "Other", "Unknown": "Unknown"}  # fmt: skip
ORDER = list(METHODS)
CATEGORIES = {"Card": ORDER[:2], "Non-Card": ORDER[2:5], "Unknown": ORDER[5:]}
INFERRED, RECORDED = "Most common payment method (Inferred)", "Most common payment method (ERP)"


class Books:
    """The rows of one period: all of them, and those that count."""

    def __init__(self, ledger, base, start, end):
        self.suppliers, *self.listed = ledger
        self.base, self.start, self.end = base, start, end
        self.bills, self.payments, self.costs = self.counted = [
            [row for row in rows if self.why_left_out(row) is None] for rows in self.listed
        ]

    def why_left_out(self, row):
        """Say why a row is in no figure; None when it is."""
        if row.get("status") in ("Void", "Draft"):
            return {"Void": "Voided or cancelled", "Draft": "Draft"}[row["status"]]
        if "issued" in row and row["total"] < 0:
            return "Credit note"
        return None if self.start <= row.get("issued", row.get("on")) <= self.end else "Outside the period"

    def in_base(self, row, amount):
        return amount if row["currency"] == self.base else amount * row["rate"]

    def total(self, row):
        return self.in_base(row, row.get("total", row.get("amount")))

    # --- any group of suppliers ---

    def of(self, names):
        """Give the counted bills, payments and direct costs of some suppliers."""
        return [[row for row in rows if row["supplier"] in names] for rows in self.counted]

    def sum_up(self, bills, payments, costs):
        outstanding = [bill for bill in bills if bill["owed"] > 0]
        late = [bill for bill in bills if bill["settled"] and bill["settled"] > bill["due"]]
        billed, paid, spent = (sum(map(self.total, rows), Decimal(0)) for rows in (bills, payments, costs))
        owed = sum((self.in_base(bill, bill["owed"]) for bill in outstanding), Decimal(0))
        overdue = sum(map(self.total, late), Decimal(0))
        return {
            "Total spend": billed + spent,
            "# of bills": len(bills),
            "# of bills outstanding": len(outstanding),
            "Bills amount": billed,
            "Bills outstanding amount": owed,
            "outstanding %": divide(owed, billed),
            "# of bills paid late": len(late),
            "Bills paid late amount": overdue,
            "% bills paid late (by amount)": divide(overdue, billed),
            "# of payments": len(payments),
            "Payments amount": paid,
            "Average payment amount": divide(paid, len(payments)),
            "Average payment terms": self.weighted(bills, "due"),
            "Average settlement period": self.weighted(bills, "settled"),
            "# of Expenses": sum(cost["total"] > 0 for cost in costs),
            "Expenses amount": spent,
        }

    def weighted(self, bills, until):
        counted = [bill for bill in bills if bill[until]]
        return divide(
            sum((bill[until] - bill["issued"]).days * self.total(bill) for bill in counted),
            sum(map(self.total, counted)),
        )

    # --- the tabs of the Spend Analysis ---

    def find_method(self, payments, costs, which):
        counts, amounts = Counter(), defaultdict(Decimal)
        for row in [*payments, *costs]:
            if row[which]:
                counts[row[which]] += 1
                amounts[row[which]] += self.total(row)
        return min(counts, key=lambda each: (-counts[each], -amounts[each], ORDER.index(each)), default="Unknown")

    def find_terms(self, bills):
        counts, amounts = Counter(), defaultdict(Decimal)
        for bill in bills:
            days = (bill["due"] - bill["issued"]).days
            counts[days] += 1
            amounts[days] += self.total(bill)
        return min(counts, key=lambda days: (-counts[days], -amounts[days], days), default=None)

    def accepted_a_card(self, name):
        """Tell whether a credit card was taken in the twelve months that end with the period, however short that is."""
        since = months_before(self.end, 12)
        return any(
            row["supplier"] == name
            and row["inferred"] == "CreditCard"
            and since <= row["on"] <= self.end
            and self.total(row) > 0
            for rows in self.listed[1:]
            for row in rows
        )

    def reckon_suppliers(self):
        """Give the rows of the Supplier Analysis by name; nobody without activity has one."""
        found = {}
        for supplier in self.suppliers:
            bills, payments, costs = self.of({supplier["name"]})
            if not (bills or payments or costs):
                continue
            found[supplier["name"]] = {
                **self.sum_up(bills, payments, costs),
                INFERRED: METHODS[self.find_method(payments, costs, "inferred")],
                RECORDED: METHODS[self.find_method(payments, costs, "recorded")],
                "Has Accepted Credit Card (Last 12 months)": "Yes" if self.accepted_a_card(supplier["name"]) else "No",
                "Most recent bill": max((bill["issued"] for bill in bills), default=None),
                "Common payment terms days": self.find_terms(bills),
                "Most recent direct cost": max((cost["on"] for cost in costs), default=None),
                "Supplier ID": supplier["id"],
                "Contact name": supplier["contact"],
                "E-mail": supplier["email"],
                "Address line 1": supplier["address"],
                "City": supplier["city"],
                "Postal code": supplier["postal"],
                "Country": supplier["country"],
            }
        return found

    def reckon_methods(self):
        """Give the rows of the Spend Analysis tab, by the level and the label of each."""
        suppliers = self.reckon_suppliers()
        members = {("category", label): methods for label, methods in CATEGORIES.items()}
        members |= {("method", METHODS[method]): [method] for method in ORDER}
        members["overall", "Overall"] = ORDER
        rows = {}
        for key, methods in members.items():
            labels = [METHODS[method] for method in methods]
            names = {name for name, row in suppliers.items() if row[INFERRED] in labels}
            rows[key] = {**self.sum_up(*self.of(names)), "# of suppliers": len(names)}
        whole = rows["overall", "Overall"]
        for row in rows.values():
            for heading, part in (
                ("% of all suppliers", "# of suppliers"),
                ("% of all bills (by #)", "# of bills"),
                ("% of all bills (by amount)", "Bills amount"),
                ("% of all Expenses (by #)", "# of Expenses"),
                ("% of all Expenses (by amount)", "Expenses amount"),
            ):
                row[heading] = divide(row[part], whole[part])
        return rows

    def reckon_companies(self):
        """Give the rows of the Entity Spend Breakdown by name."""
        names = {row["company"] for row in [*self.bills, *self.costs]}
        found = {}
        for name in names:
            billed, spent = (
                sum((self.total(row) for row in rows if row["company"] == name), Decimal(0))
                for rows in (self.bills, self.costs)
            )
            found[name] = {"Bills amount": billed, "Expenses amount": spent, "Total spend": billed + spent}
        return found

    def reckon_account(self):
        """Give the number and the sum of what is analysed and left out, by record type, currency and reason."""
        found = defaultdict(lambda: [0, Decimal(0)])
        for name, rows in zip(("Bills", "Bill Payments", "Expenses"), self.listed, strict=True):
            for row in rows:
                why = self.why_left_out(row)
                kind = "Credit note" if why == "Credit note" else name
                for reason in (why or "Yes", "Total in the files"):
                    entry = found[kind, row["currency"], reason]
                    entry[0] += 1
                    entry[1] += row.get("total", row.get("amount"))
        return {key: tuple(entry) for key, entry in found.items()}

    # --- the Spend Summary ---

    def reckon_benefits(self, months):
        """Give the benefits of a year: 2 % of the first million and 1 % of the rest, and 3 minutes at 40 an hour."""
        cardable = self.reckon_methods()["category", "Non-Card"]
        spend = cardable["Total spend"] * 12 / months
        payments = Decimal(cardable["# of payments"] + cardable["# of Expenses"]) * 12 / months
        million = Decimal(1_000_000)
        cashback = min(spend, million) * 2 / 100 + max(spend - million, Decimal(0)) / 100
        saved = payments * 3 / 60 * 40
        suppliers = self.reckon_suppliers()
        candidates = [name for name, row in suppliers.items() if row[INFERRED] != "Credit Card"]
        top = sorted(candidates, key=lambda name: -suppliers[name]["Total spend"])[:3]
        return {"spend": spend, "payments": payments, "cashback": cashback, "saved": saved, "total": cashback + saved,
                "top": [(name, suppliers[name]["Total spend"] * 12 / months,
                         suppliers[name]["Common payment terms days"], suppliers[name][INFERRED])
                        for name in top]}  # fmt: skip

    # --- the match files ---

    def reckon_match_rows(self, months):
        """Give what the networks are told of each supplier, by name: amounts to the cent."""
        found = {}
        for name, row in self.reckon_suppliers().items():
            bills, payments, costs = self.of({name})
            paid, count = row["Payments amount"] + row["Expenses amount"], row["# of payments"] + row["# of Expenses"]
            found[name] = {
                "Bills amount": cents(row["Bills amount"]),
                "# of bills": row["# of bills"],
                "Payments amount": cents(row["Payments amount"]),
                "# of payments": row["# of payments"],
                "Expenses amount": cents(row["Expenses amount"]),
                "# of expenses": row["# of Expenses"],
                "Most common payment method": row[INFERRED],
                "Average payment terms": one_decimal(row["Average payment terms"]),
                "Most recent transaction date": max(each.get("issued", each.get("on"))
                                                    for each in [*bills, *payments, *costs]),
                "Bill payments and direct costs amount": cents(paid),
                "Bill payments and direct costs count": count,
                "Purchase order count": None,
                "Number of checks": int((Decimal(count) * 12 / months).quantize(Decimal(1), ROUND_HALF_UP)),
                "Total spend": cents(row["Total spend"] + row["Payments amount"]),
                "12-month amount": cents(paid * 12 / months),
                "bills and expenses": row["# of bills"] + row["# of Expenses"],
                "payments and expenses": int((Decimal(count) * 12 / months).quantize(Decimal(1), ROUND_HALF_UP)),
            }  # fmt: skip
        return found


def reckon_quarters(latest, prior):
    """Give the summary, the shift of methods and the names of the new suppliers of two neighbouring quarters."""
    now, before = latest.reckon_suppliers(), prior.reckon_suppliers()
    known = {name for name, row in before.items() if row["Total spend"] != 0}
    new = {name for name, row in now.items() if row["Total spend"] > 0 and name not in known}
    sums = latest.sum_up(*latest.of(new))
    days, days_before = sums["Average settlement period"], prior.sum_up(*prior.counted)["Average settlement period"]
    summary = {
        "Start date": latest.start,
        "End date": latest.end,
        "Months reviewed": 3,
        "New supplier count": len(new),
        **{heading: sums[heading] for heading in ("# of bills", "Bills amount", "# of payments", "Payments amount",
                                                  "# of Expenses", "Expenses amount")},
        "Average settlement days": days,
        "Change in average settlement days": None if None in (days, days_before) else days - days_before,
    }  # fmt: skip
    share = "% of all bills (by amount)"
    methods = {}
    for key, row in latest.reckon_methods().items():
        shares = prior.reckon_methods()[key][share], row[share]
        methods[key] = (*shares, None if None in shares else (shares[1] - shares[0]) * 100)
    return summary, methods, new


def divide(above, below):
    return above / Decimal(below) if below else None


def cents(amount):
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def one_decimal(days):
    return None if days is None else days.quantize(Decimal("0.1"), ROUND_HALF_UP)


def months_before(end, months):
    """Give the first day of so many months that end with a last day of a month."""
    assert end.day == calendar.monthrange(end.year, end.month)[1]
    first = end.replace(day=1)
    for _ in range(months - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return date(first.year, first.month, 1)
