"""Charts as data: lengths in percent, a zero line always, nothing lost below it."""

from decimal import Decimal

import pytest

from ledgerlift_server.portal import charts


def test_bars_are_measured_by_the_largest():
    chart = charts.make_bars("t", "d", [("a", Decimal(50), "50", ""), ("b", Decimal(25), "25", "")])
    assert [(bar.start, bar.length, bar.top) for bar in chart.bars] == [(0, 100, 0), (0, 50, 44)]
    assert (chart.zero, chart.height) == (0, 88)


def test_value_below_zero_goes_to_the_left_of_the_zero_line():
    chart = charts.make_bars("t", "d", [("a", Decimal(75), "75", ""), ("refunds", Decimal(-25), "-25", "")])
    assert chart.zero == 25
    assert [(bar.start, bar.length) for bar in chart.bars] == [(25, 75), (0, 25)]


def test_nothing_and_zeros_have_a_chart():
    assert charts.make_bars("t", "d", []).bars == []
    assert charts.make_bars("t", "d", [("a", Decimal(0), "0", "")]).bars[0].length == 0
    assert charts.make_stacks("t", "d", labels=[], series=[("s", [])], write=str).stacks == []


def test_long_label_is_cut_with_a_mark():
    chart = charts.make_bars("t", "d", [("x" * 60, Decimal(1), "1", "")])
    assert len(chart.bars[0].label) == charts.MOST_TEXT
    assert chart.bars[0].label.endswith("…")


def test_stack_stands_on_the_zero_line_and_refunds_hang_from_it():
    chart = charts.make_stacks(
        "t", "d",
        labels=[("Jan", ""), ("Feb", "")],
        series=[("bills", [Decimal(60), Decimal(100)]), ("costs", [Decimal(40), Decimal(-100)])],
        line=("paid", [Decimal(0), Decimal(100)]),
        write=str,
    )  # fmt: skip
    january, february = chart.stacks
    assert chart.zero == 90
    assert [(piece.top, piece.height) for piece in january.pieces] == [(36, 54), (0, 36)]
    assert [(piece.top, piece.height) for piece in february.pieces] == [(0, 90), (90, 90)]
    assert chart.points == [(25, 90), (75, 0)]
    assert len(chart.lines) == 1
    assert [tick.text for tick in chart.ticks] == ["-100.0", "0.0", "50.0", "100.0"]


@pytest.mark.parametrize(
    ("count", "ticks"), [(1, [0, 1]), (2, [0, 1, 2]), (3, [0, 3]), (7, [0, 4, 8]), (11, [0, 6, 12])]
)
def test_scale_of_counts_has_no_halves(count, ticks):
    chart = charts.make_stacks(
        "t", "d", labels=[("a", "")], series=[("s", [Decimal(count)])], write=lambda each: f"{each:.0f}"
    )
    assert [int(tick.text) for tick in chart.ticks] == ticks


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (0.3, 1), (1, 1), (1041, 1200), (99, 100), (2e6, 2e6)])
def test_scale_ends_at_a_value_people_count_by(value, expected):
    assert charts.nice(value) == pytest.approx(expected)
