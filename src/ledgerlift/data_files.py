"""Data files that lie beside the code which reads them."""

import importlib
from pathlib import Path
from typing import Any

from ledgerlift.compiled import load_compiled


def read_yaml(package: str, name: str) -> Any:  # noqa: ANN401 - each file has a shape of its own, told by its reader
    """Read a YAML file of ours into the plain data of JSON; ``package`` is the one it lies in."""
    path = Path(str(importlib.import_module(package).__file__)).parent / name
    return load_compiled(f"{package}.{path.stem}", [path], lambda: _parse(path))


def _parse(path: Path) -> Any:  # noqa: ANN401
    import yaml

    # libyaml is ten times faster; it is an optional part of PyYAML.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
