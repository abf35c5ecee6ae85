"""The Spend Insights tab: of each company where its reports stand, why, how far it is, and its downloads."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import invitations, listing, queries
from ledgerlift_server.companies.models import Product, ReportStatus
from ledgerlift_server.portal import advice, downloads
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import progress
from ledgerlift_server.syncs import queries as syncs


@require_GET
@staff_page(Action.SEE_COMPANIES)
def list_insights(request: HttpRequest, user: User) -> HttpResponse:
    """List the companies by where their reports stand; without filters subsidiaries are in their parents' lists."""
    asked = listing.read_request(request.GET.dict())
    companies = queries.list_visible(user) if asked.search else queries.list_top(user)
    page = listing.get_page(companies.filter(products__contains=[Product.SPEND_INSIGHTS]), asked)
    found = progress.find(page.companies)
    current = syncs.find_current_snapshots(page.companies)
    files = downloads.list_many([pointer.snapshot for pointer in current.values()]) if user.may(Action.SEE_DATA) else {}
    rows = [
        {
            "company": company,
            "progress": found[company.id],
            "current": current.get(company.id),
            "advice": advice.give(company, found[company.id]),
            "downloads": files.get(current[company.id].snapshot_id, []) if company.id in current else [],
        }
        for company in page.companies
    ]
    context = {"asked": asked, "page": page, "rows": rows, "statuses": ReportStatus.choices, "steps": advice.STEPS}
    return render(request, "portal/spend_insights.html", context)


@require_POST
@staff_page(Action.EDIT_COMPANIES)
def remind(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Send a reminder straight from the list; without an address lead to where one can be given."""
    company = queries.get_company(user=user, company_id=company_id)
    if not company.contact_email:
        messages.info(request, _("{company} has no e-mail address of a contact.").format(company=company.name))
        return redirect("portal:links", company_id)
    invitation = invitations.request_data(company=company, by=user.actor)
    messages.success(request, _("The e-mail is on its way to {email}.").format(email=invitation.email))
    return redirect("portal:spend_insights")
