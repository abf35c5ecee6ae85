import time
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from ledgerlift_server.accounts import second_factor
from ledgerlift_server.accounts.models import User

BEFORE, AFTER = [("accounts", "0008_row_security")], [("accounts", "0010_guard_allauth")]


def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.fixture
def migrate():
    """Bring the tables to a state, with the models of then; those of other apps stay where they are."""

    def migrate_(targets):
        with connection.cursor() as cursor:
            # What a test has written is not committed, and tables with such rows are not altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        executor = MigrationExecutor(connection)
        executor.migrate(targets)
        return executor.loader.project_state(targets).apps

    return migrate_


def test_authenticators_and_sessions_of_before_go_on_working(client, staff, migrate, monkeypatch):
    # The secret of this salt, as the server worked it out for the key of the tests.
    salt, code, moment = "p" * 43, "567914", 1_800_000_000
    monkeypatch.setattr(time, "time", lambda: moment)
    client.force_login(staff)
    old = migrate(BEFORE)
    turned_on_at = timezone.now()
    old.get_model("accounts", "SecondFactor").objects.create(user_id=staff.id, salt=salt, turned_on_at=turned_on_at)
    old.get_model("accounts", "RecoveryCode").objects.create(user_id=staff.id, code_hash="x" * 64)
    kept = {"network": "192.0.2.0/24", "browser": "Opera, macOS"}
    for key in (client.session.session_key, uuid.uuid4().hex):
        old.get_model("accounts", "StaffSession").objects.create(user_id=staff.id, session_key=key, **kept)
    migrate(AFTER)

    user = User.objects.get()
    assert second_factor.find(user).wrap().validate_code(code)
    assert second_factor.count_recovery_codes(user) == 0
    page = client.get("/portal/account/").content.decode()
    assert "0 recovery codes are left. Make new ones" in page
    # One of the two was over.
    assert page.count("Opera, macOS") == page.count("192.0.2.0/24") == 1
    assert Session.objects.count() == 1
