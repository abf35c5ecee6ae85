"""Takes a file of a form as it arrives: straight to disk, hashed on the way, stopped at the limit."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedTemporaryFileUploadHandler(TemporaryFileUploadHandler):
    """Writes each file to a temporary one of its own.

    The file gets ``sha256`` and ``is_too_large``; of a file over the limit only the first bytes are kept.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on as they come
        """Begin a file."""
        self.digest = hashlib.sha256()
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; count what arrives, never what was announced."""
        self.received += len(raw_data)
        if self.received <= settings.CONFIGURATION.max_upload_mib * 2**20:
            self.digest.update(raw_data)
            super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Hand over the file."""
        file = super().file_complete(file_size)
        if file is not None:
            file.sha256 = self.digest.hexdigest()
            file.is_too_large = self.received > settings.CONFIGURATION.max_upload_mib * 2**20
        return file
