"""Whether the catalogue is fit to use: ``python -m ledgerlift.catalogue.check`` lists its mistakes."""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ledgerlift.catalogue.files import SOFTWARE_FOLDER, list_software_files, read_software
from ledgerlift.catalogue.general import GENERAL_FILE, read_general
from ledgerlift.catalogue.headings import TECHNICAL, list_headings
from ledgerlift.catalogue.mistakes import CatalogueMistakeError, KeyPath, Locator, Mistake
from ledgerlift.catalogue.model import BANK_DETAILS, IGNORED
from ledgerlift.catalogue.other_reports import OTHER_REPORTS_FILE, read_other_reports
from ledgerlift.catalogue.words import ABBREVIATIONS, normalise_heading
from ledgerlift.catalogue.yaml_lines import read_yaml
from ledgerlift.records import FIELDS, DataType

PLATFORM_KEY = re.compile(r"[a-z]{4}")
REGION = re.compile(r"[A-Z]{2}")


def check_catalogue(
    folder: Path = SOFTWARE_FOLDER, general: Path = GENERAL_FILE, other_reports: Path = OTHER_REPORTS_FILE
) -> list[Mistake]:
    """Check every file; give each mistake with its file, line and reason, in order. An empty list is a clean bill."""
    mistakes: list[Mistake] = []
    for check, path in ((_check_packages, folder), (_check_general, general), (_check_other_reports, other_reports)):
        try:
            mistakes += check(path)
        except CatalogueMistakeError as error:
            mistakes += error.mistakes
    return sorted(mistakes)


def _check_packages(folder: Path) -> list[Mistake]:
    packages = read_software(folder)
    mistakes: list[Mistake] = []
    taken: dict[str, dict[str, str]] = {"slug": {slug: slug for slug in packages}, "platform_key": {}}
    for path in list_software_files(folder):
        package = packages[path.stem]
        at = Locator(path.name, read_yaml(path)[1], mistakes)
        _check_identity(package, taken, at)
        for data_type in {each for offered in package["connections"].values() for each in offered}:
            if data_type not in package.get("reports", {}):
                at(("connections",), f"{data_type} are offered, but no report gives them")
        for data_type, report in package.get("reports", {}).items():
            # Every package speaks with one voice: a heading is one field of a report, whatever its language.
            _check_headings(data_type, list_headings(report), at, languages_apart=False)
    return mistakes


def _check_identity(package: Mapping[str, Any], taken: Mapping[str, dict[str, str]], at: Locator) -> None:
    slug = package["slug"]
    for alias in package.get("slug_aliases", ()):
        if taken["slug"].setdefault(alias, slug) != slug:
            at(("slug_aliases",), f"{alias!r} is taken by {taken['slug'][alias]}")
    key = package["platform_key"]
    if not PLATFORM_KEY.fullmatch(key):
        at(("platform_key",), f"{key!r} is not four small letters")
    if taken["platform_key"].setdefault(key, slug) != slug:
        at(("platform_key",), f"{key!r} is taken by {taken['platform_key'][key]}")
    for region in package.get("regions", ()):
        if not REGION.fullmatch(region):
            at(("regions",), f"{region!r} is no country code of two capitals")


def _check_general(path: Path) -> list[Mistake]:
    mistakes: list[Mistake] = []
    at = Locator(path.name, read_yaml(path)[1], mistakes)
    for data_type, report in read_general(path)["reports"].items():
        _check_headings(data_type, list_headings(report), at, languages_apart=True)
    return mistakes


def _check_headings(
    data_type: str, headings: Iterable[tuple[str, str, str]], at: Locator, *, languages_apart: bool
) -> None:
    allowed = {*FIELDS[DataType(data_type)], IGNORED, BANK_DETAILS}
    meanings: dict[tuple[str, str], tuple[str, str]] = {}
    written: Counter[tuple[str, str]] = Counter()
    listed: Counter[KeyPath] = Counter()
    for language, field, heading in headings:
        parents = (TECHNICAL,) if language == TECHNICAL else ("headings", language)
        in_field: KeyPath = ("reports", data_type, *parents, field)
        where = (*in_field, listed[in_field])
        listed[in_field] += 1
        if field not in allowed:
            at(where, f"{field!r} is no field of {data_type}")
            continue
        form = normalise_heading(heading)
        if not form:
            at(where, f"{heading!r} has no letters or digits to know it by")
            continue
        other_field, other_heading = meanings.setdefault((language if languages_apart else "", form), (field, heading))
        if other_field != field:
            at(where, f"{heading!r} is {field} here and {other_field} as {other_heading!r}")
        written[language, heading] += 1
        if written[language, heading] == 2 and not languages_apart:
            at(where, f"{heading!r} is written twice")


def _check_other_reports(path: Path) -> Iterator[Mistake]:
    content, lines = read_yaml(path)
    mistakes: list[Mistake] = []
    at = Locator(path.name, lines, mistakes)
    for kind in read_other_reports(path):
        for part in ("titles", "telling", "headings"):
            for language, texts in content[kind][part].items():
                for position, text in enumerate(texts):
                    if not normalise_heading(text):
                        at((kind, part, language, position), f"{text!r} has no letters or digits to know it by")
    yield from mistakes


def check_abbreviations(path: Path = ABBREVIATIONS) -> list[Mistake]:
    """Check that abbreviations end where they lead: an expansion must not be abbreviated again."""
    content, lines = read_yaml(path)
    mistakes: list[Mistake] = []
    at = Locator(path.name, lines, mistakes)
    for word, text in content["words"].items():
        for part in text.split():
            if content["words"].get(part, part) != part:
                at(("words", word), f"{text!r} is abbreviated again as {content['words'][part]!r}")
    return mistakes


if __name__ == "__main__":
    found = check_catalogue() + check_abbreviations()
    print(*found, sep="\n", file=sys.stderr)
    sys.exit(bool(found))
