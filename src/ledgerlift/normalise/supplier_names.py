"""Supplier columns that hold an id and a name in one cell: "V00012 - Acme Ltd", "Acme Ltd (V00012)"."""

import polars as pl

# An id has a digit; it stands before the name with a mark or a space between, or behind it in brackets.
ID = r"[A-Za-z]{0,6}[-.]?\d[A-Za-z0-9]*(?:[-./][A-Za-z0-9]+)*"
BEFORE = rf"^(?<id>{ID})\s*(?:[-–—:|;/]\s*|\s)(?<name>\p{{L}}.*)$"
BEHIND = rf"^(?<name>.*\p{{L}}.*?)\s*[(\[](?<id>{ID})[)\]]$"

# A few suppliers are called "3 Mobile" or "24 Seven", so nearly all of several names must be written with an id.
MIN_SHARE = 0.95
MIN_NAMES = 3
MIN_ID_LENGTH = 2


def find_id_pattern(names: pl.Series) -> str | None:
    """Find the pattern, with groups ``id`` and ``name``, by which all names of a column carry an id; else None."""
    distinct = names.drop_nulls().unique()
    if distinct.len() < MIN_NAMES:
        return None
    for pattern in (BEFORE, BEHIND):
        ids = distinct.str.extract_groups(pattern).struct.field("id")
        ids = ids.filter(ids.str.len_chars() >= MIN_ID_LENGTH)
        # Different suppliers have different ids; what many of them share is a category.
        if min(ids.len(), ids.n_unique()) >= MIN_SHARE * distinct.len():
            return pattern
    return None


def split_names(names: pl.Expr, pattern: str) -> tuple[pl.Expr, pl.Expr]:
    """Give the id and the name of each cell; a cell without an id is a name."""
    groups = names.str.extract_groups(pattern)
    return groups.struct.field("id"), pl.coalesce(groups.struct.field("name"), names)
