"""docs/reference/python.md: what the package offers to Python programs."""

import dataclasses
import inspect
import re

from tools.docs.markdown import code, page, table

import ledgerlift

LONGEST_DEFAULT = 24

EXAMPLE = """```python
from datetime import date
from pathlib import Path

import ledgerlift

found = ledgerlift.inspect(Path("bills.xlsx"), software="workday")
print(found.outcome, found.data_type, found.to_json()["tables"][0]["totals"])

outcome = ledgerlift.run([Path("bills.xlsx"), Path("suppliers.csv")], out=Path("books"), today=date.today())
print(outcome.receipt if outcome.snapshot else outcome.open_questions)
```"""


def render() -> str:
    """Write the page."""
    about = (
        "Everything the command line can do. Functions are pure but for the files they read and write: no clock, no "
        "network, no settings. A file that cannot be used is a result, not an exception."
    )
    sections = [_section(name) for name in ledgerlift.__all__]
    return page("Python", about, EXAMPLE, *sections)


def _section(name: str) -> str:
    thing = getattr(ledgerlift, name)
    about = inspect.cleandoc(thing.__doc__ or "").replace("``", "`")
    if dataclasses.is_dataclass(thing):
        rows = [(code(field.name), _plain(inspect.formatannotation(field.type))) for field in dataclasses.fields(thing)]
        return f"## {name}\n\n{about}\n\n" + table(("Attribute", "Type"), [(each, code(kind)) for each, kind in rows])
    return f"## {name}\n\n```python\n{_signature(name, thing)}\n```\n\n{about}"


def _signature(name: str, function: object) -> str:
    signature = inspect.signature(function)  # type: ignore[arg-type]
    lines, is_keyword = [], False
    for each in signature.parameters.values():
        if each.kind is inspect.Parameter.KEYWORD_ONLY and not is_keyword:
            lines.append("*")
            is_keyword = True
        annotation = _plain(inspect.formatannotation(each.annotation))
        lines.append(
            f"{each.name}: {annotation}" + ("" if each.default is each.empty else f" = {_default(each.default)}")
        )
    listed = "".join(f"    {line},\n" for line in lines)
    return f"{name}(\n{listed}) -> {_plain(inspect.formatannotation(signature.return_annotation))}"


def _default(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST_DEFAULT and "<" not in text else "..."


def _plain(annotation: str) -> str:
    """Leave the modules of types away."""
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", annotation)
