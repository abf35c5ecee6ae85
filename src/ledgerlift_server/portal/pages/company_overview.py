"""A company's page: where it stands, its four numbers, and charts that each lead to their rows."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.companies.models import Company
from ledgerlift_server.portal import advice
from ledgerlift_server.portal import insight_charts as draw
from ledgerlift_server.portal.downloads import list_downloads
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import insights, progress
from ledgerlift_server.syncs import queries as syncs
from ledgerlift_server.syncs.insights import Insights


@require_GET
@staff_page(Action.SEE_COMPANIES)
def show_company(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Show a company."""
    company = queries.get_company(user=user, company_id=company_id)
    return render(request, "portal/company.html", describe_status(company) | describe_insights(company, user))


@require_GET
@staff_page(Action.SEE_COMPANIES, leaves="")
def show_status(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """Answer a company's page that asks whether something has changed; it does so by itself, so nobody opened it."""
    return render(
        request, "portal/_status.html", describe_status(queries.get_company(user=user, company_id=company_id))
    )


def describe_status(company: Company) -> dict[str, Any]:
    """Gather what the head of a company's page shows."""
    current = syncs.find_current_snapshots([company]).get(company.id)
    how_far = progress.find([company])[company.id]
    return {
        "company": company,
        "progress": how_far,
        "steps": advice.STEPS,
        "advice": advice.give(company, how_far),
        "connection": queries.find_open_connection(company),
        "current": current,
        "downloads": list_downloads(current.snapshot) if current else [],
        "failed_reports": len(current.snapshot.failed_reports) if current else 0,
        "subsidiaries": queries.count_subsidiaries([company]).get(company.id, 0),
    }


def describe_insights(company: Company, user: User) -> dict[str, Any]:
    """Gather the charts, for whom may see them."""
    current = syncs.find_current_snapshots([company]).get(company.id)
    found = insights.find(current.snapshot) if current and user.may(Action.SEE_DATA) else None
    return {"insights": draw_insights(found)} if found else {}


def draw_insights(found: Insights) -> dict[str, Any]:
    """Draw every chart of the page, each with the rows of its table."""
    figures = found.figures
    top = found.list_suppliers(number=1).rows
    return {
        "figures": figures,
        "headlines": draw.find_headlines(figures),
        "methods": draw.list_methods(figures),
        "methods_chart": draw.draw_methods(figures),
        "months_chart": draw.draw_months(figures),
        "suppliers": top[: draw.TOP],
        "suppliers_chart": draw.draw_suppliers(figures, top),
        "new_suppliers_chart": draw.draw_new_suppliers(figures),
        "timings_chart": draw.draw_timings(figures),
        "concentration_chart": draw.draw_concentration(figures),
    }
