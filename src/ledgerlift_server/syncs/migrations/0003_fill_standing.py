from django.db import migrations

FILL = """
UPDATE companies_company AS company SET
  standing = COALESCE(
    (SELECT status FROM companies_connection WHERE company_id = company.id AND status <> 'Unlinked' LIMIT 1),
    CASE WHEN EXISTS (SELECT FROM companies_connection WHERE company_id = company.id) THEN 'Unlinked' ELSE 'None' END
  ),
  report_status = CASE
    WHEN EXISTS (
      SELECT FROM syncs_sync sync JOIN companies_connection connection ON connection.id = sync.connection_id
      WHERE connection.company_id = company.id AND sync.state IN ('queued', 'reading')
    ) THEN 'generating'
    WHEN EXISTS (
      SELECT FROM syncs_currentsnapshot pointer JOIN companies_connection connection
      ON connection.id = pointer.connection_id WHERE connection.company_id = company.id
    ) THEN 'available'
    WHEN EXISTS (
      SELECT FROM syncs_sync sync JOIN companies_connection connection ON connection.id = sync.connection_id
      WHERE connection.company_id = company.id AND sync.state = 'failed'
    ) THEN 'failed'
    ELSE 'unavailable'
  END,
  last_synced_at = (
    SELECT MAX(sync.finished_at) FROM syncs_sync sync JOIN companies_connection connection
    ON connection.id = sync.connection_id WHERE connection.company_id = company.id AND sync.state = 'complete'
  )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("syncs", "0002_sender_of_partial_uploads"),
        ("companies", "0002_details_and_standing"),
    ]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
