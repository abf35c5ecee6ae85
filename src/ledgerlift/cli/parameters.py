"""Kinds of arguments the commands share: each says in a sentence what is wrong with a value."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledgerlift.cli.terminal import printable_lines
from ledgerlift.threads import choose_threads

if TYPE_CHECKING:
    from ledgerlift.pipeline import Language, Settings

LANGUAGE = click.Choice(["en", "fr"])


def _choose_threads(_ctx: click.Context, _param: click.Parameter, files: tuple[Path, ...]) -> tuple[Path, ...]:
    choose_threads(files)
    return files


# Read before the other arguments, which may load Polars.
FILES = click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, readable=False),
    is_eager=True,
    callback=_choose_threads,
)
SETTINGS = click.option(
    "--settings",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A TOML or JSON file of settings; other options win over it.",
)


class Period(click.ParamType[tuple[date, date]]):
    """FROM:TO as two ISO dates."""

    name = "from:to"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, date]:
        """Read the first and the last day."""
        try:
            first, last = (date.fromisoformat(part) for part in value.split(":"))
        except ValueError:
            self.fail(f"“{value}” is not two dates such as 2025-01-01:2025-12-31.", param, ctx)
        if last < first:
            self.fail(f"The period ends ({last}) before it begins ({first}).", param, ctx)
        return first, last


class DataTypeName(click.ParamType[str]):
    """One of our data types; they are looked up only when asked for, since with them comes all of Polars."""

    name = "type"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the value as it is when it is one of them."""
        return self._choice().convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str | None:
        """Show all of them in the help."""
        return self._choice().get_metavar(param, ctx)

    def _choice(self) -> click.Choice[str]:
        from ledgerlift.records import DataType

        # Plain texts: click would offer an enumeration's members by their names in code.
        return click.Choice([each.value for each in DataType])


class SoftwareSlug(click.ParamType[str]):
    """A software of the catalogue, by its slug or an older one."""

    name = "slug"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the slug as the catalogue has it."""
        from ledgerlift import catalogue

        try:
            return catalogue.load().get(value).slug
        except catalogue.SoftwareNotKnownError as unknown:
            near = f" Did you mean {' or '.join(unknown.suggestions)}?" if unknown.suggestions else ""
            self.fail(f"No software is called “{value}”.{near} `ledgerlift catalogue` lists them.", param, ctx)


class Currency(click.ParamType[str]):
    """An ISO 4217 code in any case."""

    name = "cur"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the code in capitals."""
        from ledgerlift.values.currencies import codes

        code = codes().get(value.strip().lower())
        if code is None:
            self.fail(f"“{value}” is no currency code such as USD or CAD.", param, ctx)
        return code


def choose_settings(file: Path | None, language: "Language | None") -> "Settings":
    """Read the settings of a command, in the language asked for."""
    from ledgerlift import pipeline

    try:
        settings = pipeline.read_settings(file) if file else pipeline.Settings()
    except pipeline.SettingsNotReadableError as mistake:
        raise click.BadParameter(printable_lines(str(mistake)), param_hint="'--settings'") from None
    return settings.with_language(language) if language else settings
