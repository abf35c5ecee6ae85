"""The second lock: each table shows the rows of the client that is acted for."""

from django.db import migrations

from ledgerlift_server.row_security.policies import guard, guard_through


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_row_security"),
        ("companies", "0007_row_security"),
        ("syncs", "0008_client_of_loose_files"),
    ]

    operations = [
        guard("syncs_rememberedanswers"),
        guard("syncs_erasure"),
        guard("syncs_loosefile"),
        guard_through("syncs_upload", "connection_id", "companies_connection"),
        guard_through("syncs_partialupload", "connection_id", "companies_connection"),
        guard_through("syncs_skippedstep", "connection_id", "companies_connection"),
        guard_through("syncs_sync", "connection_id", "companies_connection"),
        guard_through("syncs_sync_uploads", "sync_id", "syncs_sync"),
        guard_through("syncs_snapshot", "sync_id", "syncs_sync"),
        guard_through("syncs_currentsnapshot", "connection_id", "companies_connection"),
        guard_through("syncs_snapshotfile", "snapshot_id", "syncs_snapshot"),
        guard_through("syncs_quarterlyinsights", "company_id", "companies_company"),
    ]
