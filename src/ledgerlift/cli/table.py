"""``ledgerlift table``: the table as it was found, nothing normalised."""

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledgerlift.cli.terminal import ASKS, DONE, printable_lines, say_problem
from ledgerlift.problems import Place, Problem
from ledgerlift.threads import choose_threads

if TYPE_CHECKING:
    from ledgerlift.table import Table


@click.command("table")
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--sheet", metavar="NAME", help="Which sheet; default: the one with the largest table.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write; default: standard output."
)
def command(file: Path, *, sheet: str | None, out: Path | None) -> None:
    """Write the heading and the data rows of a file's table as plain UTF-8 CSV."""
    choose_threads([file])
    from ledgerlift import pipeline

    table = pipeline.find_table(file, sheet=sheet)
    if table is None:
        say_problem(Problem("table_not_found", Place(file=file.name, sheet=sheet)))
        sys.exit(ASKS)
    text = _write_csv(table)
    if out:
        out.write_text(text, encoding="utf-8", newline="")
    elif sys.stdout.isatty():
        click.echo(printable_lines(text), nl=False)
    else:
        # UTF-8 whatever the machine's own encoding is: the output is for a file or a program.
        sys.stdout.buffer.write(text.encode("utf-8"))
    sys.exit(DONE)


def _write_csv(table: "Table") -> str:
    target = io.StringIO()
    if table.header_rows:
        csv.writer(target, lineterminator="\n").writerow([column.header for column in table.columns])
    body = table.body.select([column.key for column in table.columns])
    return target.getvalue() + body.write_csv(include_header=False)
