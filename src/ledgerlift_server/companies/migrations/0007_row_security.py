"""The second lock: each table shows the rows of the client that is acted for."""

from django.db import migrations

from ledgerlift_server.row_security.policies import guard, guard_through


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_row_security"), ("companies", "0006_events")]

    operations = [
        guard("companies_company"),
        guard("companies_kittext"),
        guard_through("companies_company_owners", "company_id", "companies_company"),
        guard_through("companies_connection", "company_id", "companies_company"),
        guard_through("companies_link", "company_id", "companies_company"),
        guard_through("companies_invitation", "company_id", "companies_company"),
        guard_through("companies_consent", "connection_id", "companies_connection"),
    ]
