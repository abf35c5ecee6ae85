"""Who a record names: the suppliers known so far, found by id, then by name, then by a name that is nearly equal."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from ledgerlift.problems import Place, Problem
from ledgerlift.records import PLACE_COLUMNS, WHO, DataType
from ledgerlift.resolve.near_names import find_near_names
from ledgerlift.values.names import normalise_name

# With fewer of its ids than this among the known ones, a list numbers suppliers in a way of its own.
MIN_SHARED_IDS = 0.2


@dataclass(frozen=True)
class Recognised:
    """The suppliers known now, and for each row asked about the index of the one it names (null: nobody)."""

    known: pl.DataFrame
    supplier: pl.Series
    problems: tuple[Problem, ...] = ()


def recognise_suppliers(known: pl.DataFrame, frame: pl.DataFrame, origin: DataType) -> Recognised:
    """Find the supplier that each row of ``frame`` names, and add those not known before.

    ``known`` has one row a supplier, in the order they were first named: at least ``supplier_id``, ``supplier_name``,
    ``origin`` and its place. A supplier's index is its row. Two ids of one list are two suppliers, whatever they are
    called.
    """
    rows = with_naming(frame).select(*WHO, *PLACE_COLUMNS)
    pairs = rows.unique(WHO, keep="first", maintain_order=True)
    pairs, keyed = with_keys(pairs.filter(pl.any_horizontal(pl.col(WHO).is_not_null())), known)
    pairs, problems = find_known(pairs, keyed.with_row_index("supplier"))
    pairs, added = find_added(pairs, first_index=known.height)
    grown = pl.concat([known, added.with_columns(pl.lit(str(origin)).alias("origin"))], how="diagonal")
    # Where every id stands with one name, which is usual, it says all by itself.
    is_named_once = not rows["supplier_id"].null_count() and pairs["supplier_id"].is_unique().all()
    told_by = ["supplier_id"] if is_named_once else list(WHO)
    named = rows.join(
        pairs.select(*told_by, "supplier"), on=told_by, how="left", nulls_equal=True, maintain_order="left"
    )
    return Recognised(fill_gaps(grown, pairs), named["supplier"], problems)


def with_naming(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a frame that lacks a column for the supplier's id or name an empty one."""
    return frame.with_columns(pl.lit(None, dtype=pl.String).alias(field) for field in WHO if field not in frame)


