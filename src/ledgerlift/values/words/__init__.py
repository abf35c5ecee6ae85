"""Word lists as data: what people of several languages write for months, methods, statuses and the like."""

import functools
from importlib.resources import files
from typing import Any

import yaml


@functools.cache
def load(name: str) -> Any:  # noqa: ANN401 - each list has a shape of its own, told by the module that reads it
    """Load one word list, such as ``months``; read once."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
