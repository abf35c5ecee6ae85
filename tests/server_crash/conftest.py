import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from server_process import Server


@pytest.fixture(scope="module")
def server(new_data_folder):
    """A server that every test leaves running."""
    running = Server(new_data_folder())
    running.start()
    yield running
    if running.process.poll() is None:
        running.stop()
