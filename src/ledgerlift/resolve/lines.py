"""From the rows of one table to its records: the lines of one document become one record."""

import polars as pl

from ledgerlift.normalise.model import Records
from ledgerlift.records import AMOUNT, PLACE_COLUMNS
from ledgerlift.resolve.documents import SHAPES, DocumentShape, find_continued_documents, find_documents
from ledgerlift.resolve.line_evidence import LineDecision, decide_lines
from ledgerlift.resolve.model import LogicalRecords
from ledgerlift.resolve.totals import total_amounts, total_by_currency
from ledgerlift.resolve.voids import drop_voided


def logical_records(records: Records) -> LogicalRecords:
    """Join the rows that are lines of one document, and add up what the records then hold."""
    joined = join_lines(records)
    frame, lines, reasons = joined or (one_row_each(records.frame), no_lines(), ())
    fields = records.amount_fields
    counted = drop_voided(frame, records.data_type)
    return LogicalRecords(
        data_type=records.data_type,
        frame=frame,
        lines=lines,
        layout="lines" if joined else records.layout,
        totals=total_amounts(counted, fields),
        totals_by_currency=total_by_currency(counted, fields),
        set_aside=records.set_aside,
        reasons=reasons,
    )


def join_lines(records: Records) -> tuple[pl.DataFrame, pl.DataFrame, tuple[str, ...]] | None:
    """Give the joined records, their lines and the reasons, or None when every row is a record of its own."""
    shape = SHAPES.get(records.data_type)
    frame = records.frame
    if shape is None or frame.is_empty():
        return None
    continued = find_continued_documents(frame, shape)
    candidates = [continued] if continued is not None else [
        find_documents(frame, shape, number) for number in shape.numbers if number in frame
    ]  # fmt: skip
    for documents in candidates:
        if documents is None:
            continue
        decision = decide_lines(
            frame,
            documents,
            shape,
            amounts=records.amount_fields,
            stated=records.stated,
            is_continued=continued is not None,
        )
        if decision:
            lines = list_lines(frame, documents, shape, decision)
            return join_rows(records, documents, decision), lines, decision.reasons
    return None


def one_row_each(frame: pl.DataFrame) -> pl.DataFrame:
    """Give rows that are records of their own, each on one line."""
    return frame.with_columns(pl.lit(1, dtype=pl.UInt32).alias("line_count"))


def join_rows(records: Records, documents: pl.Series, decision: LineDecision) -> pl.DataFrame:
    """Make one row of each document: amounts that repeat once, other amounts added, of the rest the first value."""
    amounts = records.amount_fields
    added = [field for field in amounts if field not in decision.repeated]
    others = [name for name in records.frame.columns if name not in added and name not in PLACE_COLUMNS]
    total = [pl.when(pl.col(field).count() > 0).then(pl.col(field).sum()).alias(field) for field in added]
    joined = (
        records.frame.with_columns(documents)
        .group_by("document", maintain_order=True)
        .agg(
            pl.col(list(PLACE_COLUMNS)).first(),
            pl.col(others).first(ignore_nulls=True),
            *total,
            pl.len().cast(pl.UInt32).alias("line_count"),
        )
    )
    return joined.select(*records.frame.columns, "line_count")


def list_lines(frame: pl.DataFrame, documents: pl.Series, shape: DocumentShape, decision: LineDecision) -> pl.DataFrame:
    """List the rows of documents that stand on several, with the record they belong to."""
    own = [shape.line_amount, shape.main_amount(frame)]
    amount = next((field for field in own if field and field in frame and field not in decision.repeated), None)
    name = shape.line_amount or "line_amount"
    fields = [field for field in shape.line_fields if field in frame]
    rows = frame.select(
        documents.rank("dense").cast(pl.UInt32).alias("record") - 1,
        pl.col(amount).alias(name) if amount else pl.lit(None, dtype=AMOUNT).alias(name),
        *fields,
        *PLACE_COLUMNS,
    ).filter(documents.is_duplicated())
    numbered = rows.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("record").alias("line_number"))
    return numbered.select("record", "line_number", name, *fields, *PLACE_COLUMNS)


def no_lines() -> pl.DataFrame:
    """Give the lines of records that stand on one row each."""
    return pl.DataFrame(schema={"record": pl.UInt32, "line_number": pl.UInt32, **PLACE_COLUMNS})
