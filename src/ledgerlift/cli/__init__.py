"""The command line: reads arguments, calls one engine function, prints. Heavy modules load when a command runs.

Exit codes: 0 done, 1 needs an answer or not recognised, 2 wrong use, 3 rejected.
"""

from importlib import import_module
from importlib.metadata import entry_points

import click

# Command -> the module of its own in this package.
OWN_COMMANDS = ("inspect", "run", "table", "report", "catalogue", "scoreboard")


class _LazyCommands(click.Group):
    """Finds commands by name: our own modules, and those that another installed part of Ledgerlift registers."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*OWN_COMMANDS, *sorted(point.name for point in entry_points(group="ledgerlift.commands"))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in OWN_COMMANDS:
            command: click.Command = import_module(f"ledgerlift.cli.{cmd_name}").command
            return command
        found = entry_points(group="ledgerlift.commands", name=cmd_name)
        return next((point.load() for point in found), None)


@click.group(cls=_LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="ledgerlift")
def main() -> None:
    """Read accounts-payable exports of any accounting software and analyse them."""
