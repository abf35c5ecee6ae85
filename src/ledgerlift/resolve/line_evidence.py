"""Whether rows that share a number are the lines of one document, and which amounts repeat on every line.

Decided once for the whole table: one document of two equal lines cannot tell a repeated total from two amounts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from ledgerlift.normalise.model import StatedAmount
from ledgerlift.resolve.documents import DocumentShape
from ledgerlift.resolve.totals import to_cents

# Of the documents on several rows, how many must agree before the table is taken to be written that way.
MOSTLY = 0.95
# Without line amounts a repeated total shows only by never varying; two documents could do that by chance.
MIN_SILENT_WITNESSES = 3
# Lines are rounded one by one.
ROUNDING = Decimal("0.05")


@dataclass(frozen=True)
class LineDecision:
    """How rows become documents: ``repeated`` amounts count once a document, all others are added up."""

    repeated: frozenset[str]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """What was measured on each document that stands on several rows (a row of ``measures`` each)."""

    measures: pl.DataFrame
    total: str | None
    line: str | None
    signs: tuple[str, ...]

    def share(self, condition: pl.Expr, *, telling: str | None = None) -> float:
        """Tell in what share of the documents a condition holds, of all or of those telling of a field."""
        measures = self.measures.filter(pl.col(f"tells:{telling}")) if telling else self.measures
        held: float | None = measures.select(condition.fill_null(value=False).mean()).item() if measures.height else 0
        return held or 0

    def witnesses(self, field: str) -> int:
        """Count the documents that could show whether a field repeats."""
        return int(self.measures[f"tells:{field}"].sum())

    @property
    def signs_share(self) -> float:
        """In what share of the documents something differs from line to line."""
        return self.share(pl.any_horizontal(pl.col(f"varies:{field}") for field in self.signs)) if self.signs else 0


def decide_lines(
    frame: pl.DataFrame,
    documents: pl.Series,
    shape: DocumentShape,
    *,
    amounts: Sequence[str],
    stated: Sequence[StatedAmount],
    is_continued: bool,
) -> LineDecision | None:
    """Decide how the rows of one document go together, or None when they are documents of their own.

    ``is_continued`` says that the rows are lines beyond doubt, as nothing but their first row is filled in.
    """
    evidence = measure_documents(frame, documents, shape, amounts)
    repeated, reason = total_repeats(evidence)
    if is_continued and states_sums(evidence):
        repeated, reason = True, "the first row states the sum of the rows below it"
    overruled = stated_counts_once(frame, documents, evidence.total, stated)
    if overruled is not None:
        repeated, reason = overruled, f"the stated total counts each {'document once' if overruled else 'row'}"
    if not repeated and not is_continued and not (shape.joins_sums and evidence.signs_share >= 0.5):
        return None
    fields = {field for field in amounts if field != evidence.total and other_repeats(evidence, field, repeated)}
    fields |= {evidence.total} if repeated and evidence.total else set()
    return LineDecision(frozenset(fields), (f"{evidence.measures.height} documents stand on several rows", reason))


def measure_documents(
    frame: pl.DataFrame, documents: pl.Series, shape: DocumentShape, amounts: Sequence[str]
) -> Evidence:
    """Measure each document on several rows: per amount its sum, its first value, and whether it varies."""
    line = shape.line_amount if shape.line_amount in frame.columns else None
    signs = tuple(field for field in (line, *shape.line_fields) if field and field in frame)
    measures: list[pl.Expr] = []
    for field in amounts:
        value = pl.col(field).drop_nulls()
        measures += [
            value.sum().alias(f"sum:{field}"),
            value.first().alias(f"first:{field}"),
            # A zero repeats without telling anything.
            ((value.len() > 1) & (value != 0).any()).alias(f"tells:{field}"),
        ]
    measures += [(pl.col(field).drop_nulls().n_unique() > 1).alias(f"varies:{field}") for field in {*amounts, *signs}]
    rows = frame.select(*{*amounts, *signs}, documents.alias("document")).filter(documents.is_duplicated())
    return Evidence(rows.group_by("document").agg(measures), shape.main_amount(frame), line, signs)


def total_repeats(evidence: Evidence) -> tuple[bool, str]:
    """Tell whether a document's total stands again on each of its lines, and why."""
    total, line = evidence.total, evidence.line
    if not total or not evidence.witnesses(total):
        return False, "no document has more than one total"
    if evidence.share(~pl.col(f"varies:{total}"), telling=total) < MOSTLY:
        return False, "each line has an amount of its own"
    if line and evidence.share(pl.col(f"varies:{line}") | lines_make_total(evidence), telling=total) >= 0.5:
        return True, "the total repeats while the lines have amounts of their own"
    if evidence.witnesses(total) >= MIN_SILENT_WITNESSES and evidence.signs_share >= 0.5:
        return True, f"in {evidence.witnesses(total)} documents the total never differs from line to line"
    return False, "too few documents to tell a repeated total from equal lines"


