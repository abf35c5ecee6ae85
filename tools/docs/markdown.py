"""Small pieces of Markdown, and the texts the pages take from ``meanings.yaml``."""

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

MADE_BY = "Written by `make docs`; a test fails when this page is not current."


def page(title: str, *blocks: str) -> str:
    """Join a title and blocks to a page; empty blocks are left away."""
    return "\n\n".join(filter(None, [f"# {title}", MADE_BY, *(block.strip("\n") for block in blocks)])) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table; nothing at all when there are no rows."""
    lines = [_row(row) for row in rows]
    return "\n".join([_row(headings), _row("-" for _ in headings), *lines]) if lines else ""


def numbered(items: Iterable[str]) -> str:
    """Write a numbered list."""
    return "\n".join(f"{number}. {item}" for number, item in enumerate(items, start=1))


def code(text: object) -> str:
    """Write a name as code; nothing for nothing."""
    return f"`{text}`" if text not in (None, "") else ""


def codes(names: Iterable[object]) -> str:
    """Write several names as code."""
    return ", ".join(code(name) for name in names)


@functools.cache
def meanings() -> dict[str, dict[str, str]]:
    """Load the meanings by section."""
    loaded: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("meanings.yaml").read_text(encoding="utf-8"))
    return loaded


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
