"""The second lock: each table shows the rows of the client that is acted for."""

from django.db import migrations

from ledgerlift_server.row_security.policies import guard, guard_through, make_function


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_second_factor")]

    operations = [
        make_function(),
        guard("accounts_client", column="id"),
        guard("accounts_user"),
        guard("accounts_staffinvitation"),
        guard("accounts_event"),
        guard_through("accounts_secondfactor", "user_id", "accounts_user"),
        guard_through("accounts_recoverycode", "user_id", "accounts_user"),
        guard_through("accounts_staffsession", "user_id", "accounts_user"),
    ]
