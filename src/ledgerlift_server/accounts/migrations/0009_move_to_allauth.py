"""Authenticators and running sessions become django-allauth's.

Authenticators go on working: their keys were worked out from the server's key, and are written down encrypted now.
Recovery codes were known by their hash only, so nobody can carry them over; the account's page asks to make new ones.
"""

import base64
from typing import Any

from django.db import migrations
from django.utils.crypto import salted_hmac

from ledgerlift_server.accounts import ciphers

NO_NETWORK = "0.0.0.0"  # noqa: S104 - nothing listens there


def move_authenticators(apps: Any, schema_editor: object) -> None:  # noqa: ANN401 - models of then
    made = apps.get_model("mfa", "Authenticator")
    for old in apps.get_model("accounts", "SecondFactor").objects.all():
        secret = salted_hmac("ledgerlift.second_factor", old.salt, algorithm="sha256").digest()[:20]
        made.objects.create(
            user_id=old.user_id,
            type="totp",
            data={"secret": ciphers.encrypt(base64.b32encode(secret).decode("ascii"))},
            created_at=old.turned_on_at,
        )


def move_sessions(apps: Any, schema_editor: object) -> None:  # noqa: ANN401 - models of then
    made = apps.get_model("usersessions", "UserSession")
    made.objects.bulk_create(
        made(
            user_id=old.user_id,
            session_key=old.session_key,
            ip=old.network.partition("/")[0] or NO_NETWORK,
            # As browsers write these two themselves.
            user_agent=old.browser.replace("Opera", "OPR").replace("macOS", "Mac OS X"),
            created_at=old.started_at,
            last_seen_at=old.started_at,
        )
        for old in apps.get_model("accounts", "StaffSession").objects.all()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_row_security"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(move_authenticators, migrations.RunPython.noop),
        migrations.RunPython(move_sessions, migrations.RunPython.noop),
    ]
