"""The one-shot child process that reads a file from outside: ``python -m ledgerlift.reading.child``.

It gets the file, a directory to write to and the limits, reads, writes what it found and ends. Nothing comes back
through its exit code but whether it came to its end.
"""

import gc
import json
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading.limits import Limits

CRASH = "crash.txt"


def main(arguments: list[str]) -> None:
    """Read the one file this process is for."""
    file, workspace, limits = json.loads(arguments[0])
    sys.excepthook = lambda kind, error, place: report_crash(kind, error, place, Path(workspace))
    allowed = Limits(**limits)
    # As the command line does: loading modules leaves nothing to collect.
    gc.set_threshold(100_000)
    from ledgerlift.reading.restrictions import restrict_process

    restrict_process(allowed)
    read_into(Path(workspace), Path(file), allowed)
    # Everything is written; a native thread may still be busy with what is no longer wanted.
    os._exit(0)


def read_into(workspace: Path, file: Path, limits: Limits) -> None:
    """Read a file and write what was found, or why it is refused, to the workspace."""
    # Polars is loaded only now, under the limits, and by a reader that has begun its work where it can.
    from ledgerlift.reading.readers import read_contents

    problem = None
    try:
        contents = read_contents(file, workspace, limits)
    except FileRejectedError as error:
        problem = error.problem
    from ledgerlift.reading.handover import write_contents, write_rejection

    if problem:
        write_rejection(problem, workspace)
    else:
        write_contents(contents, workspace)


def report_crash(
    kind: type[BaseException],
    error: BaseException,
    place: TracebackType | None,
    workspace: Path,
) -> None:
    """Leave a note of where the code broke; the message of the error is left out, for it may quote a cell."""
    frames = traceback.format_list(traceback.extract_tb(place)[-8:])
    (workspace / CRASH).write_text(f"{kind.__name__}\n{''.join(frames)}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
