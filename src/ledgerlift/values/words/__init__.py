"""Word lists as data: what people of several languages write for months, methods, statuses and the like."""

import functools
from typing import Any

from ledgerlift.data_files import read_yaml


@functools.cache
def load(name: str) -> Any:  # noqa: ANN401 - each list has a shape of its own, told by the module that reads it
    """Load one word list, such as ``months``; read once."""
    return read_yaml(__name__, f"{name}.yaml")
