"""Reports that are none of ours, so that a wrong upload is named for what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ledgerlift.catalogue.building import build
from ledgerlift.catalogue.mistakes import CatalogueMistakeError, Locator, Mistake
from ledgerlift.catalogue.model import OtherReportWords, Text
from ledgerlift.catalogue.words import normalise_heading
from ledgerlift.records import DataType

OTHER_REPORTS_FILE = Path(__file__).parent / "vocabulary" / "other_reports.yaml"


@dataclass(frozen=True)
class OtherReport:
    """One report that is none of ours. All words are normalised as ``normalise_heading`` does.

    ``name`` completes "This looks like ...". ``telling`` holds headings our own reports do not have, ``headings`` those
    and the rest of what such a report shows, ``titles`` what stands above it. ``resembles`` is the report of ours it is
    most easily taken for, ``numbered_by`` the field of that report which numbers its rows. One that
    ``is_double_entry`` has both sides of everything, one that ``is_dated`` a day in each row, one that
    ``is_by_period`` may have a column for each month, one that ``is_of_suppliers`` may name them as ours do, and one
    that ``is_of_people`` has nothing but the company's own people in it.
    """

    kind: str
    name: Text
    resembles: DataType | None
    titles: frozenset[str]
    telling: frozenset[str]
    headings: frozenset[str]
    numbered_by: str | None = None
    is_double_entry: bool = False
    is_dated: bool = False
    is_by_period: bool = False
    is_of_suppliers: bool = False
    is_of_people: bool = False


def read_other_reports(path: Path = OTHER_REPORTS_FILE) -> dict[str, Any]:
    """Read the file into plain data of normalised words, by kind; raise CatalogueMistakeError on a mistake."""
    from ledgerlift.catalogue.yaml_lines import read_yaml

    content, lines = read_yaml(path)
    mistakes: list[Mistake] = []
    build(Mapping[str, OtherReportWords], content, Locator(path.name, lines, mistakes))
    if mistakes:
        raise CatalogueMistakeError(sorted(mistakes))
    return {kind: _normalised(report) for kind, report in content.items()}


def build_other_reports(data: Mapping[str, Any]) -> Mapping[str, OtherReport]:
    """Make the reports out of what ``read_other_reports`` gives."""
    return MappingProxyType(
        {
            kind: OtherReport(
                kind=kind,
                name=Text(**each["name"]),
                resembles=DataType(each["resembles"]) if each["resembles"] else None,
                titles=frozenset(each["titles"]),
                telling=frozenset(each["telling"]),
                headings=frozenset(each["headings"]),
                numbered_by=each["numbered_by"],
                is_double_entry=each["double_entry"],
                is_dated=each["dated"],
                is_by_period=each["by_period"],
                is_of_suppliers=each["of_suppliers"],
                is_of_people=each["of_people"],
            )
            for kind, each in data.items()
        }
    )


def _normalised(report: Mapping[str, Any]) -> dict[str, Any]:
    telling = _words(report["telling"]) | set(map(normalise_heading, report.get("technical", ())))
    return {
        "name": report["name"],
        "resembles": report.get("resembles"),
        "titles": sorted(_words(report["titles"])),
        "telling": sorted(telling),
        "headings": sorted(telling | _words(report["headings"])),
        "numbered_by": report.get("numbered_by"),
        "double_entry": report.get("double_entry") == "true",
        "dated": report.get("dated") == "true",
        "by_period": report.get("by_period") == "true",
        "of_suppliers": report.get("of_suppliers") == "true",
        "of_people": report.get("of_people") == "true",
    }


def _words(by_language: Mapping[str, list[str]]) -> set[str]:
    return {normalise_heading(text) for texts in by_language.values() for text in texts}
