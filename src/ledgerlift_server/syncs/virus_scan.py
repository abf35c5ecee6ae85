"""Asks a virus scanner about a file before anything reads it: clamd, by its own protocol (INSTREAM).

clamd calls a file clean that is larger than it looks at, unless ``AlertExceedsMax yes`` is set; with it, it says that a
limit was exceeded. That is no virus, but no answer either.
"""

import logging
import socket
import struct
import time
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

logger = logging.getLogger(__name__)

SECONDS = 30.0
_PIECE = 2**18
_LONGEST_ANSWER = 2**12


class Verdict(Enum):
    """What the scanner says of a file; unknown when it says nothing one can rely on."""

    CLEAN = "clean"
    INFECTED = "infected"
    UNKNOWN = "unknown"


def find_refusal(path: Path) -> str:
    """Give the code a file is refused with, or nothing: it is clean, or nobody has set up a scanner."""
    configuration = settings.CONFIGURATION
    if not configuration.virus_scanner:
        return ""
    verdict = scan(path, configuration.virus_scanner)
    if verdict is Verdict.INFECTED:
        return "virus_found"
    return "scan_unavailable" if verdict is Verdict.UNKNOWN and configuration.virus_scan_required else ""


def scan(path: Path, address: str, *, seconds: float = SECONDS) -> Verdict:
    """Send a file to the scanner at ``tcp://host:port`` or ``unix:/path`` and read what it says, within the time."""
    ends_at = time.monotonic() + seconds
    try:
        with _connect(address, seconds) as scanner, path.open("rb") as file:
            scanner.sendall(b"zINSTREAM\0")
            while piece := file.read(_PIECE):
                scanner.settimeout(_rest(ends_at))
                scanner.sendall(struct.pack(">I", len(piece)) + piece)
            scanner.sendall(struct.pack(">I", 0))
            answer = _read_answer(scanner, ends_at)
    except OSError as error:
        # Also when it has heard enough and hangs up before the end.
        logger.warning("virus scanner gave no answer: %s", type(error).__name__)
        return Verdict.UNKNOWN
    return _understand(answer)


def _connect(address: str, seconds: float) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        return socket.create_connection((parts.hostname, parts.port), timeout=seconds)
    scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    scanner.settimeout(seconds)
    try:
        scanner.connect(parts.path)
    except OSError:
        scanner.close()
        raise
    return scanner


def _read_answer(scanner: socket.socket, ends_at: float) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
        scanner.settimeout(_rest(ends_at))
        piece = scanner.recv(_LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.partition(b"\0")[0].decode("ascii", "replace").strip()


def _rest(ends_at: float) -> float:
    """Give the seconds that are left; a socket that may wait no seconds at all would not wait for the other side."""
    rest = ends_at - time.monotonic()
    if rest <= 0:
        raise TimeoutError
    return rest


def _understand(answer: str) -> Verdict:
    if answer == "stream: OK":
        return Verdict.CLEAN
    if answer.endswith(" FOUND") and "Limits.Exceeded" not in answer:
        return Verdict.INFECTED
    logger.warning("virus scanner could not check a file: %s", "limits" if "Exceeded" in answer else "error")
    return Verdict.UNKNOWN
