"""Downloads of what a company sent and of what was made of it."""

import uuid

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import files
from ledgerlift_server.syncs import queries as syncs


@require_GET
@staff_page(Action.SEE_DATA, leaves="report.downloaded")
def download_report(request: HttpRequest, user: User, company_id: uuid.UUID, file_id: uuid.UUID) -> FileResponse:
    """Download a report."""
    company = queries.get_company(user=user, company_id=company_id)
    file = syncs.get_snapshot_file(company, file_id)
    return send_file(file.storage_name, file.name)


@require_GET
@staff_page(Action.SEE_DATA, leaves="file.downloaded")
def download_upload(request: HttpRequest, user: User, company_id: uuid.UUID, upload_id: uuid.UUID) -> FileResponse:
    """Download a file as the company sent it."""
    company = queries.get_company(user=user, company_id=company_id)
    upload = syncs.get_sent_file(company, upload_id)
    return send_file(upload.storage_name, upload.original_name)


def send_file(storage_name: str, name: str) -> FileResponse:
    """Send a stored file as a download that no browser opens in place."""
    return FileResponse(
        files.open_stored(storage_name), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
