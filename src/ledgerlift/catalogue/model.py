"""What the catalogue knows of one accounting package: the shape of a file in ``software/``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from ledgerlift.records import DataType, DocumentType, Method

ConnectionKind = Literal["file", "direct"]
Language = Literal["en", "fr", "de", "es", "nl", "it", "pt", "sv", "da", "nb", "fi", "pl", "cs", "ru", "tr"]
Layout = Literal["flat", "grouped", "lines", "crosstab", "fixed_width"]
FileType = Literal["xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "html", "xml"]
DateOrder = Literal["DMY", "MDY", "YMD", "julian"]
Negative = Literal["minus", "trailing_minus", "parentheses", "cr_suffix"]

# verified: seen in real exports or the program's own source; documented: from the vendor's documentation.
Confidence = Literal["verified", "documented", "general_knowledge"]
SourceKind = Literal["export", "source_code", "documentation", "experience"]

# Keys beside the canonical fields under which headings are listed: columns that are nothing we keep, and columns of
# bank details, which are recognised so that they can be dropped and reported.
IGNORED = "ignored"
BANK_DETAILS = "bank_details"

Sign = Literal["positive", "negative", "varies"]
NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Text:
    """One text in the two languages of the journey; empty where it is not written yet."""

    en: str = ""
    fr: str = ""


@dataclass(frozen=True)
class Steps:
    """Numbered instructions in the two languages of the journey."""

    en: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signs:
    """How a report signs its amounts.

    ``amounts`` is the sign of an ordinary record (a bill in bills, a payment in payments) and ``credits`` that of its
    opposite (a credit note, a refund). Both positive means that only the document type tells them apart. ``side`` names
    the column that carries an ordinary record where debits and credits stand in two columns.
    """

    amounts: Sign | None = None
    credits: Sign | None = None
    side: Literal["debit", "credit"] | None = None


@dataclass(frozen=True)
class Conventions:
    """How the package writes values; where several are listed, the user's settings decide."""

    date_orders: tuple[DateOrder, ...] = ()
    decimal_marks: tuple[Literal[".", ","], ...] = ()
    negatives: tuple[Negative, ...] = ()
    empty_dates: tuple[str, ...] = ()  # dates as written that stand for "no date", such as 1900-01-01
    implied_decimals: int = 0  # of amounts in raw table extracts that are stored without their decimal mark


@dataclass(frozen=True)
class Alternative:
    """Another report of the package that serves when the first cannot be found."""

    name: str = ""
    menu_path: tuple[str, ...] = ()
    steps: Steps = Steps()


@dataclass(frozen=True)
class Query:
    """A definition an administrator can install to get the report: SQL, a saved search, a custom report."""

    name: str
    file_name: str  # what the download is called
    kind: Literal["sql", "saved_search", "report_definition"]
    text: str
    note: Text = Text()


@dataclass(frozen=True)
class Report:
    """One report of one package.

    ``headings`` lists, per language and field, what the package calls its columns; ``technical`` what its tables and
    interfaces call them (possibly with the table: ``BSIK.BELNR``). Both may also list ``ignored`` and
    ``bank_details``. ``headerless`` names the field of each column in turn (or ``ignored``) for a report that the
    package writes without headings. ``document_types`` and ``methods`` translate the package's own codes.
    """

    name: str
    menu_path: tuple[str, ...] = ()
    steps: Steps = Steps()
    filters: Text = Text()
    file_types: tuple[FileType, ...] = ()
    recognise: Text = Text()
    alternative: Alternative | None = None
    layouts: tuple[Layout, ...] = ()
    headerless: tuple[str, ...] = ()
    signs: Signs = Signs()
    document_types: Mapping[str, DocumentType] = field(default_factory=lambda: NOTHING)
    methods: Mapping[str, Method] = field(default_factory=lambda: NOTHING)
    headings: Mapping[Language, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: NOTHING)
    technical: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    confidence: Confidence = "general_knowledge"
    source: SourceKind = "experience"
    references: tuple[str, ...] = ()
    queries: tuple[Query, ...] = ()


@dataclass(frozen=True)
class Columns:
    """Headings that belong to no package, as a Report lists its own."""

    headings: Mapping[Language, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: NOTHING)
    technical: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True)
class GeneralVocabulary:
    """Headings of no one product. ``shared`` holds for every data type that has the field."""

    shared: Columns
    reports: Mapping[DataType, Columns]


@dataclass(frozen=True)
class Software:
    """One accounting package. ``reports`` may know more data types than ``connections`` offers."""

    slug: str
    name: str
    vendor: str
    platform_key: str  # four letters, never changed once published: API clients keep it
    connections: Mapping[ConnectionKind, tuple[DataType, ...]]
    extends: str | None = None  # the slug of the package whose facts this one shares
    slug_aliases: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    who_can_export: Text = Text()
    conventions: Conventions = Conventions()
    reports: Mapping[DataType, Report] = field(default_factory=lambda: NOTHING)

    @property
    def data_types(self) -> tuple[DataType, ...]:
        """The data types this package can give by any kind of connection, in the journey's order."""
        offered = {data_type for data_types in self.connections.values() for data_type in data_types}
        return tuple(data_type for data_type in DataType if data_type in offered)


@dataclass(frozen=True)
class OtherReportWords:
    """What tells a report that is none of ours, per language; ``telling`` are headings ours do not have."""

    name: Text
    titles: Mapping[Language, tuple[str, ...]]
    telling: Mapping[Language, tuple[str, ...]]
    headings: Mapping[Language, tuple[str, ...]]
    technical: tuple[str, ...] = ()
    resembles: DataType | None = None
    numbered_by: str | None = None
    double_entry: bool = False
    dated: bool = False
    by_period: bool = False
    of_suppliers: bool = False
    of_people: bool = False
