"""Charts as plain data for the templates in ``portal/charts/``, which draw them as SVG.

Lengths are percentages of the width, so that a chart fills whatever room it has while its text stays as large as the
page's; nothing is styled in place, for the content policy forbids it. Each chart has a title and a sentence for those
who cannot see it, and a table beside it.
"""

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from decimal import Decimal

ROW_HEIGHT = 44
PLOT_HEIGHT = 180
MOST_TEXT = 30
STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


@dataclasses.dataclass(frozen=True)
class Bar:
    """One bar: where it starts and how long it is, in percent of the width; its row's top in pixels."""

    label: str
    text: str
    share: str
    start: float
    length: float
    top: int


@dataclasses.dataclass(frozen=True)
class BarChart:
    """Bars below each other, their labels and values above them."""

    title: str
    description: str
    bars: Sequence[Bar]
    zero: float

    @property
    def height(self) -> int:
        """Height in pixels."""
        return len(self.bars) * ROW_HEIGHT


@dataclasses.dataclass(frozen=True)
class Piece:
    """One part of a stack: its series, top and height in pixels."""

    series: int
    top: float
    height: float


@dataclasses.dataclass(frozen=True)
class Stack:
    """One column: its middle and left edge in percent, its pieces, and its label."""

    label: str
    hint: str
    left: float
    middle: float
    pieces: Sequence[Piece]


@dataclasses.dataclass(frozen=True)
class Line:
    """One stretch of a line, from point to point: percent across, pixels down."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclasses.dataclass(frozen=True)
class Tick:
    """A value of the scale, and how far down it is in pixels."""

    text: str
    top: float


@dataclasses.dataclass(frozen=True)
class StackChart:
    """Columns beside each other, each a stack of series, with a line across where there is one."""

    title: str
    description: str
    series: Sequence[str]
    line_name: str
    stacks: Sequence[Stack]
    lines: Sequence[Line]
    points: Sequence[tuple[float, float]]
    ticks: Sequence[Tick]
    zero: float
    width: float
    height: int = PLOT_HEIGHT


def make_bars(title: str, description: str, values: Sequence[tuple[str, Decimal, str, str]]) -> BarChart:
    """Make bars of (label, value, its text, its share or nothing); values below zero go to the left."""
    amounts = [Decimal(0), *(value for _, value, *_ in values)]
    span = float(max(amounts) - min(amounts)) or 1.0
    zero = float(-min(amounts)) / span * 100
    bars = []
    for number, (label, value, text, share) in enumerate(values):
        length = abs(float(value)) / span * 100
        start = zero if value >= 0 else zero - length
        bars.append(Bar(shorten(label), text, share, round(start, 2), round(length, 2), number * ROW_HEIGHT))
    return BarChart(title, description, bars, round(zero, 2))


def make_stacks(
    title: str,
    description: str,
    *,
    labels: Sequence[tuple[str, str]],
    series: Sequence[tuple[str, Sequence[Decimal]]],
    line: tuple[str, Sequence[Decimal]] | None = None,
    write: Callable[[float], str],
) -> StackChart:
    """Make columns of one value a series and label (short text, hint), and a line of one value a label."""
    ups = [sum((max(values[n], Decimal(0)) for _, values in series), Decimal(0)) for n in range(len(labels))]
    downs = [sum((min(values[n], Decimal(0)) for _, values in series), Decimal(0)) for n in range(len(labels))]
    line_values = line[1] if line else ()
    top = nice(float(max([*ups, *line_values, Decimal(0)])))
    bottom = 0.0 - nice(float(-min([*downs, *line_values, Decimal(0)])))
    span = (top - bottom) or 1.0

    def down(value: float) -> float:
        return round((top - value) / span * PLOT_HEIGHT, 1)

    slot = 100 / max(len(labels), 1)
    stacks = []
    for place, (label, hint) in enumerate(labels):
        pieces, high, low = [], 0.0, 0.0
        for number, (_, values) in enumerate(series):
            value = float(values[place])
            base = high if value >= 0 else low
            upper, lower = max(base, base + value), min(base, base + value)
            pieces.append(Piece(number + 1, down(upper), round(down(lower) - down(upper), 1)))
            high, low = (base + value, low) if value >= 0 else (high, base + value)
        stacks.append(Stack(label, hint, round(slot * (place + 0.18), 2), round(slot * (place + 0.5), 2), pieces))
    points = [(stacks[place].middle, down(float(value))) for place, value in enumerate(line_values)]
    return StackChart(
        title=title,
        description=description,
        series=[name for name, _ in series],
        line_name=line[0] if line else "",
        stacks=stacks,
        lines=[Line(*one, *other) for one, other in itertools.pairwise(points)],
        points=points,
        ticks=[Tick(write(value), down(value)) for value in scale(bottom, top)],
        zero=down(0),
        width=round(slot * 0.64, 2),
    )


def scale(bottom: float, top: float) -> list[float]:
    """Give the values a reader measures by: the ends, zero, and the middle where it is whole: nobody counts halves."""
    middle = {top / 2} if (top / 2).is_integer() else set()
    return sorted({bottom, 0.0, top} | middle)


def nice(value: float) -> float:
    """Round up to a value that people count by, a few times a power of ten."""
    if value <= 0:
        return 0.0
    power = 10.0 ** (len(f"{value:.0f}") - 1) if value >= 1 else 1.0
    return next((step * power for step in STEPS if step * power >= value), 10 * power)


def shorten(text: str) -> str:
    """Cut a label that would run into its value; the table beside the chart has all of it."""
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1].rstrip() + "…"
