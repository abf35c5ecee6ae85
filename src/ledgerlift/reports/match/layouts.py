"""The columns and limits of each network's file, read from ``layouts.yaml``."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledgerlift.data_files import read_yaml
from ledgerlift.problems import Language

Words = Mapping[Language, str]


@dataclass(frozen=True)
class MatchColumn:
    """One column of a match file.

    ``source`` names the column of the supplier rows, ``form`` how its values are written (`fitting`), ``most`` the
    number of characters the network takes (None: no limit is documented).
    """

    key: str
    source: str
    form: str
    heading: Words
    definition: Words
    most: int | None = None
    required: bool = False


@dataclass(frozen=True)
class Layout:
    """One network's file. ``limits`` says where its limits are documented; None when the network publishes none."""

    network: str
    columns: tuple[MatchColumn, ...]
    further: tuple[MatchColumn, ...]
    limits: Words | None

    def choose(self, keys: Sequence[str]) -> "Layout":
        """Give the layout with these columns in this order; all of the network's own when none are named.

        Raises ValueError for a column the layout does not have.
        """
        if not keys:
            return self
        known = {column.key: column for column in (*self.columns, *self.further)}
        if unknown := [key for key in keys if key not in known]:
            raise ValueError(f"{self.network} has no column {', '.join(unknown)}; it has {', '.join(known)}")
        return Layout(self.network, tuple(known[key] for key in keys), self.further, self.limits)


@functools.cache
def list_networks() -> tuple[str, ...]:
    """List the networks, by the names of their reports."""
    return tuple(_load()["networks"])


@functools.cache
def get_layout(network: str) -> Layout:
    """Get a network's layout; raises KeyError for one that is not known."""
    entry = _load()["networks"][network]
    return Layout(
        network=network,
        columns=tuple(_read_column(each) for each in entry["columns"]),
        further=tuple(_read_column(each) for each in entry["further"]),
        limits=entry["limits"],
    )


def layouts_version() -> str:
    """Give the version of the layouts; every file prints it."""
    version: str = _load()["version"]
    return version


def _read_column(entry: str | Mapping[str, Mapping[str, Any]]) -> MatchColumn:
    key, changes = (entry, {}) if isinstance(entry, str) else next(iter(entry.items()))
    return MatchColumn(**{"key": key, **_load()["columns"][key], **changes})


@functools.cache
def _load() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = read_yaml(__package__, "layouts.yaml")
    return loaded
