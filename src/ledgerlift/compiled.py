"""What was read from YAML, kept compiled in the user's cache folder so that the next start takes milliseconds.

JSON, because a cache file must be safe to read whoever wrote it. Nothing depends on the cache: where the folder cannot
be written, or holds something else, the YAML is read again.
"""

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

# How many states of the same files stay in the cache: a developer has several checkouts, each in two states.
KEPT_VERSIONS = 12


def load_compiled(name: str, sources: Sequence[Path], build: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Give what ``build`` makes out of ``sources``, from the cache as long as none of them has changed.

    The answer is plain JSON data. Two processes may do this at once: a file appears under its name only when whole.
    """
    file_name = f"{name}-{fingerprint(sources)}.json"
    # RuntimeError: a user without a home folder, as containers have them.
    with suppress(OSError, ValueError, RuntimeError):
        return json.loads((cache_folder() / file_name).read_bytes())
    text = json.dumps(build(), ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError, RuntimeError):
        _write_whole(cache_folder() / file_name, text)
    return json.loads(text)


def fingerprint(sources: Sequence[Path]) -> str:
    """Give a short text that changes when a source is edited, added, renamed or removed, or the code that reads it."""
    return hashlib.sha256((_CODE + _state_of(sources)).encode()).hexdigest()[:16]


def _state_of(files: Sequence[Path]) -> str:
    return "".join(f"|{file}|{stat.st_size}|{stat.st_mtime_ns}" for file in files for stat in [file.stat()])


# Taken when the code is loaded: what it compiles later is its own, even if the files have changed by then.
_CODE = _state_of(sorted(Path(__file__).parent.glob("catalogue/*.py")))


def cache_folder() -> Path:
    """Name the folder for compiled files: the user's own cache, never a place others may write to."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "ledgerlift"


def _write_whole(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    _remove_outdated(path)


def _remove_outdated(path: Path) -> None:
    prefix = path.name.rpartition("-")[0]
    # Several installations may share the folder; only what none of them has written lately goes.
    newest_first = sorted(path.parent.glob(f"{prefix}-*.json"), key=lambda each: each.stat().st_mtime_ns, reverse=True)
    for outdated in newest_first[KEPT_VERSIONS:]:
        outdated.unlink(missing_ok=True)
