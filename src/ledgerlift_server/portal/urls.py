"""Addresses of the staff's pages."""

from django.urls import path, register_converter

from ledgerlift_server.client_settings.models import BrandPicture
from ledgerlift_server.portal.pages import (
    account,
    audit_log,
    company_bulk,
    company_connections,
    company_corrections,
    company_data,
    company_downloads,
    company_edit,
    company_links,
    company_list,
    company_overview,
    company_rows,
    journeys,
    onboarding_kit,
    people,
    spend_insights,
    unsubscribe,
)
from ledgerlift_server.portal.pages.settings import brand, consent, emails, frame, link, reports, retention

app_name = "portal"


class PictureKindConverter:
    """A place of the brand that has a picture."""

    regex = "|".join(BrandPicture.Kind.values)

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    to_url = to_python


register_converter(PictureKindConverter, "picture_kind")

company = "companies/<uuid:company_id>/"

urlpatterns = [
    path("invitations/<str:token>/", people.join, name="invitation"),
    path("people/", people.list_people, name="people"),
    path("people/rules/", people.change_rules, name="people_rules"),
    path("people/change/", people.change_person, name="change_person"),
    path("settings/", frame.open_settings, name="settings"),
    path("settings/brand/", brand.change_brand, name="settings_brand"),
    path("settings/brand/<picture_kind:kind>/", brand.change_picture, name="settings_picture"),
    path("settings/consent/", consent.change_consent, name="settings_consent"),
    path("settings/link/", link.change_link, name="settings_link"),
    path("settings/reports/", reports.change_reports, name="settings_reports"),
    path("settings/retention/", retention.change_retention, name="settings_retention"),
    path("settings/e-mails/", emails.change_email, name="settings_emails"),
    path("account/", account.show_account, name="account"),
    path("account/sessions/end/", account.end_sessions, name="end_sessions"),
    path("audit/", audit_log.show_log, name="audit_log"),
    path("audit/csv/", audit_log.download_log, name="audit_csv"),
    path("spend-insights/", spend_insights.list_insights, name="spend_insights"),
    path("kit/", onboarding_kit.show_kit, name="kit"),
    path("kit/texts/", onboarding_kit.change_kit, name="change_kit"),
    path("funnel/", journeys.show_funnel, name="funnel"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("companies/", company_list.list_companies, name="companies"),
    path("companies/columns/", company_list.choose_columns, name="columns"),
    path("companies/new/", company_edit.create_company, name="new_company"),
    path("companies/csv/", company_bulk.create_companies, name="bulk"),
    path("companies/csv/example/", company_bulk.download_example, name="bulk_example"),
    path(company, company_overview.show_company, name="company"),
    path(company + "status/", company_overview.show_status, name="status"),
    path(company + "suppliers/", company_rows.list_suppliers, name="suppliers"),
    path(company + "suppliers/<str:supplier_key>/", company_rows.show_supplier, name="supplier"),
    path(company + "rows/", company_rows.list_rows, name="rows"),
    path(company + "data/", company_data.show_data, name="data"),
    path(company + "uploads/<uuid:upload_id>/columns/", company_corrections.correct_columns, name="correct"),
    path(company + "snapshots/new/", company_corrections.make_snapshot, name="make_snapshot"),
    path(company + "files/", company_data.list_files, name="files"),
    path(company + "files/all/", company_data.download_files, name="all_files"),
    path(company + "history/", company_data.show_history, name="history"),
    path(company + "snapshots/<uuid:snapshot_id>/", company_data.compare_snapshot, name="snapshot"),
    path(company + "snapshots/<uuid:snapshot_id>/current/", company_data.make_current, name="make_current"),
    path(company + "reports/update/", company_data.update_reports, name="update_reports"),
    path(company + "edit/", company_edit.edit_company, name="edit_company"),
    path(company + "delete/", company_edit.delete_company, name="delete_company"),
    path(company + "subsidiaries/", company_list.list_subsidiaries, name="subsidiaries"),
    path(company + "links/", company_links.show_links, name="links"),
    path(company + "links/revoke/", company_links.revoke_links, name="revoke_links"),
    path(company + "links/<uuid:link_id>/revoke/", company_links.revoke_link, name="revoke_link"),
    path(company + "requests/", company_links.send_request, name="send_request"),
    path(company + "reminders/", spend_insights.remind, name="remind"),
    path(company + "connections/", company_connections.show_connections, name="connections"),
    path(company + "connections/<uuid:connection_id>/unlink/", company_connections.unlink, name="unlink"),
    path(company + "connections/<uuid:connection_id>/delete/", company_connections.delete, name="delete_connection"),
    path(company + "reports/<uuid:file_id>/", company_downloads.download_report, name="report"),
    path(company + "uploads/<uuid:upload_id>/", company_downloads.download_upload, name="upload"),
]
