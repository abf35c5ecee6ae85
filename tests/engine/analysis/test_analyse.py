from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from ledgerlift.analysis import AnalysisSettings, Period, analyse, analyse_records
from ledgerlift.analysis.definitions import list_columns
from ledgerlift.analysis.methods_used import CATEGORIES
from ledgerlift.records import Method
from ledgerlift.snapshot import Manifest, read_snapshot, write_snapshot

MARCH = date(2025, 3, 5)


def spend(supplier, total, **more):
    return {"supplier": supplier, "total": Decimal(total), "issued": MARCH, "owed": Decimal(0), **more}


def test_published_check_value_three_bills_one_outstanding(frames_of):
    bills = [
        spend("a", "100.00"),
        spend("a", "23.00"),
        spend("a", "32607.83", owed=Decimal("32607.83")),
    ]
    analysis = analyse_records(frames_of({"bills": bills}), AnalysisSettings())
    row = analysis.suppliers.row(0, named=True)
    assert (row["bills_count"], row["bills_amount"]) == (3, Decimal("32730.83"))
    assert (row["bills_outstanding_count"], row["bills_outstanding_amount"]) == (1, Decimal("32607.83"))
    assert round(row["bills_outstanding_percentage_by_amount"], 1) == 99.6
    assert round(row["bills_outstanding_percentage_by_amount"], 2) == 99.62


def test_empty_books_give_empty_tables_and_no_division(frames_of):
    analysis = analyse_records(frames_of({}), AnalysisSettings())
    assert analysis.period is None
    assert (analysis.months, analysis.base_currency) == (0, None)
    assert analysis.suppliers.height == analysis.entities.height == analysis.account.height == 0
    assert analysis.overall["suppliers_count"] == 0
    assert analysis.overall["total_spend"] == 0
    assert analysis.overall["percentage_suppliers_by_count"] is None


def test_records_without_dates_are_left_out_and_accounted_for(frames_of):
    analysis = analyse_records(frames_of({"bills": [spend("a", "5", issued=None)]}), AnalysisSettings())
    assert analysis.suppliers.height == 0
    assert analysis.account.select("left_out", "count", "amount").rows() == [("no_date", 1, Decimal(5))]


def test_one_supplier_makes_every_share_a_hundred(frames_of):
    ledger = {"bills": [spend("a", "0.07")] * 3, "costs": [{"supplier": "a", "total": Decimal("0.03"), "spent": MARCH}]}
    overall = analyse_records(frames_of(ledger), AnalysisSettings()).overall
    shares = [value for name, value in overall.items() if name.startswith(("percentage_", "direct_costs_percentage_"))]
    assert shares == [100.0] * 5


def test_threshold_filters_the_supplier_table_alone(frames_of):
    bills = [spend("small", "0.99"), spend("edge", "1.00"), spend("big", "50.00")]
    year = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31)}
    analysis = analyse_records(frames_of({"bills": bills}), AnalysisSettings(**year))
    assert set(analysis.listed_suppliers["supplier_key"]) == {"edge", "big"}
    assert analysis.overall["suppliers_count"] == 3
    # A month's 0.99 is 11.88 a year.
    month = AnalysisSettings(period_from=date(2025, 3, 1), period_to=date(2025, 3, 31), supplier_threshold=Decimal(12))
    listed = analyse_records(frames_of({"bills": bills}), month).listed_suppliers
    assert set(listed["supplier_key"]) == {"edge", "big"}


def test_base_currency_is_the_one_most_transactions_are_in(frames_of):
    bills = [
        spend("a", "10", currency="USD", rate=Decimal("0.5")),
        spend("a", "1", currency="EUR"),
        spend("a", "2", currency="EUR"),
    ]
    frames = frames_of({"bills": bills})
    analysis = analyse_records(frames, AnalysisSettings())
    assert (analysis.base_currency, analysis.overall["bills_amount"]) == ("EUR", Decimal(8))
    # What the snapshot says comes first, what the caller says before that.
    assert analyse_records(frames, AnalysisSettings(), base_currency="GBP").base_currency == "GBP"
    assert analyse_records(frames, AnalysisSettings(base_currency="USD"), base_currency="GBP").base_currency == "USD"


def test_amounts_too_large_to_be_one_do_not_overflow(frames_of):
    bills = [
        spend("a", "9" * 30),
        spend("a", "99999999999", currency="USD", rate=Decimal("9" * 20)),
        spend("a", "5", owed=Decimal("9" * 31)),
    ]
    analysis = analyse_records(frames_of({"bills": bills}), AnalysisSettings(base_currency="CAD"))
    assert analysis.overall["bills_amount"] == 5
    left_out = analysis.account.filter(pl.col("left_out").is_not_null())
    assert dict(left_out.group_by("left_out").agg(pl.col("count").sum()).iter_rows()) == {"too_large": 2}


