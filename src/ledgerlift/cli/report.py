"""``ledgerlift report``: one report again, from a snapshot."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledgerlift.cli.parameters import LANGUAGE, SETTINGS, choose_settings
from ledgerlift.cli.terminal import DONE, WRONG_USE, printable

if TYPE_CHECKING:
    from ledgerlift.pipeline import Language


@click.command("report")
@click.argument("snapshot", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--kind", required=True, help="Which report; an unknown kind lists those there are.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: beside the snapshot.")
@SETTINGS
@click.option(
    "--earlier",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A snapshot that holds the quarter before, for ongoing_insights.",
)
@click.option("--lang", type=LANGUAGE, help="Language of the report; default: the settings' own, else en.")
def command(
    snapshot: Path,
    *,
    kind: str,
    out: Path | None,
    settings: Path | None,
    earlier: Path | None,
    lang: "Language | None",
) -> None:
    """Write one report of a snapshot again."""
    from ledgerlift import pipeline

    kinds = pipeline.report_kinds()
    if kind not in kinds:
        click.echo(f"There is no report “{kind}”. There are: {', '.join(kinds)}.", err=True)
        sys.exit(WRONG_USE)
    chosen = choose_settings(settings, lang)
    # Only whether a quarter is over depends on the day.
    today = datetime.now(UTC).date() if kind == "ongoing_insights" else None
    written = pipeline.write_report(
        snapshot, kind, out or snapshot.parent, settings=chosen, today=today, earlier=earlier
    )
    click.echo(printable(str(written)))
    sys.exit(DONE)
