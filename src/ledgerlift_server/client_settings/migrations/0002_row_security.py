"""The second lock: each table shows the rows of the client that is acted for."""

from django.db import migrations

from ledgerlift_server.row_security.policies import guard


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_row_security"), ("client_settings", "0001_initial")]

    operations = [
        guard("client_settings_brandpicture"),
        guard("client_settings_consentwording"),
        guard("client_settings_emailtext"),
    ]
