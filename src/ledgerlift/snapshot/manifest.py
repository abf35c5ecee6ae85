"""The manifest: where a snapshot came from, what was decided on the way, and what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# Goes up when a reader of an older version could misread a newer snapshot.
SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Company:
    """The business whose books were read, as far as somebody told us."""

    name: str | None = None
    registration_number: str | None = None
    tax_number: str | None = None
    phone: str | None = None
    addresses: tuple[str, ...] = ()
    web_links: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnEntry:
    """One column of a source and the field it was read as, with the evidence."""

    position: int
    header: str
    field: str | None
    confidence: float
    chosen_by: str
    reasons: tuple[str, ...] = ()
    runner_up: str | None = None
    runner_up_confidence: float | None = None
    date_order: str | None = None
    decimal: str | None = None


@dataclass(frozen=True)
class TableEntry:
    """One table of a source. ``rows`` are the data rows kept; ``skipped`` counts the others in its range by reason."""

    sheet: str | None
    data_type: str | None
    kind: str
    confidence: float
    header_rows: tuple[int, ...]
    first_row: int | None
    last_row: int | None
    rows: int
    layout: str
    sign: int = 1
    skipped: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    columns: tuple[ColumnEntry, ...] = ()


@dataclass(frozen=True)
class SourceEntry:
    """One file as it was sent."""

    name: str
    bytes: int
    sha256: str
    format: str
    encoding: str | None = None
    delimiter: str | None = None
    tables: tuple[TableEntry, ...] = ()


@dataclass(frozen=True)
class Reconciliation:
    """The sum of one sheet: rows = records + lines of the same record + rows set aside (+ unexplained, which is a bug).

    ``records`` counts by record type, ``set_aside`` by reason.
    """

    file: str
    sheet: str | None
    rows: int
    records: Mapping[str, int]
    further_lines: int
    set_aside: Mapping[str, int]
    unexplained: int


@dataclass(frozen=True)
class ProblemCount:
    """How often one problem occurs in the whole snapshot."""

    code: str
    severity: str
    count: int


@dataclass(frozen=True)
class FileEntry:
    """One Parquet file of the snapshot."""

    name: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Everything about a snapshot but its records.

    A caller fills the first block; `write_snapshot` works out the second from the records themselves. ``totals`` maps
    record type, then currency (``XXX`` when none is stated), then amount field to the exact sum as text.
    """

    company: Company = Company()
    base_currency: str | None = None
    software: str | None = None
    sources: tuple[SourceEntry, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)

    schema_version: int = SCHEMA_VERSION
    created_by: str = ""
    snapshot_id: str = ""
    first_date: date | None = None
    last_date: date | None = None
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    totals: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    reconciliation: tuple[Reconciliation, ...] = ()
    problems: tuple[ProblemCount, ...] = ()