def with_keys(*frames: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Add what ids and names are compared by: ids without case and leading zeros, names normalised."""
    id_key = pl.col("supplier_id").str.to_lowercase().str.strip_chars_start("0")
    name_key = normalise_name(pl.col("supplier_name"))
    # Together, for most names stand in all of the frames.
    keys = pl.concat([frame.select(WHO) for frame in frames]).select(
        id_key.replace("", "0").alias("id_key"), name_key.replace("", None).alias("name_key")
    )
    offset = 0
    for frame in frames:
        yield frame.with_columns(keys.slice(offset, frame.height).get_columns())
        offset += frame.height


def find_known(pairs: pl.DataFrame, known: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Problem, ...]]:
    """Add the known ``supplier`` each pair of id and name stands for, null where it is none of them."""
    by_id = look_up(pairs["supplier_id"], known, "supplier_id").fill_null(
        look_up(pairs["id_key"], known.filter(pl.col("id_key").is_unique()), "id_key")
    )
    by_name = look_up(pairs["name_key"], known, "name_key")
    if numbers_differ(by_id, by_name):
        by_id = by_id.clear(pairs.height)
    # An id missing from a list that has most of the others is a supplier of its own, even if its name is known.
    numbered_alike = by_id.count() > MIN_SHARED_IDS * pairs["supplier_id"].count()
    is_free = pl.col("supplier_id").is_null() | pl.lit(not numbered_alike)
    by_name_alone = look_up(pairs["name_key"], known.filter(pl.col("supplier_id").is_null()), "name_key")
    pairs = pairs.with_columns(is_free.alias("is_free")).with_columns(
        pl.coalesce(by_id, pl.when("is_free").then(by_name).otherwise(by_name_alone)).alias("supplier")
    )
    shared = known.filter(pl.col("name_key").is_duplicated())["name_key"]
    unsure = pairs.filter(by_id.is_null(), pl.col("is_free"), pl.col("name_key").is_in(shared.unique().implode()))
    pairs, near = add_near(pairs, known)
    return pairs, (*tell("supplier_name_shared", unsure, known), *tell("supplier_name_nearly_equal", near, known))


def numbers_differ(by_id: pl.Series, by_name: pl.Series) -> bool:
    """Tell whether two lists use the same ids for different suppliers: ids and names then point to different ones."""
    agree = (by_id == by_name).drop_nulls()
    return bool(agree.len()) and agree.sum() < 0.5 * agree.len()


def look_up(keys: pl.Series, known: pl.DataFrame, field: str) -> pl.Series:
    """Find the first known supplier with each key; null where there is none."""
    first = known.select(pl.col(field).alias("key"), "supplier").drop_nulls("key")
    first = first.unique("key", keep="first", maintain_order=True)
    return keys.to_frame("key").join(first, on="key", how="left", maintain_order="left")["supplier"]


def add_near(pairs: pl.DataFrame, known: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find the suppliers that are still unknown by a name nearly equal; gives the pairs, and those found so."""
    is_open = pairs["supplier"].is_null() & pairs["is_free"]
    names = pairs.filter(is_open)["name_key"].drop_nulls().unique(maintain_order=True)
    near = find_near_names(names.to_list(), known["name_key"].drop_nulls().unique(maintain_order=True))
    if not near:
        return pairs, pairs.clear()
    twins = pairs["name_key"].replace_strict(near, default=None, return_dtype=pl.String)
    pairs = pairs.with_columns(pl.coalesce("supplier", pl.when(is_open).then(look_up(twins, known, "name_key"))))
    return pairs, pairs.filter(is_open & pairs["supplier"].is_not_null())


def find_added(pairs: pl.DataFrame, *, first_index: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """List the suppliers not known before: one for each id, and one for each name that never stands with an id."""
    is_new = pl.col("supplier").is_null()
    ids = pairs.filter(is_new, pl.col("supplier_id").is_not_null()).select("name_key", "supplier_id").drop_nulls()
    ids = ids.unique("name_key", keep="first", maintain_order=True).rename({"supplier_id": "id_of_name"})
    pairs = pairs.join(ids, on="name_key", how="left", maintain_order="left")
    by_id = "id " + pl.coalesce("supplier_id", "id_of_name")
    pairs = pairs.with_columns(pl.coalesce(by_id, "name " + pl.coalesce("name_key", "supplier_name")).alias("identity"))
    added = (
        pairs.filter(is_new)
        .group_by("identity", maintain_order=True)
        .agg(pl.col(WHO).first(ignore_nulls=True), pl.col(list(PLACE_COLUMNS)).first())
    )
    numbers = added.select("identity", pl.int_range(first_index, first_index + pl.len(), dtype=pl.UInt32).alias("new"))
    pairs = pairs.join(numbers, on="identity", how="left", maintain_order="left")
    return pairs.with_columns(pl.coalesce("supplier", "new").alias("supplier")), added.drop("identity")


def fill_gaps(known: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Fill in the id or the name a supplier was known without."""
    found = pairs.group_by("supplier", maintain_order=True).agg(pl.col(WHO).first(ignore_nulls=True))
    indexed = known.with_row_index("supplier").join(found, on="supplier", how="left", maintain_order="left")
    filled = [pl.coalesce(field, f"{field}_right").alias(field) for field in WHO]
    return indexed.with_columns(filled).select(known.columns)


def tell(code: str, pairs: pl.DataFrame, known: pl.DataFrame) -> tuple[Problem, ...]:
    """Say that names were taken for a supplier with less than certainty: the first of them, and how many."""
    if pairs.is_empty():
        return ()
    first = pairs.row(0, named=True)
    place = Place(first["file"], first["sheet"], first["row"])
    details = {"known": known["supplier_name"][first["supplier"]]}
    return (Problem(code, place, first["supplier_name"], "supplier_name", pairs.height, details),)
