"""A damaged file given to the command line, as somebody on their own machine would."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 600.0  # by the clock on the wall, for a machine that has other things to do
_PROGRAM = "import sys; from ledgerlift.cli import main; sys.exit(main())"


def run_command(path: Path) -> str:
    """Run all stages on a file; give the fault the person would see, or ""."""
    with TemporaryDirectory() as out:
        command = [sys.executable, "-c", _PROGRAM, "run", str(path), "--out", out]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return f"the command gave no answer within {SECONDS:.0f} seconds"
    if ended.returncode not in {0, 1, 2, 3}:
        return f"the command ended with {ended.returncode}"
    return "the command showed a traceback" if b"Traceback" in ended.stdout + ended.stderr else ""
