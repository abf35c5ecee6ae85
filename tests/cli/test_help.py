"""Every command explains itself."""

import subprocess
import sys

import click
import pytest

from ledgerlift.cli import main

CONTEXT = main.make_context("ledgerlift", [], resilient_parsing=True)
COMMANDS = ["inspect", "run", "table", "report", "catalogue", "serve", "scoreboard"]


def find_command(name):
    return main.get_command(CONTEXT, name)


def test_commands_are_the_documented_ones(ledgerlift):
    result = ledgerlift("--help")
    assert result.exit_code == 0
    assert sorted(main.list_commands(CONTEXT)) == sorted(COMMANDS)
    assert all(f"\n  {name} " in result.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_command_shows_its_help(ledgerlift, name, option):
    result = ledgerlift(name, option)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: ledgerlift {name}")
    assert "Options:" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_its_words(name):
    command = find_command(name)
    assert command.help
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [option.opts for option in options if not option.help] == []


def test_version_is_printed(ledgerlift):
    assert ledgerlift("--version").stdout.startswith("ledgerlift, version ")


def test_no_command_shows_the_help_as_wrong_use(ledgerlift):
    result = ledgerlift()
    assert result.exit_code == 2
    assert "Commands:" in result.stderr


def test_unknown_command_is_wrong_use(ledgerlift):
    result = ledgerlift("inspekt", "bills.csv")
    assert result.exit_code == 2
    assert "No such command" in result.stderr


HELP = "import sys; sys.argv = ['ledgerlift', '--help']\nfrom ledgerlift.cli import main\n"
LOADED = "try:\n main()\nexcept SystemExit:\n print([name for name in sys.modules if name == 'ledgerlift.pipeline'])"


def test_help_loads_no_engine():
    finished = subprocess.run([sys.executable, "-c", HELP + LOADED], capture_output=True, text=True, check=True)
    assert finished.stdout.endswith("\n[]\n")
