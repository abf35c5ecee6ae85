"""Loose files say whose they are, as far as their connection or their erasure still does."""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
    UPDATE syncs_loosefile SET client_id = coalesce(
        (SELECT client_id FROM syncs_erasure WHERE syncs_erasure.id = erasure_id),
        (SELECT client_id FROM companies_connection JOIN companies_company ON companies_company.id = company_id
         WHERE companies_connection.id = connection_id)
    )
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_second_factor"), ("companies", "0006_events"), ("syncs", "0007_kept_cells")]

    # Before the tables it reads are guarded.
    run_before = [("accounts", "0008_row_security"), ("companies", "0007_row_security")]

    operations = [
        migrations.AddField(
            model_name="loosefile",
            name="client",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to="accounts.client"),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
