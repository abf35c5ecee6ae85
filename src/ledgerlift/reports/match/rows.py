"""The suppliers of a match file: one row a supplier, and the reason of each record that has none."""

import hashlib
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import narwhals as nw
import polars as pl

from ledgerlift.analysis import Analysis, analyse_records
from ledgerlift.analysis.marks import PAYMENTS, mark
from ledgerlift.analysis.suppliers import DETAILS
from ledgerlift.offers import find_clusters, find_exclusions
from ledgerlift.snapshot import Snapshot

MONTHS_IN_A_YEAR = 12
ANALYSED = ("bills", "payments", "direct_costs", "credit_notes")
# Fits the id column of every network, and no spreadsheet takes it for a formula.
KEY = r"^[A-Z0-9][A-Z0-9-]{0,14}$"


@dataclass(frozen=True)
class MatchRows:
    """``rows`` are those of the file, most spend first, with ``our_key`` and all figures.

    ``records`` has every supplier with activity once: ``supplier_key``, ``supplier_id``, ``supplier_name``,
    ``total_spend``, ``our_key`` of its row, ``merged_by`` (evidence, null for the record a row is named after),
    ``left_out`` (why its row is not in the file, or null) and ``rule``. ``alike`` pairs rows a person should look at.
    """

    rows: pl.DataFrame
    records: pl.DataFrame
    alike: pl.DataFrame


def choose_rows(analysis: Analysis, snapshot: Snapshot, *, minimum_spend: Decimal = Decimal(0)) -> MatchRows:
    """Choose the rows of a match file.

    Left out are suppliers without a name, those no card can pay, those nothing was spent with, and those below
    ``minimum_spend`` a year in base currency: bills plus expenses, or payments plus expenses where these are more.
    """
    clusters = find_clusters(analysis.suppliers)
    records = clusters.members.join(analysis.suppliers, on="supplier_key", how="left", maintain_order="left")
    excluded = find_exclusions(analysis.suppliers, snapshot)
    records = records.join(excluded, on="supplier_key", how="left", maintain_order="left")
    merged = _add_figures(_merge(records, analysis, snapshot), analysis)
    merged = merged.with_columns(
        left_out=pl.coalesce(
            pl.when(pl.col("supplier_name").is_null()).then(pl.lit("no_name")),
            "exclusion",
            pl.when(pl.col("annual_spend") <= 0).then(pl.lit("nothing_spent")),
            pl.when(pl.col("annual_spend") < minimum_spend).then(pl.lit("below_minimum")),
        )
    )
    rows_of = merged.select("cluster", "our_key", "left_out", row_rule="rule")
    listed = records.join(rows_of, on="cluster", how="left", maintain_order="left")
    return MatchRows(
        rows=merged.filter(pl.col("left_out").is_null()),
        records=listed.select(
            "supplier_key", "supplier_id", "supplier_name", "total_spend", "our_key", "merged_by", "left_out",
            rule=pl.col("row_rule"),
        ),
        alike=clusters.alike,
    )  # fmt: skip


def _merge(records: pl.DataFrame, analysis: Analysis, snapshot: Snapshot) -> pl.DataFrame:
    """Make one row of each cluster: analysed again as one supplier, its details filled from all its records."""
    details = records.group_by("cluster", maintain_order=True).agg(
        pl.col(DETAILS).first(ignore_nulls=True), pl.col("exclusion", "rule").first(ignore_nulls=True)
    )
    names = dict(records.filter(pl.col("merged_by").is_not_null()).select("supplier_key", "cluster").iter_rows())
    frames = {name: frame.with_columns(_renamed(names)) for name, frame in snapshot.frames.items() if name in ANALYSED}
    frames["suppliers"] = details.lazy().select("cluster", *DETAILS).rename({"cluster": "supplier_key"})
    analysed = _analyse_again(frames, analysis) if names else analysis
    figures = analysed.suppliers.drop(DETAILS).rename({"supplier_key": "cluster"})
    return figures.join(details, on="cluster", how="left", maintain_order="left").join(
        _latest_payments(frames["payments"], analysis), on="cluster", how="left", maintain_order="left"
    )


def _renamed(names: Mapping[str, str]) -> pl.Expr:
    return pl.col("supplier_key").replace(names) if names else pl.col("supplier_key")


