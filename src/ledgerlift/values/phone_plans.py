"""Telephone numbers in the plain forms of their country's numbering plan, recognised all at once.

A library knows every plan, one number at a time; here its plans are used as patterns over a whole column. What fits no
pattern is left to the library itself.
"""

import functools
from typing import NamedTuple

import polars as pl

# What people put between the figures of a number.
_PLAIN = r"^\+?[\d ()/.-]+$"


class Plan(NamedTuple):
    """The numbers of one country code: a pattern of those without it, and what stands before them at home.

    ``prefix`` is None where more than a fixed figure may; ``way_out`` is a pattern of what begins a call abroad.
    """

    code: str
    pattern: str
    prefix: str | None
    way_out: str


def format_plain(texts: pl.Series, regions: pl.Series) -> pl.Series:
    """Write numbers in E.164 where their country code, or the plan of their region, leaves no doubt; else null.

    ``regions`` are the two-letter countries that numbers without a country code belong to.
    """
    rows = pl.DataFrame({"text": texts, "region": regions.str.to_uppercase()})
    figures = pl.when(pl.col("text").str.contains(_PLAIN)).then(pl.col("text").str.replace_all(r"[^\d+]", ""))
    rows = rows.with_columns(figures.alias("figures"), code=figures.str.extract(r"^\+(\d{1,3})"))
    abroad = [_abroad(plan) for plan in _plans_of(rows["code"])]
    regions_here = rows["region"].drop_nulls().unique().sort()
    at_home = [_at_home(region, plan) for region in regions_here if (plan := _plan_of_region(region))]
    return rows.select(pl.coalesce(*abroad, *at_home, pl.lit(None, dtype=pl.String)).alias("phone")).to_series()


def _plans_of(beginnings: pl.Series) -> list[Plan]:
    """Find the plans of the country codes at the beginning of up to three figures; no code begins another."""
    codes = {begin[:length] for begin in beginnings.drop_nulls().unique() for length in (1, 2, 3)}
    return [plan for code in sorted(codes) if code.isdigit() and (plan := _plan(code))]


def _abroad(plan: Plan) -> pl.Expr:
    figures = pl.col("figures")
    return pl.when(figures.str.contains(rf"^\+{plan.code}(?:{plan.pattern})$")).then(figures)


def _at_home(region: str, plan: Plan) -> pl.Expr:
    figures, prefix = pl.col("figures"), plan.prefix or ""
    fits = figures.str.contains(rf"^{prefix}(?:{plan.pattern})$") & ~figures.str.contains(rf"^(?:{plan.way_out})")
    number = pl.concat_str(pl.lit(f"+{plan.code}"), figures.str.slice(len(prefix)))
    return pl.when((pl.col("region") == region) & fits).then(number)


@functools.cache
def _plan_of_region(region: str) -> Plan | None:
    """Find the plan of a country that is the main one of its code."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, country_code_for_region

    code = country_code_for_region(region)
    plan = _plan(str(code)) if COUNTRY_CODE_TO_REGION_CODE.get(code, ("",))[0] == region else None
    return plan if plan and plan.prefix is not None else None


@functools.cache
def _plan(code: str) -> Plan | None:
    """Find the plan of a country code, that of its main country; None where numbers are rewritten on their way."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    region = COUNTRY_CODE_TO_REGION_CODE.get(int(code), ("",))[0]
    known = PhoneMetadata.metadata_for_region(region, None)
    if known is None or known.leading_digits or known.national_prefix_transform_rule:
        return None
    kinds = (
        known.fixed_line, known.mobile, known.toll_free, known.premium_rate, known.shared_cost,
        known.personal_number, known.voip, known.pager, known.uan, known.voicemail,
    )  # fmt: skip
    patterns = [kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern]
    before = known.national_prefix_for_parsing or ""
    prefix = known.national_prefix or "" if not before.strip("|0123456789") else None
    return Plan(code, "|".join(patterns), prefix, known.international_prefix or "00") if patterns else None
