"""``ledgerlift catalogue``: the software list, or one software's export steps."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledgerlift.cli.parameters import LANGUAGE, SoftwareSlug
from ledgerlift.cli.terminal import DONE, WRONG_USE, json_line, printable

if TYPE_CHECKING:
    from ledgerlift.catalogue import Report, Software

# French has a space before a colon that no line is broken at.
_HEADINGS = {
    "en": {"suppliers": "Suppliers:", "bills": "Bills:", "payments": "Payments:", "direct_costs": "Direct costs:"},
    "fr": {
        "suppliers": "Fournisseurs\u00a0:",
        "bills": "Factures\u00a0:",
        "payments": "Paiements\u00a0:",
        "direct_costs": "Dépenses directes\u00a0:",
    },
}


@click.command("catalogue")
@click.argument("slug", required=False, type=SoftwareSlug())
@click.option("--json", "as_json", is_flag=True, help="The list as JSON, steps in both languages, for programs.")
@click.option("--lang", type=LANGUAGE, default="en", show_default=True, help="Language of the steps.")
@click.option(
    "--template", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the workbook to fill in where the software is not listed.",
)  # fmt: skip
def command(slug: str | None, *, as_json: bool, lang: str, template: Path | None) -> None:
    """List the software we know, or show how to export the reports from one of them."""
    from ledgerlift import catalogue

    if template:
        _write_template(template, lang)
        sys.exit(DONE)
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


def _write_template(path: Path, language: str) -> None:
    from ledgerlift.catalogue.template import write_template

    try:
        path.write_bytes(write_template(french=language == "fr"))
    except OSError as error:
        click.echo(f"{printable(str(path))} cannot be written: {error.strerror}.", err=True)
        sys.exit(WRONG_USE)
    click.echo(printable(str(path)))


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
    from ledgerlift.catalogue.emphasis import without_emphasis

    click.echo(f"{software.name} ({software.vendor})")
    for data_type, report in software.reports.items():
        click.echo(f"\n{_HEADINGS[language][data_type.value]} {report.name}")
        for number, step in enumerate(_steps(report, language), start=1):
            click.echo(f"  {number}. {without_emphasis(step)}")


def _steps(report: "Report", language: str) -> tuple[str, ...]:
    return report.steps.fr if language == "fr" else report.steps.en
