"""The suppliers a suppliers report lists, each once."""

import polars as pl

from ledgerlift.normalise.model import set_rows_aside
from ledgerlift.problems import Place, Problem
from ledgerlift.records import PLACE_COLUMNS, DataType, field_columns
from ledgerlift.resolve.supplier_book import with_keys, with_naming


def list_suppliers(frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, tuple[Problem, ...]]:
    """Merge the rows of one supplier: the same id, or without an id the same name.

    Gives the suppliers in the order of the report with what their first row leaves empty filled from the later ones,
    those later rows and rows that name nobody as set aside, and a problem that counts the repetitions.
    """
    (keyed,) = with_keys(with_naming(frame))
    identity = pl.coalesce("id " + pl.col("supplier_id"), "name " + pl.coalesce("name_key", "supplier_name"))
    keyed = keyed.with_columns(identity.alias("identity")).drop("id_key", "name_key")
    nameless, keyed = keyed.filter(pl.col("identity").is_null()), keyed.drop_nulls("identity")
    fields = [field for field in field_columns(DataType.SUPPLIERS) if field in keyed]
    suppliers = keyed.group_by("identity", maintain_order=True).agg(
        pl.col(fields).first(ignore_nulls=True), pl.col(list(PLACE_COLUMNS)).first()
    )
    repeated = keyed.filter(~pl.col("identity").is_first_distinct())
    listed = suppliers.select(*fields, pl.lit(str(DataType.SUPPLIERS)).alias("origin"), *PLACE_COLUMNS)
    set_aside = [
        set_rows_aside(nameless, DataType.SUPPLIERS, "empty_record"),
        set_rows_aside(repeated, DataType.SUPPLIERS, "duplicate_supplier"),
    ]
    return listed, pl.concat(set_aside), tell_repeated(repeated)


def tell_repeated(repeated: pl.DataFrame) -> tuple[Problem, ...]:
    """Say that suppliers stand on more than one row."""
    if repeated.is_empty():
        return ()
    first = repeated.row(0, named=True)
    found = first["supplier_id"] or first["supplier_name"]
    place = Place(first["file"], first["sheet"], first["row"])
    return (Problem("supplier_listed_twice", place, found, "supplier_id", repeated.height),)
