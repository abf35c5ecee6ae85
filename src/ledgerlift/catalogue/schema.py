"""The JSON Schema of a package file, for editors: ``python -m ledgerlift.catalogue.schema`` writes it again."""

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledgerlift.catalogue.building import choices_of, hints_of, is_choice, required_of
from ledgerlift.catalogue.model import Software

SCHEMA_FILE = Path(__file__).parent / "schema.json"


def software_schema() -> dict[str, Any]:
    """Make the schema out of the model's type hints and docstrings."""
    definitions: dict[str, Any] = {}
    body = _object_schema(Software, definitions)
    # What a package shares with the one it extends may be missing; only its identity may not.
    body["required"] = list(required_of(Software))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "$defs": definitions}


def schema_text() -> str:
    """Give the schema as the file holds it."""
    return json.dumps(software_schema(), indent=2, ensure_ascii=False) + "\n"


def _object_schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    optional = {field.name for field in dataclasses.fields(kind)} - set(required_of(kind))
    properties = {
        # Null takes away what the extended package has.
        name: {"anyOf": [_schema_of(hint, definitions), {"type": "null"}]}
        if name in optional
        else _schema_of(hint, definitions)
        for name, hint in hints_of(kind).items()
    }
    description = " ".join((kind.__doc__ or "").split())
    return {"type": "object", "description": description, "properties": properties, "additionalProperties": False}


def _schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    origin = typing.get_origin(kind)
    if dataclasses.is_dataclass(kind):
        name = typing.cast("type", kind).__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name].update(_object_schema(kind, definitions))
        return {"$ref": f"#/$defs/{name}"}
    if origin in (types.UnionType, typing.Union):
        return _schema_of(next(option for option in typing.get_args(kind) if option is not type(None)), definitions)
    if origin is tuple:
        return {"type": "array", "items": _schema_of(typing.get_args(kind)[0], definitions)}
    if origin is Mapping:
        key_kind, value_kind = typing.get_args(kind)
        mapping = {"type": "object", "additionalProperties": _schema_of(value_kind, definitions)}
        return mapping | ({"propertyNames": {"enum": list(choices_of(key_kind))}} if is_choice(key_kind) else {})
    if is_choice(kind):
        return {"enum": list(choices_of(kind))}
    return {"type": "integer" if kind is int else "string"}


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
