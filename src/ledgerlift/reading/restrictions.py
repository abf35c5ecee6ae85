"""What the reading child gives up before it opens a file from outside."""

import ctypes
import os
import resource
import signal
import sys

from ledgerlift.reading.limits import Limits

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000

# What no reader has a reason to do: talk to others, start programs.
_FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.exec", "os.fork", "os.spawn", "os.posix_spawn", "os.system")


def restrict_process(limits: Limits) -> None:
    """Limit memory, time, files and rights of this process for good, and cut it off from every network."""
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    # A second between the two: the soft limit's signal says that time was the reason, the hard one's says nothing.
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds, grace=1)
    _limit(resource.RLIMIT_FSIZE, limits.written_bytes)
    _limit(resource.RLIMIT_NOFILE, limits.open_files)
    _limit(resource.RLIMIT_CORE, 0)
    _leave_network()


def _limit(kind: int, most: int, grace: int = 0) -> None:
    _, allowed = resource.getrlimit(kind)
    hard = most + grace if allowed == resource.RLIM_INFINITY else min(most + grace, allowed)
    resource.setrlimit(kind, (min(most, hard), hard))


def _leave_network() -> None:
    sys.addaudithook(_forbid)
    if not sys.platform.startswith("linux"):
        return
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # A network namespace of its own needs rights; where the system gives neither kind, the container has to do it.
    if kernel.unshare(_CLONE_NEWNET) != 0 and os.geteuid() != 0:
        kernel.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _forbid(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN_EVENTS):
        raise PermissionError(event)
