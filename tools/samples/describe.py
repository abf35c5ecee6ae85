"""Reads the descriptions of exports: one YAML file a package, with the shape of each of its reports."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from tools.samples.invent import invent_ledger
from tools.samples.ledger import Ledger
from tools.samples.notation import DateNotation, NumberNotation
from tools.samples.values import FIELD_OF_VALUE
from tools.samples.wording import Wording

from ledgerlift.records import FIELDS, DataType

Fields = str | Sequence[str | None] | None


@dataclass(frozen=True)
class Column:
    """One column: its heading, the value it prints, and which field is right for it in each data type.

    ``value`` is a value's name; with ``=`` in front it is a text in which names in braces are filled in; None is an
    empty column. A field that is a list means that each of its entries is right, null being "no field at all".
    """

    heading: str
    value: str | None
    fields: Fields | Mapping[str, Fields]
    dates: DateNotation
    numbers: NumberNotation
    as_text: bool = True

    def field(self, data_type: str | None) -> Fields:
        """Give the field, or the fields of which each is right, of this column in one data type."""
        if isinstance(self.fields, Mapping):
            return self.fields.get(data_type or "")
        return self.fields


@dataclass(frozen=True)
class Group:
    """A level of grouping: rows with the same value of ``by`` stand together.

    ``head`` and ``foot`` map positions to texts of the rows above and below them; ``sums`` are the positions that the
    foot adds up; ``fields`` says which field the head's or foot's texts stand for.
    """

    by: str
    head: Mapping[int, str] = field(default_factory=dict)
    foot: Mapping[int, str] = field(default_factory=dict)
    sums: Sequence[int] = ()
    fields: Mapping[int, Fields] = field(default_factory=dict)
    blank_after: bool = False


@dataclass(frozen=True)
class SheetShape:
    """One sheet of an export, or the whole of a text file. README.md says what each entry does."""

    view: str
    columns: Sequence[Column]
    dates: DateNotation
    numbers: NumberNotation
    sheet: str | None = None
    only: Mapping[str, Any] = field(default_factory=dict)
    sort: Sequence[str] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    void_as_zero: bool = False
    title: Sequence[Any] = ()
    header: bool = True
    bands: Mapping[int, str] = field(default_factory=dict)
    header_values: str = "every"  # or first, last, first_amounts, last_amounts: the rows with the record's values
    blank_after_record: bool = False
    groups: Sequence[Group] = ()
    total: Mapping[int, str] = field(default_factory=dict)
    total_sums: Sequence[int] | None = None
    blank_before_total: bool = False
    footer: Sequence[Any] = ()
    page: Mapping[str, Any] = field(default_factory=dict)
    rules: Sequence[str] = ()  # where a line of dashes is drawn: above_header, below_header, below_body
    layout: str | None = None
    rows_are_records: bool = False  # nothing in the file says which rows belong together


@dataclass(frozen=True)
class Case:
    """One export: the file to write and what the reader has to find in it."""

    software: str | None
    folder: str
    name: str
    file: str
    ledger: Ledger
    words: Wording
    sheets: Sequence[SheetShape]
    options: Mapping[str, Any]
    notes: str


WORKBOOKS = frozenset({"xlsx", "xls", "ods", "xml"})

# What a case may say about its file, beside the shape of its sheet.
DEFAULT_OPTIONS = {
    "encoding": "utf-8", "delimiter": ",", "quoting": "minimal", "line_end": "\r\n", "final_line_end": True,
    "sep_line": False, "pad": False, "extra_sheets": [], "outcome": None, "kind": None, "raw": None, "writer": None,
}  # fmt: skip


def load_package(path: Path) -> Iterator[Case]:
    """Load the cases of one package. What stands beside ``cases`` holds for each of them unless it says otherwise."""
    package = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases = package.pop("cases")
    ledgers: dict[str, Ledger] = {}
    for name, own in cases.items():
        # Codes and ids add up; everything else a case says stands instead of the package's.
        merged = {key: {**package.get(key, {}), **own.get(key, {})} for key in ("codes", "ids")}
        case = {**package, **own, **merged}
        key = repr(case["ledger"])
        if key not in ledgers:
            ledgers[key] = invent_ledger(**case["ledger"])
        yield _case(path.stem, name, case, ledgers[key])


def _case(folder: str, name: str, case: Mapping[str, Any], ledger: Ledger) -> Case:
    language = case.get("language", ledger.language)
    words = Wording(language, case.get("codes", {}), case.get("ids", {}))
    shapes = [_sheet({**case, **own}, language) for own in case.get("sheets", [{}] if "view" in case else [])]
    sheets = [dataclasses.replace(shape, columns=_spread_accounts(shape.columns, ledger)) for shape in shapes]
    options = {**DEFAULT_OPTIONS, **{key: value for key, value in case.items() if key in DEFAULT_OPTIONS}}
    return Case(case["software"], folder, name, case["file"], ledger, words, sheets, options, case.get("notes", ""))


def _sheet(shape: Mapping[str, Any], language: str) -> SheetShape:
    # A writer's name says more than the ending of a file that is in disguise.
    is_workbook = (shape.get("writer") or Path(shape["file"]).suffix.removeprefix(".")) in WORKBOOKS
    dates = DateNotation(shape.get("dates", "native"), language, shape.get("empty_date", ""))
    numbers = NumberNotation(str(shape.get("numbers", "native")))
    if not is_workbook and (dates.is_native or numbers.is_native):
        raise ValueError(f"{shape['file']}: a text file needs a way to write dates and numbers")
    given = {item.name: shape[item.name] for item in dataclasses.fields(SheetShape) if item.name in shape}
    return SheetShape(
        **{
            **given,
            "sheet": shape.get("sheet", "Sheet1") if is_workbook else None,
            "dates": dates,
            "numbers": numbers,
            "columns": [_column(column, dates, numbers) for column in shape["columns"]],
            "groups": [Group(**group) for group in shape.get("groups", [])],
        }
    )


def _column(column: Sequence[Any], dates: DateNotation, numbers: NumberNotation) -> Column:
    """Read ``[heading, value]``, ``[heading, value, field]`` or ``[heading, value, field, options]``."""
    heading, value, *rest = column
    if not isinstance(heading, str):
        raise ValueError(f"the heading {heading!r} is no text: put it in quotes")
    fields = rest[0] if rest else _fields_of(value)
    options = rest[1] if len(rest) > 1 else {}
    return Column(
        heading=heading,
        value=None if value is None else str(value),
        fields=fields,
        dates=DateNotation(options["dates"], dates.language, dates.empty) if "dates" in options else dates,
        numbers=NumberNotation(str(options["numbers"])) if "numbers" in options else numbers,
        as_text=options.get("as_text", True),
    )


def _spread_accounts(columns: Sequence[Column], ledger: Ledger) -> list[Column]:
    """Put one column for each cost account in the place of a column of the value ``accounts``."""
    accounts = sorted({(line.account, line.account_name) for bill in ledger.bills for line in bill.lines})
    spread: list[Column] = []
    for column in columns:
        if column.value == "accounts":
            heads = [(column.heading.format(code=code, name=name), f"account {code}") for code, name in accounts]
            spread += [dataclasses.replace(column, heading=heading, value=value) for heading, value in heads]
        else:
            spread.append(column)
    return spread


def _fields_of(value: str | None) -> Fields | Mapping[str, Fields]:
    """Give the field of a value in each data type, where its name is a canonical field's."""
    if value is None or value.startswith("="):
        return None
    found: dict[str, Fields] = {str(kind): value for kind in DataType if value in FIELDS[kind]}
    return {**found, **FIELD_OF_VALUE.get(value, {})}
