"""Supplier records that are one supplier: the same tax number, or the same name at the same place.

Two ids in the books stay two suppliers everywhere else; only what goes to a card network is one row a supplier.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from ledgerlift.values.names import normalise_name
from ledgerlift.values.tax_numbers import parse_tax_numbers

# Out of 100: names nearly equal beside the same phone, postal code or e-mail address are one supplier.
SAME_NAME = 95
ALIKE_NAME = 85
# Beside the same tax number only a quite different name keeps two records apart: agents share their number.
RELATED_NAME = 60
# A phone number or postal code of more records than this belongs to a shopping centre, or is made up.
MOST_IN_A_BLOCK = 50
# Names so general that several suppliers may have them.
GENERAL = r"^(?:city|town|county|village|ville|municipalite|cash|petty cash|petite caisse|misc|divers|various)\b"

TAX, PHONE, POSTAL, EMAIL = "tax_number", "phone", "postal_code", "email"


@dataclass(frozen=True)
class Clusters:
    """What was found.

    ``members`` has a row a record: ``supplier_key``, ``cluster`` (the key of the record with most spend) and
    ``merged_by``, the evidence (null for that record itself). ``alike`` pairs records a person should look at:
    ``supplier_key``, ``other_key``.
    """

    members: pl.DataFrame
    alike: pl.DataFrame


def find_clusters(suppliers: pl.DataFrame) -> Clusters:
    """Find the records that are one supplier.

    ``suppliers`` has ``supplier_key``, ``total_spend`` and the details of a supplier. Names of one word, and general
    ones such as "City of ...", are never taken for the same because of a place; nor are records of two countries.
    """
    ranked = suppliers.sort("total_spend", "supplier_key", descending=[True, False], nulls_last=True)
    records = ranked.with_row_index("record").select(
        "record",
        "supplier_key",
        "country",
        "supplier_name",
        name_key=normalise_name(pl.col("supplier_name")).replace("", None),
        tax_number=_valid_tax_number(),
        phone=pl.col("phone").str.replace_all(r"\D", ""),
        postal_code=pl.col("postal_code").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", ""),
        email=pl.col("email").str.to_lowercase(),
    )
    pairs = pl.concat(list(_list_pairs(records)))
    leaders = _join_up(records.height, pairs.filter("is_same"))
    members = records.select("supplier_key", leader=pl.Series(leaders, dtype=pl.UInt32), record="record")
    evidence = (
        pl.concat(
            [pairs.filter("is_same").select(pl.col(end).alias("record"), "evidence") for end in ("other", "record")]
        )
        .group_by("record", maintain_order=True)
        .agg(merged_by=pl.col("evidence").first())
    )
    keys = records.select(leader="record", cluster="supplier_key")
    members = members.join(keys, on="leader", how="left").join(evidence, on="record", how="left")
    is_leader = pl.col("supplier_key") == pl.col("cluster")
    members = members.with_columns(merged_by=pl.when(~is_leader).then("merged_by")).sort("record")
    return Clusters(members.select("supplier_key", "cluster", "merged_by"), _list_alike(records, pairs, leaders))


def _valid_tax_number() -> pl.Expr:
    read = parse_tax_numbers(pl.col("tax_number"), country=pl.col("country"))
    return pl.when(read.struct.field("country").is_not_null()).then(read.struct.field("number"))


def _list_pairs(records: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Pair records that share something: ``record`` < ``other``, by which ``evidence``, and whether they are one."""
    has_own_name = pl.col("name_key").str.contains(" ") & ~pl.col("name_key").str.contains(GENERAL)
    for evidence in (TAX, PHONE, POSTAL, EMAIL):
        named = records.filter(
            pl.col(evidence).is_not_null() & (pl.col(evidence) != "") & pl.col("name_key").is_not_null()
        )
        # Equal names need no comparison: each is paired with the first, however many there are.
        equal = named.with_columns(first=pl.col("record").min().over(evidence, "name_key"))
        equal = equal.filter(pl.col("first") < pl.col("record"), pl.lit(evidence == TAX) | has_own_name)
        yield equal.select(record="first", other="record", evidence=pl.lit(evidence), is_same=pl.lit(value=True)).pipe(
            _without_two_countries, records
        )
        distinct = named.filter(pl.lit(evidence == TAX) | has_own_name).unique(
            [evidence, "name_key"], keep="first", maintain_order=True
        )
        small = distinct.filter(pl.len().over(evidence).is_between(2, MOST_IN_A_BLOCK)).select(
            "record", evidence, "name_key"
        )
        candidates = small.join(small, on=evidence, suffix="_other").filter(pl.col("record") < pl.col("record_other"))
        yield _compare(candidates, evidence).pipe(_without_two_countries, records)


def _compare(candidates: pl.DataFrame, evidence: str) -> pl.DataFrame:
    from rapidfuzz import fuzz

    scorer = fuzz.token_set_ratio if evidence == TAX else fuzz.ratio
    names = zip(candidates["name_key"], candidates["name_key_other"], strict=True)
    scored = candidates.with_columns(score=pl.Series([scorer(one, other) for one, other in names], dtype=pl.Float64))
    return (
        scored.filter(pl.col("score") >= (0 if evidence == TAX else ALIKE_NAME))
        .with_columns(is_same=pl.col("score") >= (RELATED_NAME if evidence == TAX else SAME_NAME))
        .select("record", other="record_other", evidence=pl.lit(evidence), is_same="is_same")
        .sort("record", "other")
    )


def _without_two_countries(pairs: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    countries = records.select("record", "country")
    joined = pairs.join(countries, on="record", how="left").join(
        countries, left_on="other", right_on="record", how="left", suffix="_other"
    )
    differ = (pl.col("country") != pl.col("country_other")).fill_null(value=False)
    return joined.filter(~differ).select(pairs.columns).sort("record", "other")


def _join_up(count: int, pairs: pl.DataFrame) -> list[int]:
    """Give each record the first record it is connected with."""
    leaders = list(range(count))

    def leader_of(record: int) -> int:
        while leaders[record] != record:
            leaders[record] = leaders[leaders[record]]
            record = leaders[record]
        return record

    for one, other in pairs.select("record", "other").iter_rows():
        first, second = sorted((leader_of(one), leader_of(other)))
        leaders[second] = first
    return [leader_of(record) for record in range(count)]


def _list_alike(records: pl.DataFrame, pairs: pl.DataFrame, leaders: list[int]) -> pl.DataFrame:
    """List pairs that may be one supplier and are two rows: a like name at one place, or the same name anywhere."""
    first = records.filter(pl.col("name_key").is_not_null()).with_columns(
        first=pl.col("record").first().over("name_key")
    )
    same_name = first.filter(pl.col("first") < pl.col("record")).select(record="first", other="record")
    found = pl.concat([pairs.filter(~pl.col("is_same")).select("record", "other"), same_name]).unique(
        maintain_order=True
    )
    cluster_of = pl.Series(leaders, dtype=pl.UInt32)
    apart = found.filter(cluster_of.gather(found["record"]) != cluster_of.gather(found["other"])).sort(
        "record", "other"
    )
    keys = records["supplier_key"]
    return pl.DataFrame(
        {"supplier_key": keys.gather(apart["record"]), "other_key": keys.gather(apart["other"])},
        schema={"supplier_key": pl.String, "other_key": pl.String},
    )
