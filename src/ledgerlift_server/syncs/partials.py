"""Files that arrive in parts: the bytes so far are the file on disk, so a crash loses nothing that was received."""

import fcntl
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.http import UnreadablePostError

from ledgerlift_server.syncs.models import PartialUpload
from ledgerlift_server.ui.refusals import Refusal

# So small that even a slow line brings one before its sender counts as gone.
CHUNK = 64 * 2**10
HEAR_SECONDS = 10


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes; none at the end."""


def path_of(partial: PartialUpload) -> Path:
    """Say where its bytes are."""
    return settings.PARTIAL_UPLOAD_DIR / partial.id.hex


def offset_of(partial: PartialUpload) -> int:
    """Say how many bytes have arrived."""
    try:
        return path_of(partial).stat().st_size
    except FileNotFoundError:
        return 0


@contextmanager
def only_writer(partial: PartialUpload) -> Iterator[Path]:
    """Hold a file alone: a second tab, or a retry while the cut connection still drips, has to wait its turn."""
    path = path_of(partial)
    try:
        # Never made here: a file that is gone was given up, or deleted with its company.
        file = path.open("r+b")
    except FileNotFoundError:
        raise Refusal("upload_interrupted") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refusal("upload_interrupted") from None
        yield path


def append(partial: PartialUpload, *, offset: int, source: Readable, hear: Callable[[], None]) -> int:
    """Write what comes, from an offset that must be where the file ends; return the new offset.

    ``hear`` is called at the first bytes and every few seconds while more come. A sender who stalls is refused; what
    came is kept.
    """
    with only_writer(partial) as path, path.open("r+b") as file:
        if file.seek(0, 2) != offset:
            raise Refusal("upload_interrupted")
        remaining = partial.size - offset
        heard = -math.inf
        try:
            while remaining and (chunk := source.read(min(CHUNK, remaining))):
                file.write(chunk)
                remaining -= len(chunk)
                if time.monotonic() - heard >= HEAR_SECONDS:
                    heard = time.monotonic()
                    hear()
        except UnreadablePostError:
            raise Refusal("upload_interrupted") from None
        return file.tell()


def forget(partial: PartialUpload) -> None:
    """Remove its bytes."""
    path_of(partial).unlink(missing_ok=True)
