"""``ledgerlift catalogue``: the software list, or one software's export steps."""

import sys
from typing import TYPE_CHECKING

import click

from ledgerlift.cli.parameters import LANGUAGE, SoftwareSlug
from ledgerlift.cli.terminal import DONE, json_line

if TYPE_CHECKING:
    from ledgerlift.catalogue import Report, Software


@click.command("catalogue")
@click.argument("slug", required=False, type=SoftwareSlug())
@click.option("--json", "as_json", is_flag=True, help="The list as JSON, steps in both languages, for programs.")
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the steps.")
def command(slug: str | None, *, as_json: bool, lang: str) -> None:
    """List the software we know, or show how to export the reports from one of them."""
    from ledgerlift import catalogue

    loaded = catalogue.load()
    chosen = [loaded.get(slug)] if slug else list(loaded.software.values())
    if as_json:
        click.echo(json_line([_as_json(software) for software in chosen]))
    elif slug:
        _print_steps(chosen[0], lang)
    else:
        for software in sorted(chosen, key=lambda each: (each.vendor.casefold(), each.name.casefold())):
            click.echo(f"{software.slug:<52} {software.name} ({software.vendor})")
    sys.exit(DONE)


def _as_json(software: "Software") -> dict[str, object]:
    return {
        "slug": software.slug,
        "name": software.name,
        "vendor": software.vendor,
        "aliases": list(software.aliases),
        "reports": {
            data_type.value: {"steps": {"en": list(report.steps.en), "fr": list(report.steps.fr)}}
            for data_type, report in software.reports.items()
        },
    }


def _print_steps(software: "Software", language: str) -> None:
    click.echo(f"{software.name} ({software.vendor})")
    for data_type, report in software.reports.items():
        click.echo(f"\n{data_type.value.replace('_', ' ').capitalize()}: {report.name}")
        for number, step in enumerate(_steps(report, language), start=1):
            click.echo(f"  {number}. {step}")


def _steps(report: "Report", language: str) -> tuple[str, ...]:
    return report.steps.fr if language == "fr" else report.steps.en
