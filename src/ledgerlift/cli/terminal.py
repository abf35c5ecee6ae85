"""What the commands share: printing for people, and the exit codes."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ledgerlift.problems import Language, Problem

DONE, ASKS, WRONG_USE, REJECTED = 0, 1, 2, 3

# Printing text from a file must not steer the terminal: no escape sequences, no direction overrides.
_UNPRINTABLE = dict.fromkeys(
    [*range(32), 127, *range(128, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}"
)


def printable(text: str | None) -> str:
    """Give text from a file in a form that is safe to print."""
    return (text or "").replace("\n", " ").replace("\t", " ").translate(_UNPRINTABLE)


def say_problem(problem: "Problem", language: "Language" = "en") -> None:
    """Print one problem on standard error: the file it is about and its sentence."""
    from pathlib import PurePath

    file = problem.place.file
    click.echo(f"{PurePath(file).name + ': ' if file else ''}{printable(problem.sentence(language))}", err=True)


@contextmanager
def progress(description: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show a bar on standard error while a long piece of work runs; on anything but a terminal show nothing."""
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[step]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(description, total=total, step="")
        yield lambda step: bar.update(task, advance=1, step=step)
