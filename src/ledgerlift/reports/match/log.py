"""The log of a match file: every record without a row of its own, and every value that is not what the books say."""

from collections.abc import Sequence

import polars as pl

from ledgerlift.offers.exclusions import list_classes
from ledgerlift.problems import Language
from ledgerlift.reports.match.layouts import MatchColumn
from ledgerlift.reports.match.rows import MatchRows
from ledgerlift.reports.words import list_words

TEXTS = ("event", "key", "supplier_id", "supplier_name", "column", "recorded", "written", "reason", "rule")


def make_log(
    chosen: MatchRows, changes: Sequence[tuple[MatchColumn, pl.DataFrame]], language: Language
) -> pl.DataFrame:
    """Give the log in words, what is left out first; ``changes`` are those of `fitting`, by column."""
    events, reasons = list_words("match_events", language), reasons_in(language)
    entries = [_left_out(chosen.records), _merged(chosen.records), _alike(chosen)]
    entries += [_changed(chosen.rows, column, found, language) for column, found in changes]
    log = pl.concat(entries, how="diagonal")
    return log.select(
        *(
            pl.col(name).replace_strict(words, default=pl.col(name), return_dtype=pl.String)
            if (words := {"event": events, "reason": reasons}.get(name))
            else pl.col(name).cast(pl.String)
            for name in TEXTS
        ),
        "spend",
    )


def reasons_in(language: Language) -> dict[str, str]:
    """List what every reason means in words."""
    classes = {each.name: each.label[language] for each in list_classes()}
    return {**list_words("match_reasons", language), **classes}


def _left_out(records: pl.DataFrame) -> pl.DataFrame:
    return records.filter(pl.col("left_out").is_not_null()).select(
        "supplier_id", "supplier_name", "rule",
        event=pl.lit("left_out"), key=pl.lit(None, dtype=pl.String), column=pl.lit(None, dtype=pl.String),
        recorded=pl.lit(None, dtype=pl.String), written=pl.lit(None, dtype=pl.String), reason="left_out",
        spend="total_spend",
    )  # fmt: skip


def _merged(records: pl.DataFrame) -> pl.DataFrame:
    return records.filter(pl.col("left_out").is_null(), pl.col("merged_by").is_not_null()).select(
        "supplier_id", "supplier_name", event=pl.lit("merged"), key="our_key", reason="merged_by", spend="total_spend"
    )


def _alike(chosen: MatchRows) -> pl.DataFrame:
    """List both suppliers of each pair that has two rows in the file."""
    known = chosen.records.filter(pl.col("left_out").is_null()).select(
        "supplier_key", "supplier_id", "supplier_name", "our_key", "total_spend"
    )
    pairs = chosen.alike.join(known, on="supplier_key").join(
        known, left_on="other_key", right_on="supplier_key", suffix="_other"
    )
    return pairs.select(
        supplier_id="supplier_id", supplier_name="supplier_name", event=pl.lit("alike"), key="our_key",
        recorded=pl.concat_str("our_key_other", "supplier_name_other", separator=" ", ignore_nulls=True),
        reason=pl.lit("alike"), spend="total_spend",
    )  # fmt: skip


def _changed(rows: pl.DataFrame, column: MatchColumn, changes: pl.DataFrame, language: Language) -> pl.DataFrame:
    known = rows.with_row_index("row").select("row", "supplier_id", "supplier_name", "our_key", "total_spend")
    return changes.join(known, on="row", how="left", maintain_order="left").select(
        "supplier_id", "supplier_name", "recorded", "written",
        event=pl.when(pl.col("written").is_null()).then(pl.lit("left_empty")).otherwise(pl.lit("changed")),
        key="our_key", column=pl.lit(column.heading[language]), reason="why", spend="total_spend",
    )  # fmt: skip
