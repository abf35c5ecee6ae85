"""Every figure equals a second calculation, over a golden ledger and over random ones; and the laws of sums."""

from datetime import timedelta
from decimal import Decimal, localcontext

import duckdb
import polars as pl
import pytest
from golden_ledger import GOLDEN, dec
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_reckoning import BASE, END, ORDER, START, reckon

from ledgerlift.analysis import AnalysisSettings, analyse_records

SETTINGS = AnalysisSettings(period_from=START, period_to=END, base_currency=BASE)


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
