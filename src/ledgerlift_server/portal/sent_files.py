"""All files of a company as it sent them, in one ZIP: a folder for each software, in it one for each day."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings

from ledgerlift_server.syncs import files
from ledgerlift_server.syncs.models import Upload


def pack(uploads: Iterable[Upload]) -> IO[bytes]:
    """Put files into a ZIP on disk, whatever their size; it is gone when it is closed."""
    packed = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - the answer closes it
    # Most of them are compressed already, and whoever waits for the download waits for this.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for upload, name in name_each(uploads):
            with files.open_stored(upload.storage_name) as sent, archive.open(name, "w", force_zip64=True) as part:
                shutil.copyfileobj(sent, part, files.CHUNK)
    packed.seek(0)
    return packed


def name_each(uploads: Iterable[Upload]) -> Iterable[tuple[Upload, str]]:
    """Give each file a path of its own: a second "bills.csv" of a day is "bills (2).csv"."""
    given: set[str] = set()
    for upload in uploads:
        software = files.harmless_name(upload.connection.software_name)
        name = PurePosixPath(files.harmless_name(upload.original_name))
        folder = f"{software}/{upload.received_at:%Y-%m-%d}/{upload.data_type}"
        path, number = f"{folder}/{name}", 1
        while path.lower() in given:
            number += 1
            path = f"{folder}/{name.stem} ({number}){name.suffix}"
        given.add(path.lower())
        yield upload, path
