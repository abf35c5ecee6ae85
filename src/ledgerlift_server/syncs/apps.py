"""The syncs app."""

from django.apps import AppConfig
from django.conf import settings

from ledgerlift_server.jobs import start
from ledgerlift_server.syncs import engine


class SyncsConfig(AppConfig):
    """Registers the app and makes the folders files arrive in; its jobs are found by their module's name."""

    name = "ledgerlift_server.syncs"

    def ready(self) -> None:
        """Make the folders; only the server's own user may look inside."""
        for folder in (settings.FILE_UPLOAD_TEMP_DIR, settings.PARTIAL_UPLOAD_DIR):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        start.on_worker_start(engine.keep_spare)