def states_sums(evidence: Evidence) -> bool:
    """Tell whether each document's first row holds, with whatever sign, what its other rows add up to."""
    total = evidence.total
    if not total:
        return False
    first, others = pl.col(f"first:{total}"), pl.col(f"sum:{total}") - pl.col(f"first:{total}")
    return evidence.share(first.abs() == others.abs(), telling=total) >= MOSTLY and evidence.witnesses(total) > 0


def stated_counts_once(
    frame: pl.DataFrame, documents: pl.Series, total: str | None, stated: Sequence[StatedAmount]
) -> bool | None:
    """Ask a total that the file prints whether documents count once or row by row; None when it tells neither."""
    if not total:
        return None
    first_row, last_row = frame.select(pl.col("row").min().alias("first"), pl.col("row").max().alias("last")).row(0)
    # Programs print totals in cents, and often without their sign.
    by_row = to_cents(abs(frame.select(pl.col(total).sum()).item()))
    by_document = to_cents(abs(frame.select(pl.col(total).filter(documents.is_first_distinct()).sum()).item()))
    printed = {
        to_cents(abs(one.amount))
        for one in stated
        if one.field == total and one.first_row <= first_row and one.last_row >= last_row
    }
    if by_row == by_document or printed.isdisjoint({by_row, by_document}):
        return None
    return by_document in printed


def lines_make_total(evidence: Evidence) -> pl.Expr:
    """Tell for each document whether its lines, with or without tax, add up to the total on its first row."""
    rest = pl.col(f"first:{evidence.total}") - pl.col(f"sum:{evidence.line}")
    taxes = [name for name in ("first:tax_amount", "sum:tax_amount") if name in evidence.measures.columns]
    return pl.any_horizontal(rest.abs() <= ROUNDING, *[(rest - pl.col(tax)).abs() <= ROUNDING for tax in taxes])


def other_repeats(evidence: Evidence, field: str, total_repeated: bool) -> bool:  # noqa: FBT001
    """Tell whether another amount than the total stands again on each line of a document."""
    total, line = evidence.total, evidence.line
    if not evidence.witnesses(field) or evidence.share(~pl.col(f"varies:{field}"), telling=field) < MOSTLY:
        return False
    if not total_repeated:
        return field != line and evidence.witnesses(field) >= MIN_SILENT_WITNESSES
    if field == line:
        # Lines of equal amounts look repeated; only when each equals the total are they the total under another name.
        return evidence.share(pl.col(f"first:{line}") == pl.col(f"first:{total}"), telling=line) >= MOSTLY
    if field == "tax_amount" and line:
        rest = pl.col(f"first:{total}") - pl.col(f"sum:{line}")
        as_sum = evidence.share((rest - pl.col("sum:tax_amount")).abs() <= ROUNDING, telling=field)
        return as_sum <= evidence.share((rest - pl.col("first:tax_amount")).abs() <= ROUNDING, telling=field)
    return True
