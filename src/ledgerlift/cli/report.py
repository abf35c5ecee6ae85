"""``ledgerlift report``: one report again, from a snapshot."""

import sys
from pathlib import Path

import click

from ledgerlift.cli.parameters import LANGUAGE
from ledgerlift.cli.terminal import DONE, WRONG_USE, printable


@click.command("report")
@click.argument("snapshot", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--kind", required=True, help="Which report; an unknown kind lists those there are.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder; default: beside the snapshot.")
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the report.")
def command(snapshot: Path, *, kind: str, out: Path | None, lang: str) -> None:
    """Write one report of a snapshot again."""
    from ledgerlift import pipeline

    kinds = pipeline.report_kinds()
    if kind not in kinds:
        click.echo(f"There is no report “{kind}”. There are: {', '.join(kinds)}.", err=True)
        sys.exit(WRONG_USE)
    written = pipeline.write_report(snapshot, kind, out or snapshot.parent, language="fr" if lang == "fr" else "en")
    click.echo(printable(str(written)))
    sys.exit(DONE)
