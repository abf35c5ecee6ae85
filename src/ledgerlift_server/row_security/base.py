"""Django's PostgreSQL, told before each statement whose rows it may show. Settings name this package as the engine."""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from ledgerlift_server.row_security.scope import whose

SAY = "SELECT set_config('ledgerlift.client', %s, false)"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that never answers for one client what was allowed for another, however often it is used again."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed on as they come
        super().__init__(*arguments, **options)
        # What this session was last told; None when that is not certain.
        self._told: str | None = None
        self.execute_wrappers.append(self._tell)

    def init_connection_state(self) -> None:
        """Know nothing of a new session."""
        self._told = None
        super().init_connection_state()

    def _tell(self, execute: Callable[..., Any], *statement: Any) -> Any:  # noqa: ANN401 - passed on as it comes
        wanted = whose()
        # A transaction that has failed takes nothing but its end.
        if self._told != wanted and self.connection.info.transaction_status != TransactionStatus.INERROR:
            with self.connection.cursor() as cursor:
                cursor.execute(SAY, [wanted])
            self._told = wanted
        return execute(*statement)

    def _rollback(self) -> None:
        # What was said in a transaction is unsaid with it.
        self._told = None
        super()._rollback()  # type: ignore[misc]  # Django has it, its types do not

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # Django has it, its types do not
        self._told = None
