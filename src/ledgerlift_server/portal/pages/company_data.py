"""Where a company's figures come from: its files, how each was understood, what is wrong, and its snapshots."""

import itertools
import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import events, queries
from ledgerlift_server.portal import data_story, sent_files
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import files, insights, product_actions, sync_actions
from ledgerlift_server.syncs import queries as syncs


@require_GET
@staff_page(Action.SEE_DATA)
def show_data(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Show the receipt, the problems with what to tell the customer, and how each file was understood."""
    company = queries.get_company(user=user, company_id=company_id)
    current = syncs.find_current_snapshots([company]).get(company.id)
    found = insights.find(current.snapshot) if current else None
    uploads = data_story.list_uploads_behind(company, current.snapshot if current else None)
    context = {
        "company": company,
        "current": current,
        "figures": found.figures if found else None,
        "receipt": found.figures["receipts"][data_story.page_language()] if found else None,
        "problems": data_story.group_problems(company, uploads),
        "sources": data_story.list_sources(current.snapshot, uploads) if current else [],
    }
    return render(request, "portal/data.html", context)


@require_GET
@staff_page(Action.SEE_COMPANIES)
def list_files(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """List the files a company sent, by day."""
    company = queries.get_company(user=user, company_id=company_id)
    uploads = list(syncs.list_uploads_of(company).select_related("connection")[:500])
    days = [(day, list(same)) for day, same in itertools.groupby(uploads, key=lambda upload: upload.received_at.date())]
    has_files = any(not upload.purged_at and not upload.is_kept_cells for upload in uploads)
    return render(request, "portal/files.html", {"company": company, "days": days, "has_files": has_files})


@require_GET
# It writes its event itself, with the number of files.
@staff_page(Action.SEE_DATA, leaves="")
def download_files(request: HttpRequest, user: User, company_id: uuid.UUID) -> FileResponse:
    """Download every file that is still kept as the company sent it."""
    company = queries.get_company(user=user, company_id=company_id)
    kept = list(syncs.list_files_as_sent(company))
    if not kept:
        raise Http404
    events.record("files.downloaded", company=company, by=user.actor, count=len(kept))
    name = f"{files.harmless_name(company.name)}.zip"
    return FileResponse(sent_files.pack(kept), as_attachment=True, filename=name, content_type="application/zip")


@require_GET
@staff_page(Action.SEE_COMPANIES)
def show_history(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """List a company's snapshots and what happened to it."""
    company = queries.get_company(user=user, company_id=company_id)
    context = {
        "company": company,
        "snapshots": data_story.describe_snapshots(company),
        "failed": syncs.list_syncs_of(company).filter(state="failed")[:20],
        "events": queries.list_events(company),
    }
    return render(request, "portal/history.html", context)


@require_GET
@staff_page(Action.SEE_DATA)
def compare_snapshot(request: HttpRequest, user: User, company_id: uuid.UUID, snapshot_id: uuid.UUID) -> HttpResponse:
    """Compare a snapshot with the one that counts now."""
    company = queries.get_company(user=user, company_id=company_id)
    snapshot = syncs.get_snapshot(company, snapshot_id)
    pointer = syncs.find_pointer(snapshot)
    rows = data_story.compare(insights.find(snapshot), insights.find(pointer.snapshot))
    context = {"company": company, "snapshot": snapshot, "current": pointer.snapshot, "rows": rows}
    return render(request, "portal/compare.html", context)


@require_POST
@staff_page(Action.CORRECT_DATA)
def make_current(request: HttpRequest, user: User, company_id: uuid.UUID, snapshot_id: uuid.UUID) -> HttpResponse:
    """Let another snapshot count from now on."""
    company = queries.get_company(user=user, company_id=company_id)
    sync_actions.make_current(snapshot=syncs.get_snapshot(company, snapshot_id), by=user.actor)
    messages.success(request, _("This snapshot counts now. The others are kept."))
    return redirect("portal:history", company_id)


@require_POST
@staff_page(Action.CORRECT_DATA)
def update_reports(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Have the reports made anew from the data that is here."""
    company = queries.get_company(user=user, company_id=company_id)
    current = syncs.find_current_snapshots([company]).get(company.id)
    if current:
        product_actions.update_reports(snapshot=current.snapshot, by=user.actor)
        messages.success(request, _("The reports are being made anew."))
    return redirect("portal:company", company_id)
