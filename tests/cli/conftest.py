"""Runs the command line, in this process and as a program, and makes the files it is given."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from ledgerlift.cli import main

HEADINGS = "Bill No,Supplier,Invoice Date,Due Date,Total"
BILLS = [
    "B-1,Anvil Ltd,13/04/2025,13/05/2025,120.50",
    "B-2,Birch LLC,14/05/2025,14/06/2025,80.00",
    "B-3,Cedar Inc,25/06/2025,25/07/2025,1200.00",
    "B-4,Anvil Ltd,26/07/2025,26/08/2025,99.99",
    "B-5,Birch LLC,27/08/2025,27/09/2025,45.10",
]
TWO_WAYS = [
    "B-1,Anvil Ltd,03/04/2025,03/05/2025,120.50",
    "B-2,Birch LLC,04/05/2025,04/06/2025,80.00",
    "B-3,Cedar Inc,05/06/2025,05/07/2025,1200.00",
    "B-4,Anvil Ltd,06/07/2025,06/08/2025,99.99",
    "B-5,Birch LLC,07/08/2025,07/09/2025,45.10",
]
CUSTOMERS = """\
Customer ID,Customer Name,Credit Limit,Customer Group,Salesperson,Email
C-001,Anvil Bakery,5000.00,Retail,Kim Poole,ap@anvil.example
C-002,Birch Cafe,2500.00,Retail,Kim Poole,hello@birch.example
C-003,Cedar Inn,7500.00,Hotels,Lee Marsh,inn@cedar.example
C-004,Dune Motel,1500.00,Hotels,Lee Marsh,dune@motel.example
"""
PROSE = """\
Dear colleague,

please find enclosed the minutes of our meeting. We talked about the new office, and
everybody agreed that the plants need water. The next meeting is on Monday.

Kind regards
"""
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"


def as_csv(rows):
    return "\n".join([HEADINGS, *rows]) + "\n"


CONTENTS = {
    "bills.csv": as_csv(BILLS),
    "two-ways.csv": as_csv(TWO_WAYS),
    "customers.csv": CUSTOMERS,
    "prose.txt": PROSE,
    "empty.csv": "",
    "header-only.csv": HEADINGS + "\n",
    "picture.csv": PICTURE,
}


@pytest.fixture
def make(tmp_path):
    """Write a file by its name in CONTENTS, or with a content of its own; return its path."""

    def make_(name, content=None):
        content = CONTENTS[name] if content is None else content
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return make_


def check_manners(stderr):
    assert "Traceback" not in stderr
    assert not [letter for letter in stderr if letter != "\n" and not letter.isprintable()]


@pytest.fixture
def ledgerlift():
    """Call the command line in this process; whatever happens, it must end as a command does."""

    def call(*arguments):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="ledgerlift")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        check_manners(result.stderr)
        return result

    return call


@pytest.fixture
def program(tmp_path):
    """Run the command line as a program of its own; return what it wrote, as bytes."""

    def run(*arguments, **environment):
        finished = subprocess.run(
            [sys.executable, "-m", "ledgerlift", *map(str, arguments)],
            capture_output=True,
            cwd=tmp_path,
            env={"PATH": "", "HOME": str(Path.home()), **environment},
            check=False,
        )
        check_manners(finished.stderr.decode("utf-8"))
        return finished

    return run


@pytest.fixture
def inspect_json(ledgerlift):
    """Inspect one file; return the exit code and the JSON object."""

    def inspect_(path, *options):
        result = ledgerlift("inspect", path, "--json", *options)
        (line,) = result.stdout.splitlines()
        return result.exit_code, json.loads(line)

    return inspect_


@pytest.fixture
def list_files():
    return lambda folder: sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
