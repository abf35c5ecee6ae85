"""docs/reference/command-line.md: every command, argument and option, from click."""

import inspect

import click
from tools.docs.markdown import code, page, table

from ledgerlift.cli import main, terminal

EXIT_CODES = {
    terminal.DONE: "done",
    terminal.ASKS: "a file leaves a question open, or is none of the reports we need",
    terminal.WRONG_USE: "wrong use: an option, a name or a place that cannot be used",
    terminal.REJECTED: "a file cannot be read at all",
}


def render() -> str:
    """Write the page."""
    # Not a bare Context: that would lack the settings of the command, and click remembers its help option.
    with main.make_context("ledgerlift", [], resilient_parsing=True) as context:
        commands = [_command(main.get_command(context, name), context) for name in main.list_commands(context)]
    exit_codes = table(("Exit code", "Meaning"), EXIT_CODES.items())
    about = (
        "`make setup` puts the command line at `.venv/bin/ledgerlift`; `python -m ledgerlift` is the same. "
        "With several files the exit code is that of the worst."
    )
    return page("Command line", about, exit_codes, *commands)


def _command(command: click.Command | None, parent: click.Context) -> str:
    assert command is not None
    with click.Context(command, info_name=command.name, parent=parent) as context:
        usage = command.get_usage(context).removeprefix("Usage: ")
        options = [each for each in command.params if isinstance(each, click.Option)]
        rows = [(_names(option, context), _help(option, context)) for option in options]
    return "\n\n".join(
        [f"## {command.name}", f"```\n{usage}\n```", inspect.cleandoc(command.help or ""), _options(rows)]
    )


def _options(rows: list[tuple[str, str]]) -> str:
    return table(("Option", "Meaning"), [*rows, (code("-h, --help"), "Show the help and exit.")])


def _names(option: click.Option, context: click.Context) -> str:
    metavar = "" if option.is_flag else f" {option.metavar or _kind(option, context)}"
    return code(", ".join(option.opts) + metavar)


def _kind(option: click.Option, context: click.Context) -> str:
    if listed := option.type.get_metavar(option, context):
        return listed.strip("[]")
    return {"directory": "DIR", "file": "FILE", "integer range": "N"}.get(option.type.name, option.type.name.upper())


def _help(option: click.Option, context: click.Context) -> str:
    extra = option.get_help_extra(context)
    default = f" Default: {code(extra['default'])}." if "default" in extra and not option.is_flag else ""
    return (option.help or "") + (" Required." if option.required else "") + default
