"""The policies, as migrations write them: a table shows a row to whoever acts for its client.

A table has its client in a column, or a row that has one: then whoever sees that row sees this one.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunSQL

MAKE_FUNCTION = """
    CREATE FUNCTION ledgerlift_client() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
    BEGIN
        IF coalesce(current_setting('ledgerlift.client', true), '') = '' THEN
            RAISE EXCEPTION 'nobody has said for which client this statement acts'
                USING ERRCODE = 'insufficient_privilege',
                      HINT = 'SET ledgerlift.client to the id of a client, or to ''all''.';
        END IF;
        RETURN nullif(current_setting('ledgerlift.client'), 'all')::uuid;
    END $$
"""
FIND_ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


def make_function() -> RunSQL:
    """Make the function that policies ask for whom somebody acts: null for all, an error for nobody."""
    return RunSQL(MAKE_FUNCTION, "DROP FUNCTION ledgerlift_client()")


def guard(table: str, *, column: str = "client_id") -> RunSQL:
    """Guard a table whose ``column`` holds a client's id."""
    # Asked once for a statement, as a query of its own; a policy's calls are made for each row.
    return _write(table, f"{table}.{column} = (SELECT ledgerlift_client()) OR (SELECT ledgerlift_client()) IS NULL")


def guard_through(table: str, column: str, parent: str) -> RunSQL:
    """Guard a table whose ``column`` refers to the ``id`` of a guarded ``parent``."""
    return _write(table, f"EXISTS (SELECT FROM {parent} AS parent WHERE parent.id = {table}.{column})")


def _write(table: str, condition: str) -> RunSQL:
    # Forced: the server's role owns its tables, and owners pass otherwise.
    return RunSQL(
        [
            f"CREATE POLICY own_client ON {table} USING ({condition})",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        ],
        [
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY",
            f"DROP POLICY own_client ON {table}",
        ],
    )


def may_pass(connection: BaseDatabaseWrapper) -> bool:
    """Whether the server's role in the database passes every policy, as a superuser does."""
    with connection.cursor() as cursor:
        cursor.execute(FIND_ROLE)
        return bool(cursor.fetchone()[0])
