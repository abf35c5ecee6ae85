"""Every figure, worked out a second time in plain Python from the written definitions alone."""

import calendar
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal, localcontext

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.analysis import AnalysisSettings, analyse_records

BASE = "CAD"
START, END = date(2025, 3, 1), date(2026, 2, 28)
SETTINGS = AnalysisSettings(period_from=START, period_to=END, base_currency=BASE)
ORDER = ["CreditCard", "DebitCard", "BankTransfer", "Check", "Cash", "Other", "Unknown"]
GROUPS = {
    "Card": ["CreditCard", "DebitCard"],
    "Non-Card": ["BankTransfer", "Check", "Cash"],
    "Unknown": ["Other", "Unknown"],
}


# --- the independent calculation ---


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


def assert_equal(actual, expected, where):
    for name, value in expected.items():
        if isinstance(value, float):
            assert actual[name] == pytest.approx(value, rel=1e-12), (where, name)
        else:
            assert actual[name] == value, (where, name)


def assert_all_figures_equal(frames, ledger):
    with localcontext() as context:
        context.prec = 60
        suppliers, methods = reckon(ledger)
    analysis = analyse_records(frames, SETTINGS)
    found = {row["supplier_key"]: row for row in analysis.suppliers.iter_rows(named=True)}
    assert found.keys() == suppliers.keys()
    for key, expected in suppliers.items():
        assert_equal(found[key], expected, key)
    rows = {(row["level"], row["payment_method"]): row for row in analysis.methods.iter_rows(named=True)}
    assert len(rows) == len(methods)
    for level, name, expected in methods:
        assert_equal(rows[level, name], expected, (level, name))
    spends = [row["total_spend"] for row in analysis.suppliers.iter_rows(named=True)]
    assert spends == sorted(spends, reverse=True)


# --- a golden ledger: every rule and every tie once ---


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


def test_every_figure_of_the_golden_ledger_equals_the_independent_calculation(frames_of):
    assert_all_figures_equal(frames_of(GOLDEN), GOLDEN)


def test_golden_ledger_by_hand(frames_of):
    analysis = analyse_records(frames_of(GOLDEN), SETTINGS)
    rows = {row["supplier_key"]: row for row in analysis.suppliers.iter_rows(named=True)}
    assert set(rows) == {"a", "b", "c", "d", "e", "g"}
    assert (rows["g"]["bills_amount"], rows["g"]["latest_billed"]) == (17, None)
    a, b, c, e = (rows[key] for key in "abce")
    assert (a["bills_count"], a["bills_amount"]) == (5, dec("1810.14"))
    assert (a["bills_outstanding_count"], a["bills_outstanding_amount"]) == (1, dec("150"))
    assert (a["bills_paid_late_count"], a["bills_paid_late_amount"]) == (1, dec("1000.10"))
    assert (a["biggest_count_payment_method"], a["biggest_spend_payment_method"]) == ("Check", "BankTransfer")
    assert a["has_accepted_credit_card"]
    assert b["biggest_count_payment_method"] == "Cash"
    assert b["recorded_method"] == "CreditCard"
    assert b["common_payment_terms_days"] == 10
    assert (b["direct_costs_count"], b["direct_costs_amount"]) == (1, dec("15"))
    assert c["biggest_count_payment_method"] == "Other"
    assert c["recorded_method"] == "DebitCard"
    assert c["bills_amount"] == dec("200") * dec("1.365432109") + dec("5.55")
    assert e["biggest_count_payment_method"] == "Unknown"
    assert not e["has_accepted_credit_card"]
    assert e["payments_amount"] == dec("-88")
    assert e["average_bill_settlement_period_weighted"] == -6


def test_duckdb_gives_the_same_digits(frames_of, tmp_path):
    frames = frames_of(GOLDEN)
    relations = {}
    for name, frame in frames.items():
        frame.write_parquet(tmp_path / f"{name}.parquet")
        relations[name] = duckdb.read_parquet(str(tmp_path / f"{name}.parquet"))
    expected, found = analyse_records(frames, SETTINGS), analyse_records(relations, SETTINGS)
    for name in ("suppliers", "methods", "entities", "account"):
        assert getattr(found, name).equals(getattr(expected, name)), name
    # ... also when the period and the currency are left to the analysis.
    assert analyse_records(frames, AnalysisSettings()).scope == analyse_records(relations, AnalysisSettings()).scope


