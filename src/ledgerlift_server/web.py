"""The web process: ``python -m ledgerlift_server.web`` serves Django with granian."""

import os
from urllib.parse import urlsplit

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from ledgerlift_server import configuration
from ledgerlift_server.processes import OWNED, die_with_parent


def main() -> None:
    """Serve until told to stop."""
    die_with_parent()
    # The processes that answer requests are this one's children, and end with it.
    if OWNED in os.environ:
        os.environ[OWNED] = str(os.getpid())
    settings = configuration.load()
    address = os.environ.get("LEDGERLIFT_LISTEN") or urlsplit(settings.public_url).netloc
    host, _, port = address.rpartition(":")
    Server(
        "ledgerlift_server.wsgi:application",
        address=host or "127.0.0.1",
        port=int(port),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.web_threads,
        websockets=False,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
