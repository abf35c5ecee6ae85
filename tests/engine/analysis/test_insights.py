"""What a screen shows is the same arithmetic as the reports: every figure is a sum over listed transactions."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.analysis import AnalysisSettings, analyse_records
from ledgerlift.analysis.insights import TIMINGS, find_insights

D = date


def bill(supplier, total, issued, **more):
    return {"supplier": supplier, "total": Decimal(total), "issued": issued, **more}


LEDGER = {
    "suppliers": {"a": "Birch", "b": "Cedar", "c": "Delta"},
    "bills": [
        bill("a", 100, D(2025, 1, 10), due=D(2025, 2, 9), settled=D(2025, 2, 9)),
        bill("a", 50, D(2025, 3, 10), due=D(2025, 4, 9), settled=D(2025, 4, 1)),
        bill("a", 20, D(2025, 5, 1), due=D(2025, 5, 31), settled=D(2025, 6, 10)),
        bill("b", 30, D(2025, 11, 3), due=D(2025, 12, 3), owed=Decimal(30)),
        bill("b", 7, D(2025, 12, 20), due=D(2026, 1, 19), owed=Decimal(7)),
        bill("a", 9, D(2025, 12, 31)),
        bill("a", 99, D(2025, 2, 1), status="Void"),
        bill(None, 5, D(2025, 2, 1)),
    ],
    "payments": [
        {"supplier": "a", "amount": Decimal(100), "paid": D(2025, 2, 9), "method": "Check"},
        {"supplier": "a", "amount": Decimal(50), "paid": D(2025, 4, 1), "method": "CreditCard"},
        {"supplier": "a", "amount": Decimal(20), "paid": D(2025, 6, 10), "method": "Check"},
    ],
    "costs": [{"supplier": "c", "total": Decimal(12), "spent": D(2025, 10, 2), "method": "CreditCard"}],
}  # fmt: skip


@pytest.fixture
def found(frames_of):
    frames = {name: frame.lazy() for name, frame in frames_of(LEDGER).items()}
    analysis = analyse_records(frames, AnalysisSettings())
    return analysis, find_insights(frames, analysis)


def test_every_figure_is_a_sum_over_the_transactions(found):
    analysis, insights = found
    counted = insights.transactions.filter(pl.col("left_out").is_null())
    for data_type in ("bills", "payments", "direct_costs"):
        rows = counted.filter(pl.col("data_type") == data_type)
        assert rows["amount"].sum() == analysis.overall[f"{data_type}_amount"]
        assert rows["amount"].sum() == insights.months[f"{data_type}_amount"].sum()
        for supplier in analysis.suppliers.iter_rows(named=True):
            own = rows.filter(pl.col("supplier_key") == supplier["supplier_key"])
            assert own["amount"].sum() == supplier[f"{data_type}_amount"]
        for method in analysis.methods.filter(pl.col("level") == "method").iter_rows(named=True):
            own = rows.filter(pl.col("supplier_method") == method["payment_method"])
            assert own["amount"].sum() == method[f"{data_type}_amount"]
    assert insights.timings["amount"].sum() == analysis.overall["bills_amount"]
    assert insights.transactions.height == 12


def test_bills_are_told_apart_by_when_they_were_settled(found):
    _, insights = found
    amounts = {row["timing"]: row["amount"] for row in insights.timings.iter_rows(named=True)}
    assert tuple(amounts) == TIMINGS
    assert {timing: amount for timing, amount in amounts.items() if amount} == {
        "early": 50, "on_time": 100, "late_15": 20, "open": 7, "overdue": 30, "no_due_date": 9,
    }  # fmt: skip


def test_a_month_without_anything_is_there(found):
    _, insights = found
    assert insights.months["month"].to_list() == [D(2025, month, 1) for month in range(1, 13)]
    assert insights.months["bills_amount"].to_list()[6] == 0


def test_new_suppliers_have_nothing_before_the_last_three_months(found):
    _, insights = found
    new = {row["supplier_name"]: row["first_on"] for row in insights.new_suppliers.iter_rows(named=True)}
    assert new == {"Cedar": D(2025, 11, 3), "Delta": D(2025, 10, 2)}


def test_nobody_is_called_new_when_the_books_do_not_reach_back(frames_of):
    frames = {
        name: frame.lazy()
        for name, frame in frames_of({**LEDGER, "bills": LEDGER["bills"][3:6], "payments": []}).items()
    }
    assert find_insights(frames, analyse_records(frames, AnalysisSettings())).new_suppliers is None


def test_concentration_ends_with_all_suppliers(found):
    _, insights = found
    assert insights.concentration.rows() == [(1, 179, 179 / 228), (3, 228, 1.0)]


def test_usable_share_counts_what_lacks_something_only(found):
    _, insights = found
    assert insights.usable_share == 11 / 12


def test_nothing_at_all_gives_empty_frames(frames_of):
    frames = {name: frame.lazy() for name, frame in frames_of({}).items()}
    insights = find_insights(frames, analyse_records(frames, AnalysisSettings()))
    assert insights.transactions.height == insights.months.height == insights.concentration.height == 0
    assert insights.usable_share is None
