"""How sure a decision is, as a share of such decisions that are right."""

import functools
import math
from collections.abc import Mapping

from ledgerlift.data_files import read_yaml


@functools.cache
def calibration() -> Mapping[str, Mapping[str, float]]:
    """Load the fitted curves: ``columns`` and ``kinds``, each with its ``slope``, ``offset`` and ``gate``."""
    fitted: Mapping[str, Mapping[str, float]] = read_yaml(__package__, "calibration.yaml")
    return fitted


def confidence(margin: float, curve: str) -> float:
    """Turn the distance to the next best decision, in log-odds, into the share of such decisions that are right."""
    fitted = calibration()[curve]
    return 1.0 / (1.0 + math.exp(-(fitted["slope"] * margin + fitted["offset"])))


def margins(pairs: Mapping[str, str], scores: Mapping[tuple[str, str], float]) -> dict[str, tuple[float, str | None]]:
    """Give for each assigned field how much better it is than the next best assignment, and which field is runner-up.

    The next best is one of: the column stays out, the column takes another field, the field takes another column, or
    two fields change places.
    """
    # In the order of the table, so that of two as good the same one is named every time.
    fields = list(dict.fromkeys(field for field, _ in scores))
    columns = list(dict.fromkeys(column for _, column in scores))
    field_of = {column: field for field, column in pairs.items()}

    def score(field: str, column: str) -> float:
        return max(0.0, scores.get((field, column), 0.0))

    found: dict[str, tuple[float, str | None]] = {}
    for field, column in pairs.items():
        own = score(field, column)
        best, runner_up = 0.0, None
        for other in (each for each in fields if each != field):
            holder = pairs.get(other)
            gain = score(other, column)
            if gain <= 0.0:
                continue
            if holder is not None:
                gain += score(field, holder) - score(other, holder)
            if gain > best:
                best, runner_up = gain, other
        for elsewhere in (each for each in columns if each != column):
            holder_field = field_of.get(elsewhere)
            gain = score(field, elsewhere) - (score(holder_field, elsewhere) if holder_field else 0.0)
            if gain > best:
                best, runner_up = gain, holder_field
        found[field] = (own - best, runner_up)
    return found


def leftover_margin(
    column: str, pairs: Mapping[str, str], scores: Mapping[tuple[str, str], float]
) -> tuple[float, str | None]:
    """Give how far an unassigned column is from being taken, and the field it would be."""
    best, runner_up = -9.0, None
    for (field, of), value in scores.items():
        if of != column:
            continue
        holder = pairs.get(field)
        gain = value - (max(0.0, scores.get((field, holder), 0.0)) if holder else 0.0)
        if gain > best:
            best, runner_up = gain, field
    return -best, runner_up
