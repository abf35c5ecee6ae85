"""``ledgerlift catalogue``: the software list, or one software's export steps."""

import json
import sys

import click

from ledgerlift.cli.terminal import DONE, WRONG_USE


@click.command("catalogue")
@click.argument("slug", required=False)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the steps.")
def command(slug: str | None, *, as_json: bool, lang: str) -> None:
    """List the software we know, or show how to export the reports from one of them."""
    from ledgerlift import catalogue

    loaded = catalogue.load()
    try:
        chosen = [loaded.get(slug)] if slug else list(loaded.software.values())
    except catalogue.SoftwareNotKnownError as unknown:
        click.echo(str(unknown), err=True)
        sys.exit(WRONG_USE)
    if as_json:
        click.echo(json.dumps([_as_json(software) for software in chosen], ensure_ascii=False))
    elif slug:
        _print_steps(chosen[0], lang)
    else:
        for software in sorted(chosen, key=lambda each: (each.vendor.casefold(), each.name.casefold())):
            click.echo(f"{software.slug:<52} {software.name} ({software.vendor})")
    sys.exit(DONE)


def _as_json(software: "catalogue.Software") -> dict[str, object]:  # type: ignore[name-defined]  # noqa: F821
    return {
        "slug": software.slug,
        "name": software.name,
        "vendor": software.vendor,
        "aliases": list(software.aliases),
        "reports": {
            data_type.value: {"steps": {language: list(steps) for language, steps in report.steps.items()}}
            for data_type, report in software.reports.items()
        },
    }


def _print_steps(software: "catalogue.Software", language: str) -> None:  # type: ignore[name-defined]  # noqa: F821
    click.echo(f"{software.name} ({software.vendor})")
    for data_type, report in software.reports.items():
        click.echo(f"\n{data_type.value.replace('_', ' ').capitalize()}: {report.name}")
        for number, step in enumerate(report.steps[language], start=1):
            click.echo(f"  {number}. {step}")
