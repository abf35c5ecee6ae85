"""Data files that lie beside the code which reads them."""

from importlib.resources import files
from typing import Any


def read_yaml(package: str, name: str) -> Any:  # noqa: ANN401 - each file has a shape of its own, told by its reader
    """Read a YAML file of ours into plain data; ``package`` is the one it lies in."""
    import yaml

    # libyaml is ten times faster; it is an optional part of PyYAML.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files(package).joinpath(name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506
