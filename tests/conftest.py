"""Lets tests of every kind run in one process, whatever another kind has set up there."""

import os
import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import hypothesis
import pytest

# No test asserts a time: a busy machine is no fault of the code. The suite tries the same examples every time, so that
# a change is blamed for what it broke and for nothing else; `make laws` looks for others.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None)
hypothesis.settings.load_profile("suite")

# As for the small files that tests read; asked for when Polars is loaded, in children too.
os.environ.setdefault("POLARS_MAX_THREADS", "1")

TESTS = Path(__file__).parent
sys.path.insert(0, str(TESTS))  # for the modules that make files
# These start servers of their own, which must not get the settings of the Django in this process.
WITH_SERVERS = (TESTS / "browser", TESTS / "server_crash")
SETTINGS = ("LEDGERLIFT_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")


def starts_servers(item):
    return any(item.path.is_relative_to(folder) for folder in WITH_SERVERS)


def pytest_collection_modifyitems(items):
    # Playwright keeps an event loop in the process, for which Django would take every later test for asynchronous code.
    items.sort(key=starts_servers)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    if not starts_servers(item):
        return (yield)
    others = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    with mock.patch.dict(os.environ, others, clear=True):
        return (yield)


@pytest.fixture(scope="session")
def new_data_folder():
    """Make data folders for servers: not below pytest's own, which every other run of pytest closes to the database."""
    numbers = count()

    def make():
        path = Path(folder, str(next(numbers)))
        path.mkdir()
        return path

    with TemporaryDirectory(prefix="ledgerlift-servers-") as folder:
        yield make
