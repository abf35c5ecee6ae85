"""``ledgerlift scoreboard``: recognition measured against a manifest of files with known answers."""

import json
import sys
from pathlib import Path

import click

from ledgerlift.cli.terminal import DONE, progress


@click.command("scoreboard")
@click.argument("manifest", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.option("--mistakes", is_flag=True, help="List what is wrong about each file.")
def command(manifest: Path, *, as_json: bool, mistakes: bool) -> None:
    """Measure how well the files of a manifest are recognised."""
    from ledgerlift.scoreboard import Scoreboard, score_manifest

    scores = []
    with manifest.open(encoding="utf-8") as lines:
        total = sum(1 for _ in lines)
    with progress("Inspecting", total) as advance:
        for score in score_manifest(manifest):
            scores.append(score)
            advance(score.name)
    figures = Scoreboard(tuple(scores)).figures()
    if as_json:
        click.echo(json.dumps(figures))
        sys.exit(DONE)
    if mistakes:
        for score in scores:
            if score.mistakes or (score.asked and not score.is_negative):
                flags = "".join(
                    word for word, on in ((" asked", score.asked), (" SILENT", score.is_silently_wrong)) if on
                )
                click.echo(f"{score.name}{flags}")
                for mistake in score.mistakes:
                    click.echo(f"    {mistake}")
    for name, value in figures.items():
        shown = f"{value:.0f}" if name in ("files", "silently_wrong") else f"{value:.4f}"
        click.echo(f"{name.replace('_', ' '):<24}{shown:>8}")
    sys.exit(DONE)
