"""Two quarters side by side, worked out a second time in plain Python; and never from a part of one."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.analysis import AnalysisSettings
from ledgerlift.analysis.period import Period
from ledgerlift.analysis.quarters import compare_quarters, find_latest_quarter
from ledgerlift.problems import FileRejectedError
from ledgerlift.snapshot import Manifest, Snapshot

PRIOR, LATEST = (date(2025, 4, 1), date(2025, 6, 30)), (date(2025, 7, 1), date(2025, 9, 30))
# Bills on the first and last days make both quarters complete; their supplier is in both.
FRAME = [{"supplier": "s0", "issued": day, "total": Decimal(1), "currency": "CAD"} for day in (*PRIOR, *LATEST)]
ORDER = ["CreditCard", "DebitCard", "BankTransfer", "Check", "Cash", "Other", "Unknown"]


@pytest.fixture(scope="session")
def open_books(frames_of):
    def make(ledger):
        frames = {name: frame.lazy() for name, frame in frames_of(ledger).items()}
        return Snapshot(Path("books"), Manifest(base_currency="CAD"), frames)

    return make


def bill(supplier, issued, total, settled=None):
    return {"supplier": supplier, "issued": issued, "total": Decimal(total), "currency": "CAD", "settled": settled}


def spent(ledger, window):
    found = defaultdict(Decimal)
    for kind, day in (("bills", "issued"), ("costs", "spent")):
        for each in ledger.get(kind, []):
            if window[0] <= each[day] <= window[1]:
                found[each["supplier"]] += each["total"]
    return found


def settlement(ledger, window, suppliers=None):
    settled = [
        (each["total"], (each["settled"] - each["issued"]).days)
        for each in ledger["bills"]
        if window[0] <= each["issued"] <= window[1]
        and each.get("settled")
        and each["total"] > 0
        and (suppliers is None or each["supplier"] in suppliers)
    ]
    weight = sum(total for total, _ in settled)
    return float(sum(total * days for total, days in settled)) / float(weight) if weight else None


def shares(ledger, window):
    """Give each method's share of the billed amount; a supplier is grouped by its most common method of the window."""
    used = defaultdict(lambda: defaultdict(lambda: [0, Decimal(0)]))
    for kind, day, amount in (("payments", "paid", "amount"), ("costs", "spent", "total")):
        for each in ledger.get(kind, []):
            if window[0] <= each[day] <= window[1]:
                entry = used[each["supplier"]][each["method"]]
                entry[0] += 1
                entry[1] += each[amount]
    billed = defaultdict(Decimal)
    for each in ledger["bills"]:
        if window[0] <= each["issued"] <= window[1]:
            methods = used[each["supplier"]]
            best = (
                min(methods, key=lambda m: (-methods[m][0], -methods[m][1], ORDER.index(m))) if methods else "Unknown"
            )
            billed[best] += each["total"]
    whole = sum(billed.values())
    return {method: 100 * float(billed[method]) / float(whole) for method in ORDER}


DAYS = st.dates(PRIOR[0], LATEST[1])
AMOUNTS = st.decimals(Decimal("0.01"), Decimal(9999), places=2)
SUPPLIERS = st.sampled_from(["s0", "s1", "s2", "s3"])


@st.composite
def bills(draw):
    issued, after = draw(DAYS), draw(st.none() | st.integers(0, 90))
    return bill(draw(SUPPLIERS), issued, draw(AMOUNTS), None if after is None else issued + timedelta(days=after))


@st.composite
def costs(draw):
    method = draw(st.sampled_from(ORDER))
    return {
        "supplier": draw(SUPPLIERS),
        "spent": draw(DAYS),
        "total": draw(AMOUNTS),
        "method": method,
        "currency": "CAD",
    }


LEDGERS = st.fixed_dictionaries({"bills": st.lists(bills(), max_size=8), "costs": st.lists(costs(), max_size=5)})


@settings(max_examples=25, deadline=None)
@given(LEDGERS)
def test_every_figure_equals_a_second_calculation(open_books, ledger):
    ledger = {**ledger, "bills": [*FRAME, *ledger["bills"]]}
    quarters = compare_quarters(open_books(ledger))
    now, before = spent(ledger, LATEST), spent(ledger, PRIOR)
    new = {supplier for supplier in now if now[supplier] > 0 and before[supplier] == 0}
    assert set(quarters.new_suppliers["supplier_key"]) == new
    summary = quarters.summary
    assert summary["new_suppliers_count"] == len(new)
    bills = [each for each in ledger["bills"] if each["supplier"] in new and LATEST[0] <= each["issued"] <= LATEST[1]]
    costs = [each for each in ledger["costs"] if each["supplier"] in new and LATEST[0] <= each["spent"] <= LATEST[1]]
    assert (summary["bills_count"], summary["direct_costs_count"]) == (len(bills), len(costs))
    assert summary["bills_amount"] == sum(each["total"] for each in bills)
    assert summary["direct_costs_amount"] == sum(each["total"] for each in costs)
    days, days_before = settlement(ledger, LATEST, new), settlement(ledger, PRIOR)
    assert summary["average_settlement_days"] == pytest.approx(days)
    change = None if None in (days, days_before) else days - days_before
    assert summary["settlement_days_change"] == pytest.approx(change, abs=1e-9)
    latest, prior = shares(ledger, LATEST), shares(ledger, PRIOR)
    for row in quarters.methods.iter_rows(named=True):
        if row["level"] == "method":
            method = row["payment_method"]
            assert row["latest_share"] == pytest.approx(latest[method])
            assert row["prior_share"] == pytest.approx(prior[method])
            assert row["change"] == pytest.approx(latest[method] - prior[method], abs=1e-9)


