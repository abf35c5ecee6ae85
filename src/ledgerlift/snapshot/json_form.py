"""Dataclasses to JSON text and back, by their type hints."""

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_json(value: Any) -> str:  # noqa: ANN401 - any dataclass
    """Write a dataclass as JSON, the same text for the same content."""
    return json.dumps(dataclasses.asdict(value), ensure_ascii=False, indent=1, default=_plain) + "\n"


def from_json(kind: type[T], text: str) -> T:
    """Read a dataclass from JSON; unknown keys are ignored, so that an older reader can open a newer file.

    Raises ValueError, KeyError or TypeError for text that does not hold one.
    """
    return cast(T, _build(kind, json.loads(text) or []))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form here")


def _build(kind: Any, value: Any) -> Any:  # noqa: ANN401 - a type hint and what JSON has in its place
    if kind is Any or value is None:
        return value
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise TypeError(f"{type(value).__name__} where an object belongs")
        hints = get_type_hints(kind)
        return kind(**{name: _build(hints[name], value[name]) for name in hints if name in value})  # type: ignore[operator]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _build(next(argument for argument in arguments if argument is not type(None)), value)
    if origin is tuple:
        return tuple(_build(arguments[0], item) for item in value)
    if origin is Mapping:
        return {key: _build(arguments[1], item) for key, item in value.items()}
    return date.fromisoformat(value) if kind is date else kind(value)
