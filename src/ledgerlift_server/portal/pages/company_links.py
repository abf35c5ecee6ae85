"""Link URLs: made and shown once, listed, withdrawn; the e-mail that goes with them, copied or sent."""

import uuid
from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import actions, invitations, queries
from ledgerlift_server.companies.models import Company, Invitation
from ledgerlift_server.portal.staff import staff_page

MOST_DAYS = 90


@require_http_methods(["GET", "POST"])
@staff_page(Action.EDIT_COMPANIES)
def show_links(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """List a company's links; a POST makes another and shows it, once."""
    company = queries.get_company(user=user, company_id=company_id)
    if request.method == HTTPMethod.POST:
        if "replace" in request.POST:
            actions.revoke_links(company=company, by=user.actor)
        return show_new_link(request, user, company, days=read_days(request.POST.get("days", "")))
    context = {
        "company": company,
        "links": queries.list_links(company)[:50],
        "invitations": company.invitations.order_by("-requested_at")[:10],
        "now": timezone.now(),
        "days": (1, 7, 14, 30, 60, MOST_DAYS),
    }
    return render(request, "portal/links.html", context)


def read_days(text: str) -> int | None:
    """Read for how many days a link is to be good; None for the usual time."""
    return min(max(int(text), 1), MOST_DAYS) if text.isdecimal() and len(text) < 4 else None


def show_new_link(request: HttpRequest, user: User, company: Company, *, days: int | None = None) -> HttpResponse:
    """Show a new Link URL with the e-mail to send. It is not kept, so the page comes straight from the form."""
    url = invitations.link_url(company, actions.create_link(company=company, by=user.actor, days=days))
    kind = Invitation.Kind.INVITATION
    languages = sorted(("en", "fr-ca"), key=lambda language: language != company.contact_language)
    letters = [invitations.write(company, kind=kind, language=each, link_url=url) for each in languages]
    context = {"company": company, "link_url": url, "letters": letters, "days": days or company.client.link_days}
    return render(request, "portal/link_made.html", context)


@require_POST
@staff_page(Action.EDIT_COMPANIES)
def revoke_links(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Withdraw every Link URL of a company."""
    company = queries.get_company(user=user, company_id=company_id)
    actions.revoke_links(company=company, by=user.actor)
    messages.success(request, _("All links of this company are withdrawn."))
    return redirect("portal:links", company_id)


@require_POST
@staff_page(Action.EDIT_COMPANIES)
def revoke_link(request: HttpRequest, user: User, company_id: uuid.UUID, link_id: uuid.UUID) -> HttpResponse:
    """Withdraw one Link URL."""
    company = queries.get_company(user=user, company_id=company_id)
    actions.revoke_link(link=queries.get_own_link(company, link_id), by=user.actor)
    messages.success(request, _("The link is withdrawn."))
    return redirect("portal:links", company_id)


@require_POST
@staff_page(Action.EDIT_COMPANIES)
def send_request(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Have the e-mail sent to the company's contact; without an address there is one to copy."""
    company = queries.get_company(user=user, company_id=company_id)
    if not company.contact_email:
        return show_new_link(request, user, company)
    invitation = invitations.request_data(company=company, by=user.actor)
    messages.success(request, _("The e-mail is on its way to {email}.").format(email=invitation.email))
    return redirect("portal:links", company_id)
