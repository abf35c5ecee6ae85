"""The second lock: each table shows the rows of the client that is acted for."""

from django.db import migrations

from ledgerlift_server.row_security.policies import guard_through


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_row_security"), ("portal", "0001_initial")]

    operations = [
        guard_through("portal_columnchoice", "user_id", "accounts_user"),
    ]
