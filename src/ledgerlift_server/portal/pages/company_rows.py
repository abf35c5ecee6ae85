"""The rows behind a company's figures: its suppliers, one supplier, its transactions."""

import datetime
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.companies.models import Company
from ledgerlift_server.portal import words
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import insights
from ledgerlift_server.syncs import queries as syncs
from ledgerlift_server.syncs.insights import Insights, RowFilter

KINDS = ("bills", "payments", "direct_costs")


def get_insights(user: User, company_id: uuid.UUID) -> tuple[Company, Insights]:
    """Get a company with its insights, for whom may see its data."""
    company = queries.get_company(user=user, company_id=company_id)
    current = syncs.find_current_snapshots([company]).get(company.id)
    found = insights.find(current.snapshot) if current else None
    if found is None:
        raise Http404
    return company, found


def read_number(request: HttpRequest, name: str = "page") -> int:
    """Read the number of a page; the first when it is none."""
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 7 else 1


@require_GET
@staff_page(Action.SEE_DATA)
def list_suppliers(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """List a company's suppliers, most spend first."""
    company, found = get_insights(user, company_id)
    method = request.GET.get("method", "") if request.GET.get("method") in words.METHODS else ""
    search = request.GET.get("q", "").strip()[:100]
    page = found.list_suppliers(method=method, search=search, number=read_number(request))
    context = {"company": company, "figures": found.figures, "page": page, "method": method, "search": search}
    return render(request, "portal/suppliers.html", context)


@require_GET
@staff_page(Action.SEE_DATA)
def show_supplier(request: HttpRequest, user: User, company_id: uuid.UUID, supplier_key: str) -> HttpResponse:
    """Show a supplier: its figures, its details, and one kind of its transactions at a time."""
    company, found = get_insights(user, company_id)
    supplier = found.find_supplier(supplier_key)
    if supplier is None:
        raise Http404
    counts = {kind: supplier["direct_costs_count" if kind == "direct_costs" else f"{kind}_count"] for kind in KINDS}
    most = max(KINDS, key=lambda kind: counts[kind] or 0)
    kind = request.GET.get("type", "") if request.GET.get("type") in KINDS else most
    page = found.list_rows(RowFilter(data_type=kind, supplier_key=supplier_key), number=read_number(request))
    context = {"company": company, "figures": found.figures, "supplier": supplier, "counts": counts}
    context |= {"kind": kind, "page": page}
    return render(request, "portal/supplier.html", context)


@require_GET
@staff_page(Action.SEE_DATA)
def list_rows(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """List the transactions that make up a figure."""
    company, found = get_insights(user, company_id)
    asked = read_filter(request)
    page = found.list_rows(asked, number=read_number(request))
    context = {"company": company, "figures": found.figures, "asked": asked, "page": page, "kinds": ("spend", *KINDS)}
    return render(request, "portal/rows.html", context)


def read_filter(request: HttpRequest) -> RowFilter:
    """Take a filter from an address; what is not known is left out."""
    known = {
        "data_type": ("type", {"spend", *KINDS}),
        "category": ("category", words.CATEGORIES.keys()),
        "supplier_method": ("supplier_method", words.METHODS.keys()),
        "method": ("method", words.METHODS.keys()),
        "timing": ("timing", words.TIMINGS.keys()),
        "left_out": ("left_out", {"any", *words.LEFT_OUT}),
    }
    values = {name: request.GET.get(key, "") for name, (key, _values) in known.items()}
    kept = {"data_type": "spend"} | {name: value for name, value in values.items() if value in known[name][1]}
    month = request.GET.get("month", "")
    return RowFilter(**kept, month=month if is_month(month) else "", outstanding="outstanding" in request.GET)


def is_month(text: str) -> bool:
    """Whether a text is a month, as 2025-03."""
    try:
        return len(text) == 7 and bool(datetime.date.fromisoformat(f"{text}-01"))
    except ValueError:
        return False
