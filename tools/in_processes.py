"""Work on many small files in a process for each core.

The files are too small for Polars to share their columns out, and a reading child for each takes longer than all else.
"""

import functools
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_processes(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Give the result of each item in order; ``work`` is a function of a module, which reads files in its process."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    with multiprocessing.get_context("spawn").Pool(initializer=read_here) as pool:
        yield from pool.imap(work, items)


def read_here() -> None:
    """Read in this process from now on."""
    from ledgerlift.pipeline import inspecting
    from ledgerlift.reading import read_file

    inspecting.read_file = functools.partial(read_file, isolated=False)  # type: ignore[assignment]
