"""``ledgerlift inspect``: what each file is, what each column is, and why."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledgerlift.cli.parameters import FILES, DataTypeName, SoftwareSlug
from ledgerlift.cli.terminal import ASKS, DONE, REJECTED, json_line, printable, progress, say_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from ledgerlift.mapping import ColumnMapping
    from ledgerlift.pipeline import InspectedTable, Inspection
    from ledgerlift.problems import Problem

PIPE_WIDTH = 160
EXIT_CODES = {
    "ready": DONE, "needs_answer": ASKS, "wrong_report": ASKS, "not_recognised": ASKS, "rejected": REJECTED
}  # fmt: skip


@click.command("inspect")
@FILES
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.option(
    "--software",
    type=SoftwareSlug(),
    metavar="SLUG",
    help="The software that wrote the files; see `ledgerlift catalogue`.",
)
@click.option("--as", "as_type", type=DataTypeName(), help="The report the files are meant to be.")
def command(files: tuple[Path, ...], *, as_json: bool, software: str | None, as_type: str | None) -> None:
    """Say what each file is, what each column is and why."""
    from ledgerlift.reading import OWN_FILES, Reading

    worst = DONE
    with progress("Reading", len(files)) as advance:
        for path in files:
            with Reading(path, limits=OWN_FILES) as reading:
                if reading.refused and not as_json:
                    # What there is no reading of needs none of the other stages.
                    worst = max(worst, REJECTED)
                    advance(path.name)
                    _print_rejected(reading.path.name, (reading.refused,))
                    continue
                # Loading the other stages takes as long as reading a small file does.
                from ledgerlift import pipeline
                from ledgerlift.records import DataType

                found = pipeline.inspect(reading, software=software, as_type=DataType(as_type) if as_type else None)
            advance(path.name)
            if as_json:
                click.echo(json_line(found.to_json()))
            else:
                _print(found)
            worst = max(worst, EXIT_CODES[found.outcome])
    sys.exit(worst)


def _print(found: "Inspection") -> None:
    from rich.console import Console

    # Where nobody watches (a pipe, a log) there is no width to keep to.
    if found.outcome == "rejected":
        _print_rejected(found.file.name, found.problems)
        return
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)
    console.print(f"[bold]{_escape(found.file.name)}[/bold]  {_headline(found)}")
    for table in found.tables:
        _print_table(console, table)
    for question in found.questions:
        console.print(f"  [yellow]?[/yellow] {_escape(question.sentence('en'))}")
        for example in question.examples:
            console.print(f"      {_escape(example)}")
        console.print(f"      answers: {', '.join(question.choices)}")
    for problem in found.problems:
        console.print(f"  [dim]{problem.severity}:[/dim] {_escape(problem.sentence('en'))}")
    console.print()


def _print_rejected(name: str, problems: "Iterable[Problem]") -> None:
    click.echo(f"{click.style(printable(name), bold=True)}  {click.style('cannot be read', fg='red')}")
    for problem in problems:
        say_problem(problem)


def _headline(found: "Inspection") -> str:
    if found.data_type is None and found.outcome == "needs_answer":
        return "[yellow]needs an answer[/yellow]"
    if found.data_type is not None and found.outcome in ("ready", "needs_answer"):
        asks = "  [yellow]needs an answer[/yellow]" if found.outcome == "needs_answer" else ""
        return f"{found.data_type.value.replace('_', ' ')} ({found.confidence:.0%} sure){asks}"
    return f"[yellow]{'another report' if found.outcome == 'wrong_report' else 'not recognised'}[/yellow]"


def _print_table(console: "Console", inspected: "InspectedTable") -> None:
    from rich.table import Table as Grid

    table = inspected.table
    where = f"sheet {_escape(table.sheet)}, " if table.sheet else ""
    header = f"heading in row {', '.join(map(str, table.header_rows))}, " if table.header_rows else "no heading, "
    skipped = f", {len(table.skipped)} rows set aside" if table.skipped else ""
    console.print(
        f"  {inspected.data_type.value.replace('_', ' ')}: {where}{header}{inspected.rows:,} rows = "
        f"{inspected.records:,} records{skipped}, {inspected.suppliers:,} suppliers"
    )
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 2), header_style="dim")
    for name, side in (("", "right"), ("column", "left"), ("is", "left"), ("sure", "right"), ("because", "left")):
        grid.add_column(name, justify=side, overflow="fold")  # type: ignore[arg-type]
    for column in inspected.mapping.columns:
        how = ", ".join(filter(None, [*column.reasons[:2], _written_as(column)]))
        field = column.field or "[dim]–[/dim]"
        grid.add_row(
            str(column.position),
            _escape(column.header),
            field,
            f"{column.confidence:.0%}",
            f"[dim]{_escape(how)}[/dim]",
        )
    console.print(grid)
    for name, amount in inspected.totals.items():
        console.print(f"  {name} adds up to {amount:,.2f}")


def _written_as(column: "ColumnMapping") -> str:
    if column.date_style:
        return f"dates {column.date_style.order}"
    return f"decimal “{column.number_style.decimal}”" if column.number_style else ""


def _escape(text: str | None) -> str:
    from rich.markup import escape

    return escape(printable(text))
