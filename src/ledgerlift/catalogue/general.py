"""Headings of no one product, which count as a pseudo package in the index."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledgerlift.catalogue.building import build
from ledgerlift.catalogue.mistakes import CatalogueMistakeError, Locator, Mistake
from ledgerlift.catalogue.model import GeneralVocabulary
from ledgerlift.records import FIELDS, DataType

GENERAL_FILE = Path(__file__).parent / "vocabulary" / "general.yaml"


def read_general(path: Path = GENERAL_FILE) -> dict[str, Any]:
    """Read the file, shaped as a package: the shared headings stand in every report that has their field.

    Raises CatalogueMistakeError with every mistake in the file's shape.
    """
    from ledgerlift.catalogue.yaml_lines import read_yaml

    content, lines = read_yaml(path)
    mistakes: list[Mistake] = []
    build(GeneralVocabulary, content, Locator(path.name, lines, mistakes))
    if mistakes:
        raise CatalogueMistakeError(sorted(mistakes))
    shared = content["shared"]
    return {
        "reports": {
            data_type: _with_shared(DataType(data_type), report, shared)
            for data_type, report in content["reports"].items()
        }
    }


def _with_shared(data_type: DataType, own: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    headings, shared_headings = own.get("headings", {}), shared.get("headings", {})
    return {
        "headings": {
            language: _joined(data_type, headings.get(language, {}), shared_headings.get(language, {}))
            for language in {**headings, **shared_headings}
        },
        "technical": _joined(data_type, own.get("technical", {}), shared.get("technical", {})),
    }


def _joined(data_type: DataType, own: Mapping[str, list[str]], shared: Mapping[str, list[str]]) -> dict[str, list[str]]:
    fields = dict(own)
    for field, headings in shared.items():
        if field in FIELDS[data_type]:
            fields[field] = [*own.get(field, []), *headings]
    return fields
