"""The samples made again, once for all tests that compare them."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def samples_made_again(tmp_path_factory):
    folder = tmp_path_factory.mktemp("again")
    subprocess.run([sys.executable, "-m", "tools.samples", "--to", folder], cwd=ROOT, check=True)
    return folder
