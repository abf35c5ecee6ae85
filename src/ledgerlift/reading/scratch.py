"""A directory for what one reading writes: gone afterwards, and not for ever there when this process is killed."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

_MEMORY_DISK = Path("/dev/shm")  # noqa: S108  the directory made in it is ours alone
_PREFIX = "ledgerlift-reading-"
_YOUNG_SECONDS = 60


@contextmanager
def scratch_folder(file_bytes: int) -> Iterator[Path]:
    """Give an empty directory for reading a file of this size, and remove what killed processes have left."""
    with TemporaryDirectory(prefix=_PREFIX, dir=_choose_disk(file_bytes)) as folder:
        handle = os.open(folder, os.O_RDONLY)
        try:
            # The lock says that somebody is at work here; it goes with the process that holds it.
            fcntl.flock(handle, fcntl.LOCK_EX)
            _sweep(Path(folder))
            yield Path(folder)
        finally:
            os.close(handle)


def _choose_disk(file_bytes: int) -> Path:
    """Choose memory where there is plenty: a disk takes longer to write than we to read."""
    # Cells as Arrow take up to twice the bytes of the text, beside a copy of the text itself.
    if os.access(_MEMORY_DISK, os.W_OK) and shutil.disk_usage(_MEMORY_DISK).free > 8 * file_bytes + 2**26:
        return _MEMORY_DISK
    return Path(gettempdir())


def _sweep(own: Path) -> None:
    """Remove the directories beside our own that nobody holds; a young one may not be held yet."""
    now = own.stat().st_mtime
    for folder in own.parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            status = folder.stat()
            if status.st_uid == os.getuid() and status.st_mtime < now - _YOUNG_SECONDS:
                _remove_unheld(folder)


def _remove_unheld(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)