def test_a_date_centuries_away_moves_neither_the_period_nor_the_averages(frames_of):
    bills = [
        spend("a", "10", due=date(2025, 4, 4)),
        spend("a", "10", due=date(9999, 12, 31)),
        spend("a", "1", issued=date(9999, 12, 31)),
    ]
    analysis = analyse_records(frames_of({"bills": bills}), AnalysisSettings())
    assert analysis.period == Period(date(2024, 4, 1), date(2025, 3, 31))
    assert analysis.overall["average_bill_payment_terms_weighted"] == 30


def test_future_dates_count_only_when_all_are(frames_of):
    bills = [spend("a", "10"), spend("a", "10", issued=date(2062, 1, 1))]
    settings = AnalysisSettings(as_of=date(2025, 6, 1))
    assert analyse_records(frames_of({"bills": bills}), settings).period.end == date(2025, 3, 31)


def test_credit_notes_are_in_no_figure_but_in_the_account(frames_of):
    ledger = {"bills": [spend("a", "10")], "notes": [{"supplier": "a", "total": Decimal(-4), "currency": "CAD"}]}
    analysis = analyse_records(frames_of(ledger), AnalysisSettings())
    assert analysis.overall["bills_amount"] == 10
    note = analysis.account.filter(pl.col("data_type") == "credit_notes").row(0, named=True)
    assert (note["left_out"], note["count"], note["amount"]) == ("credit_note", 1, Decimal(-4))


def test_card_payment_of_the_last_twelve_months_counts_before_a_shorter_period(frames_of):
    ledger = {
        "bills": [spend("a", "1"), spend("b", "1")],
        "payments": [
            {"supplier": "a", "amount": Decimal(1), "paid": date(2024, 4, 1), "method": "CreditCard"},
            {"supplier": "b", "amount": Decimal(1), "paid": date(2024, 3, 31), "method": "CreditCard"},
        ],
    }
    settings = AnalysisSettings(period_from=date(2025, 3, 1), period_to=date(2025, 3, 31))
    rows = analyse_records(frames_of(ledger), settings).suppliers
    assert dict(rows.select("supplier_key", "has_accepted_credit_card").iter_rows()) == {"a": True, "b": False}


def test_several_entities_are_broken_down_and_one_is_not(frames_of):
    bills = [spend("a", "10", entity="E1"), spend("a", "5", entity="E2"), spend("b", "1")]
    costs = [{"supplier": "a", "total": Decimal(7), "spent": MARCH, "entity": "E2"}]
    entities = analyse_records(frames_of({"bills": bills, "costs": costs}), AnalysisSettings()).entities
    assert entities.select("entity_id", "bills_amount", "direct_costs_amount", "total_spend").rows() == [
        ("E2", 5, 7, 12),
        ("E1", 10, 0, 10),
        (None, 1, 0, 1),
    ]
    one = analyse_records(frames_of({"bills": bills[:1] + bills[2:]}), AnalysisSettings())
    assert one.entities.height == 0


def test_method_rows_come_in_their_published_order(frames_of):
    methods = analyse_records(frames_of({}), AnalysisSettings()).methods
    assert methods["payment_method"].to_list() == [
        "Card", "CreditCard", "DebitCard",
        "Non-Card", "BankTransfer", "Check", "Cash",
        "Unknown", "Other", "Unknown",
        "Overall",
    ]  # fmt: skip
    assert set(CATEGORIES) == set(Method)


def test_analysis_of_a_snapshot_uses_its_currency_and_details(frames_of, tmp_path):
    frames = frames_of({"suppliers": {"a": "Ateliers"}, "bills": [spend("a", "10", currency="USD", rate=Decimal(2))]})
    frames["suppliers"] = frames["suppliers"].with_columns(email=pl.lit("ap@example.org"))
    write_snapshot(frames, Manifest(base_currency="CAD"), tmp_path / "snapshot")
    analysis = analyse(read_snapshot(tmp_path / "snapshot"), AnalysisSettings(imported_on=date(2026, 1, 2)))
    row = analysis.suppliers.row(0, named=True)
    assert (analysis.base_currency, row["bills_amount"]) == ("CAD", 20)
    assert (row["supplier_name"], row["email"], row["imported_date"]) == (
        "Ateliers",
        "ap@example.org",
        date(2026, 1, 2),
    )


@pytest.mark.parametrize("table", ["suppliers", "methods", "entities"])
def test_every_defined_column_is_in_its_table(frames_of, table):
    frame = getattr(analyse_records(frames_of({}), AnalysisSettings()), table)
    assert not {column.key for column in list_columns(table)} - set(frame.columns)
