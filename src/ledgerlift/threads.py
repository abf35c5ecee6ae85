"""How many threads Polars works with: it asks when it is loaded, so this is said before, by how much there is to read.

Little work is handed from thread to thread hundreds of times, which takes longer than the work itself: for an export of
2,000 rows a third of the time.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

SETTING = "POLARS_MAX_THREADS"
# A delimited file of so many bytes has about 10,000 rows.
_FEW_BYTES = 2 * 2**20


def threads_for(files: Iterable[Path]) -> int:
    """Give the number of threads that suits these files together."""
    size = 0
    for file in files:
        with suppress(OSError, ValueError):  # a path without a file is refused in words later
            size += file.stat().st_size
    return 1 if size <= _FEW_BYTES else os.cpu_count() or 1


def choose_threads(files: Iterable[Path]) -> None:
    """Let Polars work with as many threads as suit these files; a number set from outside stays."""
    os.environ.setdefault(SETTING, str(threads_for(files)))
