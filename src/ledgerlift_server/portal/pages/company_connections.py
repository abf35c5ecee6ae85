"""Manage connections: what a company shares through, unlink, delete."""

import uuid
from http import HTTPMethod

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import actions, queries
from ledgerlift_server.companies.models import CONNECTION_MOVES, ConnectionStatus
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import deletion


@require_GET
@staff_page(Action.SEE_COMPANIES)
def show_connections(request: HttpRequest, user: User, company_id: uuid.UUID) -> HttpResponse:
    """List a company's connections."""
    company = queries.get_company(user=user, company_id=company_id)
    kept = Count("uploads", filter=Q(uploads__removed_at=None))
    connections = company.connections.annotate(files=kept).order_by("-created_at")
    can_end = {status for status, after in CONNECTION_MOVES.items() if ConnectionStatus.UNLINKED in after}
    context = {"company": company, "connections": connections, "can_end": can_end}
    return render(request, "portal/connections.html", context)


@require_POST
@staff_page(Action.END_CONNECTIONS)
def unlink(request: HttpRequest, user: User, company_id: uuid.UUID, connection_id: uuid.UUID) -> HttpResponse:
    """Give up a connection; one that has ended already stays as it is."""
    company = queries.get_company(user=user, company_id=company_id)
    connection = queries.get_connection(company, connection_id)
    if ConnectionStatus.UNLINKED in CONNECTION_MOVES[ConnectionStatus(connection.status)]:
        actions.unlink(connection=connection, by=user.actor)
        messages.success(request, _("The connection is unlinked. Its data can still be read."))
    return redirect("portal:connections", company_id)


@require_http_methods(["GET", "POST"])
@staff_page(Action.END_CONNECTIONS)
def delete(request: HttpRequest, user: User, company_id: uuid.UUID, connection_id: uuid.UUID) -> HttpResponse:
    """Ask, then delete a connection with its data."""
    company = queries.get_company(user=user, company_id=company_id)
    connection = queries.get_connection(company, connection_id)
    if request.method == HTTPMethod.POST:
        deletion.delete_connection(connection=connection, by=user.actor)
        messages.success(request, _("The connection and its data are deleted."))
        return redirect("portal:connections", company_id)
    context = {"company": company, "connection": connection, "files": connection.uploads.filter(purged_at=None).count()}
    return render(request, "portal/connection_delete.html", context)
