"""A YAML file as plain data, with the line of every value so that a mistake can be pointed at."""

from pathlib import Path
from typing import Any

import yaml

from ledgerlift.catalogue.mistakes import CatalogueMistakeError, KeyPath, Mistake

# libyaml is ten times faster; it is an optional part of PyYAML.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> tuple[Any, dict[KeyPath, int]]:
    """Read one file into mappings, lists and texts, and give the line of each by its path of keys.

    Every scalar is a text, whatever YAML makes of it: a heading may be ``No`` or ``On``, a payment code ``007``. Only a
    bare ``null`` is None. A key given twice is a mistake, not the last one wins.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueMistakeError([Mistake(path.name, line, f"not YAML: {error.problem}")]) from error
    lines: dict[KeyPath, int] = {}
    return (_plain(node, (), path, lines) if node else {}), lines


def _plain(node: yaml.Node, key_path: KeyPath, path: Path, lines: dict[KeyPath, int]) -> Any:  # noqa: ANN401
    lines.setdefault(key_path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*key_path, index), path, lines) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        values: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in values:
                raise CatalogueMistakeError([Mistake(path.name, line, f"{key.value!r} is given twice")])
            lines[(*key_path, key.value)] = line
            values[key.value] = _plain(value, (*key_path, key.value), path, lines)
        return values
    return None if node.tag == "tag:yaml.org,2002:null" else node.value
