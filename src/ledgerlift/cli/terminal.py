"""What the commands share: printing for people, and the exit codes."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ledgerlift.problems import Language, Problem

DONE, ASKS, WRONG_USE, REJECTED = 0, 1, 2, 3

# Printing text from a file must not steer the terminal: no escape sequences, no direction overrides. Half a surrogate
# pair, which stands for a byte of a file name that is no text, cannot be printed at all.
_UNPRINTABLE = [*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]
_REPLACED = dict.fromkeys(_UNPRINTABLE, "\N{REPLACEMENT CHARACTER}")
_ESCAPED = {code: f"\\u{code:04x}" for code in _UNPRINTABLE}


def printable(text: str | None) -> str:
    """Give text from a file in a form that is safe to print on one line."""
    return (text or "").replace("\n", " ").replace("\t", " ").translate(_REPLACED)


def printable_lines(text: str) -> str:
    """Give text of several lines in a form that is safe to print."""
    return "\n".join(printable(line) for line in text.split("\n"))


def json_line(value: object) -> str:
    """Write a value as JSON on one line that is safe to print and says the same."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def say_problem(problem: "Problem", language: "Language" = "en") -> None:
    """Print one problem on standard error: the file it is about and its sentence."""
    from pathlib import PurePath

    file = problem.place.file
    named = f"{printable(PurePath(file).name)}: " if file else ""
    click.echo(named + printable(problem.sentence(language)), err=True)


@contextmanager
def progress(description: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show a bar on standard error while a long piece of work runs; on anything but a terminal show nothing."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    step_column = TextColumn("{task.fields[step]}", markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), step_column, TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=total, step="")
        yield lambda step: bar.update(task, advance=1, step=printable(step))