def test_eager_and_lazy_frames_give_the_same_digits(frames_of):
    frames = frames_of(GOLDEN)
    lazy = analyse_records({name: frame.lazy() for name, frame in frames.items()}, SETTINGS)
    assert lazy.suppliers.equals(analyse_records(frames, SETTINGS).suppliers)


# --- laws ---

amounts = st.decimals(min_value=-1000, max_value=100_000, places=2)
days = st.one_of(st.none(), st.dates(min_value=START - timedelta(days=60), max_value=END + timedelta(days=60)))
common = {
    "supplier": st.sampled_from(["a", "b", "c", None]),
    "currency": st.sampled_from([BASE, BASE, "USD", None]),
    "rate": st.one_of(st.none(), st.decimals(min_value="0.000001", max_value=200, places=9)),
}
status = st.sampled_from([None, "Open", "Paid", "Void", "Draft"])
methods = st.sampled_from(ORDER)
recorded = st.one_of(st.none(), methods)
bills = st.fixed_dictionaries(
    {**common, "total": st.one_of(st.none(), amounts), "owed": amounts, "issued": days, "due": days, "settled": days,
     "status": status}
)  # fmt: skip
payments = st.fixed_dictionaries(
    {**common, "amount": amounts, "paid": days, "method": methods, "recorded": recorded, "status": status}
)
costs = st.fixed_dictionaries({**common, "total": amounts, "spent": days, "method": methods, "recorded": recorded})
ledgers = st.fixed_dictionaries(
    {
        "bills": st.lists(bills, max_size=12),
        "payments": st.lists(payments, max_size=12),
        "costs": st.lists(costs, max_size=8),
    }
)


@settings(max_examples=30, deadline=None)
@given(ledgers)
def test_any_ledger_equals_the_independent_calculation(frames_of, ledger):
    assert_all_figures_equal(frames_of(ledger), ledger)


@settings(max_examples=10, deadline=None)
@given(ledgers, st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing(frames_of, ledger, random):
    frames = frames_of(ledger)
    shuffled = {
        name: frame.sample(fraction=1, shuffle=True, seed=random.randint(0, 999)) for name, frame in frames.items()
    }
    first, second = analyse_records(frames, SETTINGS), analyse_records(shuffled, SETTINGS)
    for name in ("suppliers", "methods", "entities", "account"):
        assert getattr(first, name).equals(getattr(second, name)), name


@settings(max_examples=10, deadline=None)
@given(ledgers)
def test_suppliers_methods_and_categories_sum_to_overall(frames_of, ledger):
    analysis = analyse_records(frames_of(ledger), SETTINGS)
    sums = ["bills_count", "bills_amount", "bills_outstanding_amount", "payments_count", "payments_amount",
            "direct_costs_count", "direct_costs_amount", "total_spend"]  # fmt: skip
    overall = {name: analysis.overall[name] for name in sums}
    parts = [
        analysis.suppliers,
        analysis.methods.filter(pl.col("level") == "method"),
        analysis.methods.filter(pl.col("level") == "category"),
    ]
    for part in parts:
        assert part.select(pl.col(sums).sum()).row(0, named=True) == overall


@settings(max_examples=10, deadline=None)
@given(ledgers)
def test_what_is_analysed_and_what_is_left_out_add_up_to_the_file(frames_of, ledger):
    account = analyse_records(frames_of(ledger), SETTINGS).account
    for name, rows, amount in (("bills", ledger["bills"], "total"), ("payments", ledger["payments"], "amount"),
                               ("direct_costs", ledger["costs"], "total")):  # fmt: skip
        own = account.filter(pl.col("data_type") == name)
        assert own["count"].sum() == len(rows)
        for currency in {row["currency"] or "XXX" for row in rows}:
            total = sum((row[amount] or 0 for row in rows if (row["currency"] or "XXX") == currency), Decimal(0))
            assert own.filter(pl.col("currency") == currency)["amount"].sum() == total
