"""Read one file: the door of this stage."""

import hashlib
import os
import stat
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from ledgerlift.problems import FileRejectedError, Problem
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


def read_file(path: "Path | Reading", *, limits: Limits = _DEFAULT_LIMITS, isolated: bool = True) -> "Source":
    """Read a file into the cells of its sheets, whatever it is; a reading that has begun is only waited for.

    The bytes are parsed in a child process with limited memory, time and rights; ``isolated=False`` does the same work
    in this process and is for tests and measurements. Raises ``FileRejectedError``, whose problem says what was found
    and what to do, for every file that cannot be read.
    """
    if isinstance(path, Reading):
        return path.result()
    with Reading(path, limits=limits, isolated=isolated) as reading:
        return reading.result()


class Reading:
    """A file that is being read while its caller does something else.

    The child is at work from the first moment; it and what it wrote are gone when the ``with`` block ends.
    """

    def __init__(self, path: Path, *, limits: Limits = _DEFAULT_LIMITS, isolated: bool = True) -> None:
        self.path = path
        self._limits = limits
        self._reader: type[ReadingChild | ReadingHere] = ReadingChild if isolated else ReadingHere
        self._held = ExitStack()
        self._refusal: FileRejectedError | None = None
        try:
            self._begin()
        except FileRejectedError as refusal:
            self._refusal = refusal

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    @property
    def refused(self) -> Problem | None:
        """Why the file was refused before anything of it was read, such as a path where there is none."""
        return self._named(self._refusal.problem) if self._refusal else None

    def result(self) -> "Source":
        """Wait for the file's cells; raises ``FileRejectedError`` when there is no reading it."""
        try:
            if self._refusal:
                raise self._refusal
            return self._finish()
        except FileRejectedError as error:
            raise FileRejectedError(self._named(error.problem)) from error

    def _named(self, problem: Problem) -> Problem:
        return replace(problem, place=replace(problem.place, file=self.path.name))

    def _begin(self) -> None:
        self._stamp = _stamp(self.path)
        if self._stamp.bytes > self._limits.file_bytes:
            raise refuse("file_too_large", megabytes=round(self._limits.file_bytes / 2**20))
        folder = self._held.enter_context(scratch_folder(self._stamp.bytes))
        # A plain name of our own: the native readers take a path for a pattern, a URL or a format.
        link = folder / "input"
        link.symlink_to(self.path.absolute())
        self._workspace = folder / "found"
        self._workspace.mkdir()
        self._child = self._reader(link, self._workspace, self._limits)
        self._held.enter_context(self._child)

    def _finish(self) -> "Source":
        # While the child is at work.
        sha256 = _sha256(self.path)
        from ledgerlift.reading.handover import Identity, take_source

        ending = self._child.wait()
        if _stamp(self.path) != self._stamp:
            raise refuse("file_changed")
        if ending is Ending.TIMED_OUT:
            raise refuse("processing_timeout")
        if ending is Ending.DIED:
            raise _with_reference(refuse("file_unreadable"), sha256)
        try:
            return take_source(self._workspace, Identity(self.path.name, self._stamp.bytes, sha256), self._limits)
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
