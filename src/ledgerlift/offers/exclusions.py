"""Suppliers no card programme can pay: tax offices, payroll, banks, the group's own companies and the like.

A false exclusion costs revenue and a false inclusion embarrasses. A name alone excludes only where nobody else is
called so; anything else needs the accounts of the ledger as a second witness.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from ledgerlift.data_files import read_yaml
from ledgerlift.problems import Language
from ledgerlift.snapshot import Snapshot
from ledgerlift.values import text
from ledgerlift.values.names import normalise_name

# An account speaks for a supplier when at least half of what was booked for it, in amount, stands there.
MOST_OF_IT = 0.5
SCHEMA = {"supplier_key": pl.String, "exclusion": pl.String, "rule": pl.String}


@dataclass(frozen=True)
class ExclusionClass:
    """One kind of supplier that is left out; each pattern stands under the id of its rule."""

    name: str
    label: Mapping[Language, str]
    authorities: Mapping[str, str]
    names: Mapping[str, str]
    accounts: Mapping[str, str]


def find_exclusions(suppliers: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """Give the suppliers that are left out: ``supplier_key``, ``exclusion`` (the class) and ``rule``.

    ``suppliers`` has ``supplier_key`` and ``supplier_name``; the snapshot gives the accounts and the company's own
    names. A supplier has one row, that of the first class that holds.
    """
    named = suppliers.select("supplier_key", words=text.words_of(suppliers["supplier_name"].cast(pl.String)))
    booked = _find_accounts(snapshot)
    found = [_by_own_name(suppliers, snapshot)]
    for each in list_classes():
        found += [_matching(named, each, rule, pattern) for rule, pattern in each.authorities.items()]
        witnesses = _with_most_booked(booked, each)
        cued = named.filter(pl.col("supplier_key").is_in(witnesses.implode()))
        found += [_matching(cued, each, rule, pattern) for rule, pattern in each.names.items()]
    return pl.concat(found).unique("supplier_key", keep="first", maintain_order=True)


def list_classes() -> tuple[ExclusionClass, ...]:
    """List the classes in the order they are tried."""
    return tuple(ExclusionClass(name=name, **entry) for name, entry in _load()["classes"].items())


def rules_version() -> str:
    """Give the version of the rules; reports print it."""
    version: str = _load()["version"]
    return version


def _matching(named: pl.DataFrame, of: ExclusionClass, rule: str, pattern: str) -> pl.DataFrame:
    return named.filter(pl.col("words").str.contains(pattern)).select(
        "supplier_key", exclusion=pl.lit(of.name), rule=pl.lit(f"{of.name}.{rule}")
    )


def _by_own_name(suppliers: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """Find suppliers called like the company whose books these are, or like one of its companies."""
    entities = pl.concat(
        [snapshot.frames[name].select("entity_name").unique() for name in ("bills", "payments", "direct_costs")]
    ).collect()["entity_name"]
    names = pl.concat(
        [entities.drop_nulls(), pl.Series([snapshot.manifest.company.name], dtype=pl.String).drop_nulls()]
    )
    own = normalise_name(names).unique()
    rule = _load()["own_name"]
    is_own = normalise_name(suppliers["supplier_name"].cast(pl.String)).is_in(own.filter(own != "").implode())
    return suppliers.filter(is_own).select(
        "supplier_key", exclusion=pl.lit(rule["class"]), rule=pl.lit(f"{rule['class']}.{rule['id']}")
    )


def _find_accounts(snapshot: Snapshot) -> pl.DataFrame:
    """Add up, for each supplier and account name, what was booked; in amounts as they stand, without their signs."""
    booked = pl.concat(
        snapshot.frames[name].select("supplier_key", "gl_account_name", amount=pl.col("total_amount").abs())
        for name in ("bills", "direct_costs")
    )
    added = (
        booked.filter(pl.col("supplier_key").is_not_null())
        .group_by("supplier_key", "gl_account_name")
        .agg(pl.col("amount").cast(pl.Float64).sum())
        .collect()
    )
    return added.with_columns(account=text.words_of(added["gl_account_name"]))


def _with_most_booked(booked: pl.DataFrame, of: ExclusionClass) -> pl.Series:
    """Find the suppliers most of whose amount stands in accounts of the class."""
    if not of.accounts:
        return pl.Series(dtype=pl.String)
    is_of_class = pl.col("account").str.contains("|".join(of.accounts.values())).fill_null(value=False)
    there = pl.col("amount").filter(is_of_class).sum()
    whole = pl.col("amount").sum()
    share = booked.group_by("supplier_key").agg(is_most=(there > 0) & (there >= MOST_OF_IT * whole))
    return share.filter("is_most")["supplier_key"]


@functools.cache
def _load() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = read_yaml(__package__, "exclusions.yaml")
    return loaded
