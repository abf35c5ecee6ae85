"""Typed values out of plain data, after the type hints of the model."""

import dataclasses
import functools
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from ledgerlift.catalogue.mistakes import KeyPath

Report = Callable[[KeyPath, str], None]


def build(kind: Any, data: Any, report: Report, path: KeyPath = ()) -> Any:  # noqa: ANN401
    """Make a value of ``kind`` out of mappings, lists and texts.

    ``kind`` is a dataclass or any type its hints use. What does not fit is told to ``report`` with its path of keys and
    a reason, and left out; the value given back is then not to be used.
    """
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        (present,) = (option for option in typing.get_args(kind) if option is not type(None))
        return None if data is None else build(present, data, report, path)
    if dataclasses.is_dataclass(kind):
        return _build_dataclass(kind, data, report, path)
    if origin is tuple:
        return _build_list(kind, data, report, path)
    if origin is Mapping:
        return _build_mapping(kind, data, report, path)
    return _build_scalar(kind, data, report, path)


def _build_list(kind: Any, data: Any, report: Report, path: KeyPath) -> Any:  # noqa: ANN401
    if not isinstance(data, list):
        return report(path, f"expected a list, found {_say(data)}")
    item = typing.get_args(kind)[0]
    return tuple(build(item, value, report, (*path, index)) for index, value in enumerate(data))


def _build_mapping(kind: Any, data: Any, report: Report, path: KeyPath) -> Any:  # noqa: ANN401
    if not isinstance(data, dict):
        return report(path, f"expected keys and values, found {_say(data)}")
    key_kind, value_kind = typing.get_args(kind)
    values = {
        build(key_kind, key, report, (*path, key)): build(value_kind, value, report, (*path, key))
        for key, value in data.items()
    }
    return MappingProxyType(values)


def _build_dataclass(kind: Any, data: Any, report: Report, path: KeyPath) -> Any:  # noqa: ANN401
    if not isinstance(data, dict):
        return report(path, f"expected keys and values, found {_say(data)}")
    hints = hints_of(kind)
    for key in data.keys() - hints.keys():
        report((*path, key), f"unknown key {key!r}; known are {', '.join(hints)}")
    missing = [name for name in required_of(kind) if name not in data]
    for name in missing:
        report(path, f"{name} is missing")
    values = {key: build(hints[key], value, report, (*path, key)) for key, value in data.items() if key in hints}
    return None if missing else kind(**values)


def _build_scalar(kind: Any, data: Any, report: Report, path: KeyPath) -> Any:  # noqa: ANN401
    if isinstance(data, (dict, list)) or data is None:
        return report(path, f"expected one value, found {_say(data)}")
    if is_choice(kind):
        choices = choices_of(kind)
        if data not in choices:
            return report(path, f"{data!r} is none of {', '.join(choices)}")
        return data if typing.get_origin(kind) is Literal else kind(data)
    if kind is int:
        return int(data) if str(data).isdecimal() else report(path, f"expected a whole number, found {data!r}")
    return str(data)


def is_choice(kind: Any) -> bool:  # noqa: ANN401
    """Whether a type allows only listed values."""
    return typing.get_origin(kind) is Literal or (isinstance(kind, type) and issubclass(kind, StrEnum))


def choices_of(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    """List the values a Literal or an enumeration allows."""
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else tuple(member.value for member in kind)


@functools.cache
def hints_of(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give a dataclass's fields with their types, in order."""
    return typing.get_type_hints(kind)


@functools.cache
def required_of(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    """List a dataclass's fields that have no default."""
    return tuple(
        field.name
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    )


def _say(data: Any) -> str:  # noqa: ANN401
    if isinstance(data, dict):
        return "keys and values"
    return "a list" if isinstance(data, list) else "nothing" if data is None else repr(data)
