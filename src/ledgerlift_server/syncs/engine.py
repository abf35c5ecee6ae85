"""The door to the engine. Each call is a process of its own: whatever a file does to it, the worker goes on.

What comes back is plain data in the shapes that ``engine_child`` and ``engine_descriptions`` document.
"""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ledgerlift.threads import SETTING, threads_for
from ledgerlift_server.processes import OWNED
from ledgerlift_server.ui import logs

CHECK_SECONDS = 60
INSPECT_SECONDS = 330
RUN_SECONDS = 1800


@dataclasses.dataclass(frozen=True)
class Source:
    """A file to read: where it is, what the customer calls it, and what is known about it."""

    path: Path
    name: str
    data_type: str
    answers: Mapping[str, Any]
    is_kept_cells: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it as the child takes it."""
        return {**dataclasses.asdict(self), "path": str(self.path), "answers": dict(self.answers)}


def inspect(source: Source, *, software: str, max_bytes: int, cells_to: Path | None = None) -> dict[str, Any]:
    """Find out what a file is. A file that ends the child, or takes too long, comes back as rejected.

    When ``withheld`` of the answer names something, the cells that may be kept are in ``cells_to``.
    """
    request = {
        "do": "inspect",
        "source": source.to_json(),
        "software": software,
        "max_bytes": max_bytes,
        "cells_to": str(cells_to) if cells_to else None,
    }
    answer, failure = call_child(request, seconds=INSPECT_SECONDS)
    if answer is None:
        return rejected(failure)
    return answer


def run(
    sources: Sequence[Source],
    *,
    out: Path,
    company: str,
    software: str,
    settings: Mapping[str, Any],
    language: str,
    max_bytes: int,
    imported_on: date | None = None,
    origin: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any] | None, str]:
    """Make the snapshot, the reports and the insights in a folder; return what was made, or why not as a code.

    ``settings`` are in the words of `ledgerlift.pipeline.settings`; ``imported_on`` is the day of the company's first
    sync, None on that day; ``origin`` is what a bundle says of whose it is.
    """
    request = {
        "do": "run",
        "sources": [source.to_json() for source in sources],
        "out": str(out),
        "company": company,
        "software": software,
        "settings": settings,
        "language": language,
        "max_bytes": max_bytes,
        "imported_on": imported_on.isoformat() if imported_on else None,
        "origin": dict(origin or {}),
    }
    return call_child(request, seconds=RUN_SECONDS)


def remake(
    snapshot: Path,
    *,
    out: Path,
    settings: Mapping[str, Any],
    imported_on: date | None,
    origin: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any] | None, str]:
    """Make the reports and the insights of a snapshot's folder anew."""
    request = {
        "do": "remake",
        "snapshot": str(snapshot),
        "out": str(out),
        "settings": settings,
        "imported_on": imported_on.isoformat() if imported_on else None,
        "origin": dict(origin or {}),
    }
    return call_child(request, seconds=RUN_SECONDS)


def close_quarter(
    snapshot: Path, *, out: Path, settings: Mapping[str, Any], earlier: Path | None, imported_on: date | None
) -> tuple[dict[str, Any] | None, str]:
    """Make Ongoing Insights of a snapshot's folder; ``quarter_end`` is None when its quarters are not whole."""
    request = {
        "do": "close_quarter",
        "snapshot": str(snapshot),
        "out": str(out),
        "settings": settings,
        "earlier": str(earlier) if earlier else None,
        "imported_on": imported_on.isoformat() if imported_on else None,
    }
    return call_child(request, seconds=RUN_SECONDS)


def call_child(request: dict[str, Any], *, seconds: int) -> tuple[dict[str, Any] | None, str]:
    """Run one request in a child of its own; return its answer, or None and why there is none."""
    sources = request["sources"] if "sources" in request else [request["source"]] if "source" in request else []
    threads = threads_for(Path(source["path"]) for source in sources)
    child = spare.take() if spare and threads == 1 else start_child(threads)
    try:
        output, _ = child.communicate(json.dumps(request).encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return None, "processing_timeout"
    if child.returncode != 0:
        return None, "file_unreadable"
    return json.loads(output), ""


def start_child(threads: int = 1) -> subprocess.Popen[bytes]:
    """Start a child; it loads the engine while it waits for its one request.

    ``threads`` are those that suit its files, unless the environment has a number.
    """
    return subprocess.Popen(
        [sys.executable, "-m", "ledgerlift_server.syncs.engine_child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={SETTING: str(threads), **os.environ, OWNED: str(os.getpid())},
        start_new_session=True,
    )


class Spare:
    """One child that is ready in advance: whoever waits for a receipt does not wait for the engine to load.

    It is for the small files that most exports are; for large ones the start is the least of it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child = start_child()

    def take(self) -> subprocess.Popen[bytes]:
        """Hand out the ready child and start the next."""
        with self._lock:
            ready, self._child = self._child, start_child()
        return ready if ready.poll() is None else start_child()


# Only a worker keeps a spare.
spare: Spare | None = None


def keep_spare() -> None:
    """Have a child ready from now on."""
    global spare  # noqa: PLW0603 - one for the process
    spare = Spare()


def rejected(code: str) -> dict[str, Any]:
    """Return the inspection of a file that could not be read at all."""
    from ledgerlift.problems import Problem

    problem = Problem(code=code, details={"reference": logs.correlation_id.get()[:8]})
    return {"outcome": "rejected", "looks_like": "", "headings": "", "tables": [], "questions": [],
            "problems": [problem_to_json(problem)], "extracts": [], "withheld": []}  # fmt: skip


def problem_to_json(problem: Any) -> dict[str, Any]:  # noqa: ANN401 - ledgerlift.problems.Problem, loaded late
    """Keep a problem with its sentences in both languages, so that pages need not load the engine."""
    from ledgerlift.problems import column_letters

    place = problem.place
    return {
        "code": problem.code,
        "severity": problem.severity,
        "en": problem.sentence("en"),
        "fr": problem.sentence("fr"),
        "sheet": place.sheet,
        "row": place.row,
        "column": column_letters(place.column),
        "count": problem.count,
    }
