"""What an xlsx container says of its workbook: the sheets, which of them show, and where their parts are."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.xml_stream import parse_xml
from ledgerlift.reading.zip_container import Container

_DOCTYPE = b"<!DOCTYPE"


@dataclass(frozen=True)
class SheetPart:
    """One worksheet of the workbook."""

    name: str
    is_visible: bool
    part: str


@dataclass(frozen=True)
class Package:
    """The parts of a workbook that hold cells, and what else matters."""

    sheets: tuple[SheetPart, ...]
    shared_strings: str | None
    styles: str | None
    uses_1904: bool
    has_links: bool


def describe_package(container: Container) -> Package:
    """Read the workbook part and its relations; refuses a package without them or with a DTD in any part."""
    for name in container.names:
        if name.endswith((".xml", ".rels")) and _DOCTYPE in container.start_of(name):
            raise refuse("container_corrupt")
    workbook = _find_workbook(container)
    targets = find_relations(container, workbook)
    sheets: list[SheetPart] = []
    date_systems: list[str] = []

    def on_start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr":
            date_systems.append(attributes.get("date1904", "0"))
        if name == "sheet":
            kind, part = targets.get(_relation_id(attributes), ("", ""))
            if kind == "worksheet":
                is_visible = attributes.get("state", "visible") == "visible"
                sheets.append(SheetPart(attributes.get("name", ""), is_visible, part))

    parse_xml(container.pieces(workbook), on_start=on_start)
    parts = dict(targets.values())
    return Package(
        sheets=tuple(sheets),
        shared_strings=parts.get("sharedStrings"),
        styles=parts.get("styles"),
        uses_1904=any(value in {"1", "true", "on"} for value in date_systems),
        has_links=any(_is_link(name.lower()) for name in container.names),
    )


def _find_workbook(container: Container) -> str:
    found: list[str] = []

    def on_start(_: str, attributes: Mapping[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    if "_rels/.rels" in container.names:
        parse_xml(container.pieces("_rels/.rels"), on_start=on_start)
    for name in (*found, "xl/workbook.xml"):
        if name in container.names:
            return name
    raise refuse("container_corrupt")


def find_relations(container: Container, source: str) -> dict[str, tuple[str, str]]:
    """Map the ids of a part's relations to their kind and the part they lead to, where that part exists."""
    folder, base = posixpath.split(source)
    name = f"{folder}/_rels/{base}.rels"
    relations: dict[str, tuple[str, str]] = {}

    def on_start(_: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if part in container.names:
            relations[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

    if name in container.names:
        parse_xml(container.pieces(name), on_start=on_start)
    return relations


def _relation_id(attributes: Mapping[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")


def _is_link(name: str) -> bool:
    return "/externallinks/" in name or "/querytables/" in name or name.endswith("/connections.xml")
