"""The Companies tab and the list of a parent's subsidiaries: one table, two addresses."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import listing, queries
from ledgerlift_server.companies.models import Company, Standing
from ledgerlift_server.portal import columns, company_rows
from ledgerlift_server.portal.staff import staff_page


@require_GET
@staff_page(Action.SEE_COMPANIES)
def list_companies(request: HttpRequest, user: User) -> HttpResponse:
    """List the companies, with the state of each."""
    return show_list(request, user)


@require_GET
@staff_page(Action.SEE_COMPANIES)
def list_subsidiaries(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """List the subsidiaries of a company."""
    return show_list(request, user, queries.get_company(user=user, company_id=company_id))


def show_list(request: HttpRequest, user: User, parent: Company | None = None) -> HttpResponse:
    """Show a page of the table; ``open`` in the address names the parent whose subsidiaries are unfolded."""
    asked = listing.read_request(request.GET.dict())
    if parent:
        companies = queries.list_visible(user).filter(parent=parent)
    else:
        companies = queries.list_visible(user) if asked.search else queries.list_top(user)
    page = listing.get_page(companies, asked)
    rows = company_rows.describe(page.companies)
    opened = next((row for row in rows if row.subsidiaries and str(row.company.id) == request.GET.get("open")), None)
    context = {
        "asked": asked,
        "page": page,
        "rows": rows,
        "parent": parent,
        "opened": opened,
        "below": company_rows.describe(queries.list_first_subsidiaries(user, opened.company)) if opened else [],
        "columns": columns.find_chosen(user),
        "all_columns": columns.COLUMNS,
        "standings": Standing.choices,
    }
    return render(request, "portal/companies.html", context)


@require_POST
@staff_page(Action.SEE_COMPANIES)
def choose_columns(request: HttpRequest, user: User) -> HttpResponse:
    """Remember which columns somebody wants, and go back to the list."""
    columns.choose(user, request.POST.getlist("columns"))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if is_ours else "portal:companies")
