"""Takes a file of a form as it arrives: straight to disk, hashed on the way, stopped at the limit."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class ReceivedFile(TemporaryUploadedFile):
    """A whole file of a form, on disk. Of one that ``is_too_large`` only the first bytes were kept."""

    sha256 = ""
    is_too_large = False


class LimitedTemporaryFileUploadHandler(FileUploadHandler):
    """Writes each file to a temporary one of its own, and counts and hashes what arrives."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on as they come
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.file = ReceivedFile(self.file_name or "", self.content_type, 0, self.charset, self.content_type_extra)
        self.digest = hashlib.sha256()
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; count what arrives, never what was announced."""
        self.received += len(raw_data)
        if self.received <= settings.CONFIGURATION.max_upload_mib * 2**20:
            self.digest.update(raw_data)
            self.file.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile:
        """Hand over the file."""
        self.file.seek(0)
        self.file.size = file_size
        self.file.sha256 = self.digest.hexdigest()
        self.file.is_too_large = self.received > settings.CONFIGURATION.max_upload_mib * 2**20
        return self.file

    def upload_interrupted(self) -> None:
        """Remove what came of a file whose sender has gone."""
        if hasattr(self, "file"):
            self.file.close()
