"""The command line: reads arguments, calls one engine function, prints. Heavy modules load when a command runs.

Exit codes: 0 done, 1 needs an answer or not recognised, 2 wrong use, 3 rejected.
"""

import errno
import gc
import sys
from importlib import import_module
from typing import Any

import click

from ledgerlift.cli.terminal import REJECTED, WRONG_USE, printable, say_problem

# Command -> the module of its own in this package.
OWN_COMMANDS = ("inspect", "run", "table", "report", "catalogue", "scoreboard")


class _LazyCommands(click.Group):
    """Finds commands by name: our own modules, and those that another installed part of Ledgerlift registers."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        from importlib.metadata import entry_points

        return [*OWN_COMMANDS, *sorted(point.name for point in entry_points(group="ledgerlift.commands"))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in OWN_COMMANDS:
            command: click.Command = import_module(f"ledgerlift.cli.{cmd_name}").command
            return command
        from importlib.metadata import entry_points

        found = entry_points(group="ledgerlift.commands", name=cmd_name)
        return next((point.load() for point in found), None)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - whatever a command returns
        """Run a command; what stands in its way is said in a sentence."""
        from ledgerlift.problems import FileRejectedError

        # Loading modules makes many objects and no rings: looking for some every 700 takes a twentieth of a small file.
        gc.set_threshold(100_000)
        try:
            return super().invoke(ctx)
        except FileRejectedError as rejected:
            say_problem(rejected.problem)
            sys.exit(REJECTED)
        except OSError as failure:
            if failure.errno == errno.EPIPE:  # whoever read the output has seen enough: click ends quietly
                raise
            place = f"{printable(str(failure.filename))}: " if failure.filename else ""
            click.echo(f"{place}{failure.strerror or failure}", err=True)
            sys.exit(WRONG_USE)


@click.group(cls=_LazyCommands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="ledgerlift")
def main() -> None:
    """Read accounts-payable exports of any accounting software and analyse them."""
