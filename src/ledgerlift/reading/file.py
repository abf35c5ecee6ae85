"""Read one file: the door of this stage."""

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading.isolation import Ending, ReadingChild, ReadingHere
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.scratch import scratch_folder

if TYPE_CHECKING:
    from ledgerlift.reading.source import Source

_DEFAULT_LIMITS = Limits()


class _Stamp(NamedTuple):
    """What changes when somebody writes to a file."""

    device: int
    inode: int
    bytes: int
    modified_ns: int
    changed_ns: int


def read_file(path: Path, *, limits: Limits = _DEFAULT_LIMITS, isolated: bool = True) -> "Source":
    """Read a file into the cells of its sheets, whatever it is.

    The bytes are parsed in a child process with limited memory, time and rights; ``isolated=False`` does the same work
    in this process and is for tests and measurements. Raises ``FileRejectedError``, whose problem says what was found
    and what to do, for every file that cannot be read.
    """
    try:
        return _read(path, limits, ReadingChild if isolated else ReadingHere)
    except FileRejectedError as error:
        place = replace(error.problem.place, file=path.name)
        raise FileRejectedError(replace(error.problem, place=place)) from error


def _read(path: Path, limits: Limits, reader: type[ReadingChild] | type[ReadingHere]) -> "Source":
    stamp = _stamp(path)
    if stamp.bytes > limits.file_bytes:
        raise refuse("file_too_large", megabytes=round(limits.file_bytes / 2**20))
    with scratch_folder(stamp.bytes) as folder:
        # A plain name of our own: the native readers take a path for a pattern, a URL or a format.
        link = folder / "input"
        link.symlink_to(path.absolute())
        workspace = _workspace(folder, "first")
        with reader(link, workspace, limits, is_retry=False) as reading:
            # While the child is at work.
            sha256 = _sha256(path)
            from ledgerlift.reading.handover import Identity, take_source

            ending = reading.wait()
        if ending is Ending.DIED:
            workspace = _workspace(folder, "second")
            with reader(link, workspace, limits, is_retry=True) as reading:
                ending = reading.wait()
        if _stamp(path) != stamp:
            raise refuse("file_changed")
        if ending is Ending.TIMED_OUT:
            raise refuse("processing_timeout")
        if ending is Ending.DIED:
            raise _with_reference(refuse("file_unreadable"), sha256)
        try:
            return take_source(workspace, Identity(path.name, stamp.bytes, sha256), limits)
        except FileRejectedError as error:
            raise _with_reference(error, sha256) from error


def _with_reference(error: FileRejectedError, sha256: str) -> FileRejectedError:
    """Give a file nobody can explain a number to ask about: the same one for the same file."""
    if error.problem.code != "file_unreadable":
        return error
    return FileRejectedError(replace(error.problem, details={"reference": sha256[:12]}))


def _stamp(path: Path) -> _Stamp:
    try:
        status = path.stat()
    except PermissionError as error:
        raise refuse("file_not_permitted") from error
    except (OSError, ValueError) as error:
        raise refuse("file_missing") from error
    if stat.S_ISDIR(status.st_mode):
        raise refuse("file_is_directory")
    if not stat.S_ISREG(status.st_mode):
        raise refuse("file_not_regular")
    if not os.access(path, os.R_OK):
        raise refuse("file_not_permitted")
    return _Stamp(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise refuse("file_changed") from error


def _workspace(folder: Path, name: str) -> Path:
    path = folder / name
    path.mkdir()
    return path
