"""Child processes that are started again when they die, and that never outlive their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping

PR_SET_PDEATHSIG = 1
# Set for children, so that a program started by hand is not tied to the shell that started it.
OWNED = "LEDGERLIFT_OWNED_BY"


def die_with_parent() -> None:
    """Ask Linux to end this process when the one that started it dies, even by kill -9."""
    owner = os.environ.get(OWNED)
    if owner is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    # The parent may have died before we could ask.
    if int(owner) not in {os.getppid(), os.getpid()}:
        os.kill(os.getpid(), signal.SIGKILL)


class Child:
    """A Python module run as a process of its own."""

    def __init__(self, name: str, module: str, environment: Mapping[str, str]) -> None:
        self.name = name
        self.module = module
        self.environment = {**environment, OWNED: str(os.getpid())}
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0

    def keep_running(self) -> bool:
        """Start it if it is not running, at most once a second; say whether it was started."""
        if self.process and self.process.poll() is None:
            return False
        if time.monotonic() - self.started_at < 1:
            return False
        self.started_at = time.monotonic()
        # A group of its own: Ctrl-C reaches the parent alone, which then stops the children in order.
        self.process = subprocess.Popen(  # noqa: S603 - our own module, our own interpreter
            [sys.executable, "-m", self.module], env=self.environment, start_new_session=True
        )
        return True

    def stop(self, *, patience: float = 10.0) -> None:
        """End it: ask first, insist after a while."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
