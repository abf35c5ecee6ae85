"""Lets tests of every kind run in one process, whatever another kind has set up there."""

import os
from pathlib import Path
from unittest import mock

import pytest

# Playwright keeps an event loop in the process, for which Django would take every later test for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ENVIRONMENT = dict(os.environ)
TESTS = Path(__file__).parent
# These start servers of their own, which must not get the settings of the Django in this process.
WITH_SERVERS = (TESTS / "browser", TESTS / "server_crash")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    if not any(item.path.is_relative_to(folder) for folder in WITH_SERVERS):
        return (yield)
    with mock.patch.dict(os.environ, ENVIRONMENT, clear=True):
        return (yield)
