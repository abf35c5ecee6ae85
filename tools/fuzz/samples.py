"""The files that are damaged: the golden exports, so that every format and notation is among them."""

from pathlib import Path

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
# Small files are damaged in the places that matter, and read quickly.
MOST_BYTES = 60_000
MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<htm", b"<?xm", b"MIME")


def list_samples() -> list[list[Path]]:
    """List the exports of the corpus by what they begin with, so that rare formats are damaged as often as csv."""
    by_format: dict[tuple[str, bytes], list[Path]] = {}
    for path in sorted(CORPUS.rglob("*")):
        if path.is_file() and path.suffix not in {".json", ".md", ".py"} and 0 < path.stat().st_size <= MOST_BYTES:
            magic = path.read_bytes()[:4]
            kind = magic if magic in MAGIC else b""
            by_format.setdefault((path.suffix.lower(), kind), []).append(path)
    return list(by_format.values())
