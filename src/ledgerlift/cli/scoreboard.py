"""``ledgerlift scoreboard``: recognition measured against a manifest of files with known answers."""

import json
import sys
from pathlib import Path

import click

from ledgerlift.cli.terminal import DONE, json_line, printable, progress

# What every line of a manifest has to state; docs/reference/manifest.md describes it.
NEEDED = ("id", "file", "data_type", "acceptable_types")
# And what every line about one of our reports has to.
NEEDED_OF_RECORDS = ("columns", "data_rows")


@click.command("scoreboard")
@click.argument("manifest", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="The figures as one JSON object.")
@click.option("--mistakes", is_flag=True, help="List what is wrong about each file.")
def command(manifest: Path, *, as_json: bool, mistakes: bool) -> None:
    """Measure how well the files of a manifest are recognised."""
    from ledgerlift.scoreboard import Scoreboard, score_manifest

    scores = []
    with progress("Inspecting", count_files(manifest)) as advance:
        for score in score_manifest(manifest):
            scores.append(score)
            advance(score.name)
    figures = Scoreboard(tuple(scores)).figures()
    if as_json:
        click.echo(json_line(figures))
        sys.exit(DONE)
    if mistakes:
        for score in scores:
            if score.mistakes or (score.asked and not score.is_negative):
                flags = "".join(
                    word for word, on in ((" asked", score.asked), (" SILENT", score.is_silently_wrong)) if on
                )
                click.echo(f"{printable(score.name)}{flags}")
                for mistake in score.mistakes:
                    click.echo(f"    {printable(mistake)}")
    for name, value in figures.items():
        shown = f"{value:.0f}" if name in ("files", "silently_wrong") else f"{value:.4f}"
        click.echo(f"{name.replace('_', ' '):<24}{shown:>8}")
    sys.exit(DONE)


def count_files(manifest: Path) -> int:
    """Count the files of a manifest; a line that does not describe one is wrong use."""
    lines = manifest.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        try:
            truth = json.loads(line)
        except ValueError:
            raise click.BadParameter(f"line {number} of {manifest.name} is not JSON.", param_hint="MANIFEST") from None
        stated = truth if isinstance(truth, dict) else {}
        needed = NEEDED if stated.get("data_type") == "negative" else (*NEEDED, *NEEDED_OF_RECORDS)
        missing = [key for key in needed if key not in stated]
        if missing:
            sentence = f"line {number} of {manifest.name} does not state {', '.join(missing)}."
            raise click.BadParameter(sentence, param_hint="MANIFEST")
    if not lines:
        raise click.BadParameter(f"{manifest.name} describes no file.", param_hint="MANIFEST")
    return len(lines)