def quarter(start, end):
    return Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("first", "last", "as_of", "expected"),
    [
        ("2025-01-01", "2025-09-30", None, quarter("2025-07-01", "2025-09-30")),
        ("2025-01-01", "2025-09-30", "2025-10-01", quarter("2025-07-01", "2025-09-30")),
        ("2025-01-01", "2025-09-30", "2025-09-30", quarter("2025-04-01", "2025-06-30")),  # not over yet
        ("2025-01-01", "2025-09-24", None, quarter("2025-07-01", "2025-09-30")),  # nothing in the last days
        ("2025-01-01", "2025-09-23", None, quarter("2025-04-01", "2025-06-30")),  # the last week is missing
        ("2025-07-07", "2025-09-30", None, quarter("2025-07-01", "2025-09-30")),
        ("2025-07-08", "2025-09-30", None, None),
        ("2025-08-01", "2025-08-31", None, None),
    ],
)
def test_quarter_is_the_latest_that_is_over_and_whole(open_books, first, last, as_of, expected):
    bills = [bill("s0", date.fromisoformat(day), 1) for day in (first, last)]
    assert find_latest_quarter(open_books({"bills": bills}), as_of and date.fromisoformat(as_of)) == expected


def test_dates_to_come_close_no_quarter(open_books):
    ledger = {"bills": [bill("s0", date(2025, month, 1), 1) for month in (1, 10, 12)]}
    expected = quarter("2025-07-01", "2025-09-30")
    assert find_latest_quarter(open_books(ledger), date(2025, 10, 15)) == expected


def test_payments_that_end_earlier_than_the_bills_make_no_quarter(open_books):
    payments = [{"supplier": "s0", "paid": day, "amount": Decimal(1), "method": "Check", "currency": "CAD"}
                for day in (PRIOR[0], date(2025, 8, 31))]  # fmt: skip
    assert find_latest_quarter(open_books({"bills": FRAME, "payments": payments})) == Period(*PRIOR)


def test_books_of_expenses_alone_have_quarters(open_books):
    costs = [{"supplier": "s0", "spent": day, "total": Decimal(1), "currency": "CAD"} for day in (*PRIOR, *LATEST)]
    assert compare_quarters(open_books({"costs": costs})).latest.period == Period(*LATEST)


def test_part_of_a_quarter_is_refused_with_the_days_that_are_needed(open_books):
    books = open_books({"bills": [bill("s0", date(2025, 7, 1), 1), bill("s0", date(2025, 9, 30), 1)]})
    with pytest.raises(FileRejectedError) as refused:
        compare_quarters(books)
    sentence = refused.value.problem.sentence("en")
    assert "from 2025-07-01 to 2025-09-30" in sentence
    assert "share exports that go from 2025-01-01 to 2025-06-30" in sentence or "2025-04-01" in sentence


@pytest.mark.parametrize("ledger", [{}, {"bills": [{"supplier": "s0", "total": Decimal(1)}]}])
def test_books_without_dates_are_refused(open_books, ledger):
    with pytest.raises(FileRejectedError, match="quarters_without_dates"):
        compare_quarters(open_books(ledger))


def test_quarter_before_may_come_from_an_earlier_snapshot(open_books):
    names = {"k1": "Northgate Paper Ltd", "k2": "Fenwick Tools", "k9": "Northgate Paper"}
    earlier = open_books({"suppliers": {"k9": names["k9"]}, "bills": [bill("k9", day, 5) for day in PRIOR]})
    newer = open_books({
        "suppliers": {key: names[key] for key in ("k1", "k2")},
        "bills": [bill(key, day, 7) for key in ("k1", "k2") for day in LATEST],
    })  # fmt: skip
    with pytest.raises(FileRejectedError, match="quarters_not_complete"):
        compare_quarters(newer)
    quarters = compare_quarters(newer, earlier=earlier)
    assert quarters.new_suppliers["supplier_name"].to_list() == ["Fenwick Tools"]
    too_early = open_books({"bills": [bill("k9", date(2025, 4, 1), 5), bill("k9", date(2025, 5, 31), 5)]})
    with pytest.raises(FileRejectedError, match="quarters_not_complete"):
        compare_quarters(newer, earlier=too_early)


def test_settings_but_for_the_period_are_kept(open_books):
    chosen = AnalysisSettings(base_currency="USD", period_from=date(2020, 1, 1), period_to=date(2020, 2, 1))
    assert compare_quarters(open_books({"bills": FRAME}), chosen).latest.base_currency == "USD"
