"""Room for a client's settings of its reports."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField("client", "report_settings", models.JSONField(blank=True, default=dict)),
    ]
