"""Reads of companies and links; staff only ever see their own client's."""

import uuid
from collections.abc import Collection
from contextlib import suppress

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.companies import tokens
from ledgerlift_server.companies.models import Company, Connection, ConnectionStatus, Consent, Event, Link
from ledgerlift_server.ui.refusals import Refusal


def list_companies(*, client: Client, search: str = "") -> QuerySet[Company]:
    """List a client's companies, newest first; the search looks at names, software and ids."""
    companies = Company.objects.filter(client=client).order_by("-created_at")
    if search:
        matches = Q(name__icontains=search) | Q(connections__software_name__icontains=search)
        with suppress(ValueError):
            matches |= Q(id=uuid.UUID(search)) | Q(connections__id=uuid.UUID(search))
        companies = companies.filter(matches).distinct()
    return companies


def get_company(*, client: Client, company_id: uuid.UUID) -> Company:
    """Get a client's company; somebody else's does not exist."""
    company = Company.objects.filter(client=client, id=company_id).select_related("client").first()
    if company is None:
        raise Http404
    return company


def find_open_connection(company: Company) -> Connection | None:
    """Find the connection a company is sharing through, if it has chosen a software."""
    return company.connections.exclude(status=ConnectionStatus.UNLINKED).select_related("company__client").first()


def find_open_connections(companies: Collection[Company]) -> dict[uuid.UUID, Connection]:
    """Find each company's open connection; those that have chosen no software have none."""
    open_ones = Connection.objects.filter(company__in=companies).exclude(status=ConnectionStatus.UNLINKED)
    return {connection.company_id: connection for connection in open_ones}


def find_consent(connection: Connection) -> Consent | None:
    """Find the consent in force."""
    return connection.consents.filter(withdrawn_at__isnull=True).first()


def get_link(*, slug: str, token: str) -> Link:
    """Get a link that is good now; refuse one that is unknown, expired or withdrawn, each in its own words."""
    if not tokens.has_shape(token):
        raise Refusal("link_invalid")
    link = (
        Link.objects.filter(token_hash=tokens.hash_token(token), company__client__slug=slug)
        .select_related("company__client", "connection")
        .first()
    )
    if link is None:
        raise Refusal("link_invalid")
    if link.revoked_at:
        raise Refusal("link_revoked")
    if link.expires_at <= timezone.now():
        raise Refusal("link_expired")
    return link


def list_events(company: Company, *, limit: int = 50) -> QuerySet[Event]:
    """List what happened to a company, newest first."""
    return company.events.order_by("-happened_at")[:limit]
