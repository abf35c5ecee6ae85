"""The tools are run from the repository, not installed: let the tests import them from there."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
