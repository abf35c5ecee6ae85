"""Files on their way in and in the store: random names, hashes, and the customer's own names as mere labels."""

import dataclasses
import hashlib
import re
import shutil
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile, TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from ledgerlift_server.syncs.upload_handler import ReceivedFile

CHUNK = 2**20
# Control characters, and marks that turn the direction of writing to disguise an extension.
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclasses.dataclass(frozen=True)
class Incoming:
    """A whole file that has arrived on the server's disk."""

    path: Path
    name: str
    size: int
    sha256: str


def incoming_from_form(file: ReceivedFile) -> Incoming:
    """Take over a file of a form; it was hashed while it arrived."""
    return Incoming(Path(file.temporary_file_path()), clean_name(file.name or ""), file.size or 0, file.sha256)


def clean_name(name: str) -> str:
    """Return a name fit to be shown: one line, no path, at most 255 characters. It never becomes part of a path."""
    # What follows a NUL never was part of the name for the program that wrote it.
    name = re.split("\0|%00", unicodedata.normalize("NFC", name))[0]
    last = re.split(r"[/\\]", name)[-1]
    return NOT_IN_NAMES.sub("", last).strip()[-255:] or "file"


def harmless_name(name: str) -> str:
    """Return a name that is safe as a file's: letters, digits and plain marks, short, and never hidden."""
    path = PurePath(name)
    stem = re.sub(r"[^\w ()-]+", "_", path.stem).strip(" _")[:60] or "file"
    return stem + re.sub(r"[^.\w]", "", path.suffix)[:10]


def hash_file(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def new_upload_name(*, folder: uuid.UUID) -> str:
    """Make a random name for a file as sent, in its client's folder of the store."""
    return f"raw/{folder}/{uuid.uuid4().hex}"


def store(path: Path, name: str) -> str:
    """Put a file in the store under a name of ours, in place of what a run that died may have left there."""
    with path.open("rb") as file:
        return default_storage.save(name, File(file))


def open_stored(name: str) -> "File[bytes]":
    """Open a stored file to read."""
    return default_storage.open(name)


def delete_stored(name: str) -> None:
    """Delete a stored file; one that is gone already is fine."""
    default_storage.delete(name)
    for copy in settings.FILE_UPLOAD_TEMP_DIR.glob(f"{copy_name(name)}-*"):
        copy.unlink(missing_ok=True)


def path_on_disk(name: str) -> Path | None:
    """Say where a stored file or folder lies on this machine's disk; None when the store is elsewhere."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:  # how Django's storages say that their files lie on no disk of ours
        return None


def local_path(name: str, sha256: str) -> Path:
    """Say where a stored file lies on this machine's disk, for what reads only parts of it.

    A file in a store elsewhere is copied once; copies go with the night's other leftovers.
    """
    if path := path_on_disk(name):
        return path
    kept = settings.FILE_UPLOAD_TEMP_DIR / f"{copy_name(name)}-{sha256}"
    if not kept.exists():
        with NamedTemporaryFile(dir=kept.parent, delete=False) as copy, open_stored(name) as source:
            shutil.copyfileobj(source, copy)
        Path(copy.name).replace(kept)
    return kept


def copy_name(name: str) -> str:
    """Name the local copies of a file that is stored elsewhere; what is in it, in its hash, comes after."""
    return f"copy-{hashlib.sha256(name.encode()).hexdigest()[:32]}"


@contextmanager
def as_local_file(name: str, *, original_name: str) -> Iterator[Path]:
    """Offer a stored file on this machine's disk, alone in a folder, under a harmless form of its own name."""
    with TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        path = Path(folder) / harmless_name(original_name)
        with open_stored(name) as source, path.open("wb") as copy:
            for chunk in iter(lambda: source.read(CHUNK), b""):
                copy.write(chunk)
        yield path
