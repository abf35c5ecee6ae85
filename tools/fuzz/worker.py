"""Reads one file after the other in a process with the limits of the reading child: ``python -m tools.fuzz.worker``.

A line of JSON in, ``[path, whether to go on to what the file is]``; a line of JSON out,
``{"found": what came of it, "broken": where code broke, or "", "seconds": of processor time}``. An empty line says that
it is ready.
"""

import json
import logging
import shutil
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from ledgerlift import catalogue, pipeline
from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import Limits, Reading
from ledgerlift.reading.child import read_into
from ledgerlift.reading.handover import Identity, take_source
from ledgerlift.reading.restrictions import restrict_process

# All files of one process share its time; each has a time of its own outside.
LIMITS = replace(Limits(), cpu_seconds=3600)


def read(path: Path, *, is_inspected: bool) -> str:
    """Read a file as the child and its parent do; say what it is, or why it is refused."""
    if is_inspected:
        with Reading(path, limits=LIMITS, isolated=False) as reading:
            found = pipeline.inspect(reading)
        for problem in found.problems:
            problem.sentence("fr")
        return found.problems[0].code if found.outcome == "rejected" else found.outcome
    workspace = Path(mkdtemp())
    try:
        read_into(workspace, path, LIMITS)
        return take_source(workspace, Identity(path.name, 1, "0" * 64), LIMITS).format
    except FileRejectedError as refused:
        return refused.problem.code
    finally:
        shutil.rmtree(workspace)


class Listener(logging.Handler):
    """Hears of what broke while a file was read in this process."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep where it broke."""
        if record.exc_info and record.exc_info[0]:
            self.heard = describe(record.exc_info[1])


def describe(error: BaseException | None) -> str:
    """Name an error and the last places it went through."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return f"{type(error).__name__}: {error}"[:200] + "".join(
        f" < {Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames)
    )


def main() -> None:
    """Read what comes until nothing comes any more."""
    _ = catalogue.load().headings
    restrict_process(LIMITS)
    print(flush=True)
    listener = Listener()
    logging.getLogger("ledgerlift").addHandler(listener)
    for line in sys.stdin:
        path, is_inspected = json.loads(line)
        listener.heard = ""
        began = time.process_time()
        try:
            found = read(Path(path), is_inspected=is_inspected)
        except BaseException as error:  # noqa: BLE001  a panic of a native reader is no Exception
            found, listener.heard = "broken", describe(error)
        seconds = time.process_time() - began
        print(json.dumps({"found": found, "broken": listener.heard, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
