"""``ledgerlift table``: the table as it was found, nothing normalised."""

import csv
import sys
from contextlib import nullcontext
from pathlib import Path

import click

from ledgerlift.cli.terminal import ASKS, DONE, REJECTED, say_problem
from ledgerlift.problems import FileRejectedError, Place, Problem


@click.command("table")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sheet", metavar="NAME", help="Which sheet; default: the one with the largest table.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Where to write; default: standard output."
)
def command(file: Path, *, sheet: str | None, out: Path | None) -> None:
    """Write the heading and the data rows of a file's table as plain UTF-8 CSV."""
    from ledgerlift import pipeline

    try:
        table = pipeline.find_table(file, sheet=sheet)
    except FileRejectedError as rejected:
        say_problem(rejected.problem)
        sys.exit(REJECTED)
    if table is None:
        say_problem(Problem("table_not_found", Place(file=file.name, sheet=sheet)))
        sys.exit(ASKS)
    with out.open("w", encoding="utf-8", newline="") if out else nullcontext(sys.stdout) as target:
        if table.header_rows:
            csv.writer(target, lineterminator="\n").writerow([column.header for column in table.columns])
        body = table.body.select([column.key for column in table.columns])
        target.write(body.write_csv(include_header=False))
    sys.exit(DONE)
