"""The catalogue's YAML files as plain data, each package complete with what it shares with another."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledgerlift.catalogue.building import build
from ledgerlift.catalogue.mistakes import CatalogueMistakeError, Locator, Mistake
from ledgerlift.catalogue.model import Software

SOFTWARE_FOLDER = Path(__file__).parent / "software"

# What a package never shares with the one it extends: its identity and how it is offered.
OWN_KEYS = (
    "slug", "name", "vendor", "platform_key", "connections", "extends", "slug_aliases", "aliases", "regions", "tags",
    "editions",
)  # fmt: skip


def list_software_files(folder: Path = SOFTWARE_FOLDER) -> list[Path]:
    """List the package files, by name."""
    return sorted(folder.glob("*.yaml"))


def read_software(folder: Path = SOFTWARE_FOLDER) -> dict[str, Any]:
    """Read every package as plain data, by slug; raise CatalogueMistakeError with every mistake in their shape."""
    from ledgerlift.catalogue.yaml_lines import read_yaml

    files = {path.stem: (path, *read_yaml(path)) for path in list_software_files(folder)}
    data = {slug: content for slug, (_, content, _) in files.items()}
    mistakes: list[Mistake] = []
    complete: dict[str, Any] = {}
    for slug, (path, content, lines) in files.items():
        at = Locator(path.name, lines, mistakes)
        if not isinstance(content, dict):
            at((), "expected keys and values")
            continue
        if content.get("slug") != slug:
            at(("slug",), f"the slug is the file's name, {slug}")
        parent = content.get("extends")
        if parent is not None and (parent not in data or data[parent].get("extends")):
            at(("extends",), f"{parent!r} is no package, or extends another itself")
            continue
        complete[slug] = merge_patch(_shared(data[parent]), content) if parent else content
        build(Software, complete[slug], at)
    if mistakes:
        raise CatalogueMistakeError(sorted(mistakes))
    return complete


def merge_patch(base: Any, patch: Any) -> Any:  # noqa: ANN401
    """Apply a JSON merge patch (RFC 7386): mappings are merged, anything else is replaced, null removes."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged


def _shared(parent: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parent.items() if key not in OWN_KEYS}