def _analyse_again(frames: Mapping[str, pl.LazyFrame], analysis: Analysis) -> Analysis:
    period = analysis.period
    settings = replace(
        analysis.settings,
        base_currency=analysis.base_currency,
        period_from=period.start if period else None,
        period_to=period.end if period else None,
    )
    return analyse_records(frames, settings)


def _add_figures(merged: pl.DataFrame, analysis: Analysis) -> pl.DataFrame:
    """Add what networks want to know beside the figures of the supplier table."""
    months = analysis.months or MONTHS_IN_A_YEAR
    holds_payments = merged["payments_count"].sum() > 0
    merged = merged.with_columns(
        paid_amount=pl.col("payments_amount") + pl.col("direct_costs_amount"),
        paid_count=pl.col("payments_count") + pl.col("direct_costs_count"),
        published_spend=pl.col("total_spend") + pl.col("payments_amount"),
        transactions_count=pl.col("bills_count") + pl.col("direct_costs_count"),
        latest_on=pl.max_horizontal("latest_billed", "latest_direct_cost_billed", "latest_paid"),
        base_currency=pl.lit(analysis.base_currency, dtype=pl.String),
        nothing=pl.lit(None, dtype=pl.String),
        our_key=give_keys(merged),
        **_split_names(),
    )
    return merged.with_columns(
        annual_spend=_a_year(pl.max_horizontal("paid_amount", "total_spend"), months),
        annual_amount=_a_year(pl.col("paid_amount" if holds_payments else "total_spend"), months),
        annual_count=_a_year(pl.col("paid_count" if holds_payments else "transactions_count"), months),
        annual_paid_count=_a_year(pl.col("paid_count"), months),
    )


def _a_year(value: pl.Expr, months: int) -> pl.Expr:
    """Scale what was added up over some months to twelve."""
    return value if months == MONTHS_IN_A_YEAR else value * MONTHS_IN_A_YEAR / months


def _latest_payments(payments: pl.LazyFrame, analysis: Analysis) -> pl.DataFrame:
    marked: pl.LazyFrame = mark(nw.from_native(payments), PAYMENTS, analysis.scope).to_native()
    return (
        marked.filter(pl.col("left_out").is_null())
        .group_by(cluster="supplier_key")
        .agg(latest_paid=pl.col("day").max().cast(pl.Date))
        .collect()
    )


def _split_names() -> dict[str, pl.Expr]:
    """Part a contact's name: "Côté, Marie" and "Marie Côté" have the same first and last name."""
    name = pl.col("contact_name").str.strip_chars()
    last, first = name.str.extract(r"^([^,]+),"), name.str.extract(r"^[^,]+,\s*([^,]+)$")
    plain = ~name.str.contains(",", literal=True)
    return {
        "contact_first_name": pl.coalesce(first, pl.when(plain).then(name.str.extract(r"^(\S+)"))),
        "contact_last_name": pl.coalesce(
            last.str.strip_chars(), pl.when(plain).then(name.str.extract(r"^\S+\s+(.+)$"))
        ),
    }


def give_keys(merged: pl.DataFrame) -> pl.Series:
    """Give each row a key of its own: the id in the books where it has the form of a key, else one made of it."""
    shaped = merged["supplier_id"].str.to_uppercase()
    is_key = shaped.str.contains(KEY).fill_null(value=False) & shaped.is_unique()
    identities = pl.select(pl.coalesce(merged["supplier_id"], merged["supplier_name"], merged["cluster"])).to_series()
    taken = set(shaped.filter(is_key))
    keys = []
    for own, identity, cluster in zip(shaped.set(~is_key, None), identities, merged["cluster"], strict=True):
        key = own or next(made for made in map(_make_key, _salted(identity, cluster)) if made not in taken)
        taken.add(key)
        keys.append(key)
    return pl.Series("our_key", keys, dtype=pl.String)


def _salted(identity: str, cluster: str) -> tuple[str, ...]:
    return (identity, f"{identity}\0{cluster}", f"{identity}\0{cluster}\0again")


def _make_key(identity: str) -> str:
    digest = hashlib.sha256(identity.encode(errors="replace")).digest()
    return f"LL-{b32encode(digest).decode()[:12]}"
