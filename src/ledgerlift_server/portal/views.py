"""The staff's pages: enough to invite a company, see where it stands, and take its reports home."""

import uuid
from collections.abc import Collection
from http import HTTPMethod
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.companies import actions, queries
from ledgerlift_server.companies.models import Company
from ledgerlift_server.portal import attempts
from ledgerlift_server.portal.forms import CompanyForm, SignInForm
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import files
from ledgerlift_server.syncs import queries as syncs
from ledgerlift_server.ui.refusals import Refusal


class SignIn(auth.LoginView):
    """Sign-in by e-mail and password; too many wrong tries have to wait."""

    template_name = "portal/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check the password, unless there were too many tries."""
        attempts.check(request)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count a wrong try."""
        attempts.count(self.request)
        response = super().form_invalid(form)
        response.status_code = 422
        return response


@require_GET
@staff_page
def list_companies(request: HttpRequest, user: User) -> HttpResponse:
    """List the companies, with the state of each."""
    search = request.GET.get("q", "").strip()[:100]
    rows = describe_companies(list(queries.list_companies(client=user.client, search=search)[:200]))
    return render(request, "portal/companies.html", {"rows": rows, "search": search})


def describe_companies(companies: Collection[Company]) -> list[dict[str, Any]]:
    """Gather what a row of the list shows of each company, with as many queries for many as for one."""
    connections = queries.find_open_connections(companies)
    current = syncs.find_current_snapshots(companies)
    statuses = syncs.find_report_statuses(companies, available=current.keys())
    finished = {company_id: pointer.snapshot.sync.finished_at for company_id, pointer in current.items()}
    return [
        {
            "company": company,
            "connection": connections.get(company.id),
            "report_status": statuses[company.id],
            "current": current.get(company.id),
            "last_sync_at": finished.get(company.id),
        }
        for company in companies
    ]


@require_http_methods(["GET", "POST"])
@staff_page
def create_company(request: HttpRequest, user: User) -> HttpResponse:
    """Create a company and show its Link URL, once."""
    form = CompanyForm(request.POST or None)
    if request.method == HTTPMethod.POST and form.is_valid():
        company = actions.create_company(client=user.client, by=user, **form.cleaned_data)
        return show_new_link(request, user, company)
    return render(request, "portal/company_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@staff_page
def create_link(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Make another Link URL for a company and show it, once."""
    return show_new_link(request, user, queries.get_company(client=user.client, company_id=company_id))


def show_new_link(request: HttpRequest, user: User, company: Company) -> HttpResponse:
    """Show a new Link URL with the e-mail to send. It is not kept, so the page comes straight from the form."""
    token = actions.create_link(company=company, by=user.actor)
    url = urljoin(settings.PUBLIC_URL, reverse("link:landing", args=[company.client.slug, token]))
    return render(request, "portal/link_made.html", {"company": company, "link_url": url})


@require_POST
@staff_page
def revoke_links(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Withdraw every Link URL of a company."""
    company = queries.get_company(client=user.client, company_id=company_id)
    actions.revoke_links(company=company, by=user.actor)
    messages.success(request, _("All links of this company are withdrawn."))
    return redirect("portal:company", company_id)


@require_GET
@staff_page
def show_company(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Show a company: status, reports, files, history."""
    company = queries.get_company(client=user.client, company_id=company_id)
    (described,) = describe_companies([company])
    current = described["current"]
    context = {
        **described,
        "reports": current.snapshot.files.filter(is_report=True).order_by("path") if current else [],
        "uploads": syncs.list_uploads_of(company)[:100],
        "syncs": syncs.list_syncs_of(company)[:20],
        "events": queries.list_events(company),
    }
    part = "portal/_status.html" if request.headers.get("HX-Request") else "portal/company.html"
    return render(request, part, context)


@require_GET
@staff_page
def download_report(request: HttpRequest, user: User, company_id: uuid.UUID, file_id: uuid.UUID) -> FileResponse:
    """Download a report."""
    file = syncs.get_snapshot_file(client=user.client, company_id=company_id, file_id=file_id)
    return send_file(user, file.storage_name, file.name)


@require_GET
@staff_page
def download_upload(request: HttpRequest, user: User, company_id: uuid.UUID, upload_id: uuid.UUID) -> FileResponse:
    """Download a file as the company sent it."""
    upload = syncs.get_sent_file(client=user.client, company_id=company_id, upload_id=upload_id)
    return send_file(user, upload.storage_name, upload.original_name)


def send_file(user: User, storage_name: str, name: str) -> FileResponse:
    """Send a stored file as a download that no browser opens in place."""
    if not user.can_see_data:
        raise Refusal("not_allowed")
    return FileResponse(
        files.open_stored(storage_name), as_attachment=True, filename=name, content_type="application/octet-stream"
    )
