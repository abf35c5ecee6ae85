"""Reads of companies and links; staff only ever see their own client's."""

import uuid
from collections.abc import Collection
from contextlib import suppress

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from ledgerlift_server.accounts import tokens
from ledgerlift_server.accounts.models import Event, User
from ledgerlift_server.companies.models import Company, Connection, ConnectionStatus, Consent, Link
from ledgerlift_server.ui.refusals import Refusal


def list_visible(user: User) -> QuerySet[Company]:
    """List the companies a member of staff may see. Every page of the portal starts from here.

    Whoever sees only what they own sees the subsidiaries of a parent they own as well: a group is one customer.
    """
    companies = Company.objects.filter(client_id=user.client_id)
    if user.sees_owned_only:
        owned = Company.owners.through.objects.filter(user=user).values("company_id")
        companies = companies.filter(Q(id__in=owned) | Q(parent__in=owned))
    return companies


def list_top(user: User) -> QuerySet[Company]:
    """List those that stand on their own in a list, and the parents; not the subsidiaries of a parent in the list."""
    visible = list_visible(user)
    if not user.sees_owned_only:
        return visible.filter(parent=None)
    return visible.filter(Q(parent=None) | ~Q(parent__in=visible))


def may_see(user: User, company: Company | None) -> bool:
    """Whether somebody may see a company."""
    return company is not None and list_visible(user).filter(id=company.id).exists()


def get_company(*, user: User, company_id: uuid.UUID) -> Company:
    """Get a company somebody may see; any other does not exist."""
    company = list_visible(user).filter(id=company_id).select_related("client", "parent", "created_by").first()
    if company is None:
        raise Http404
    return company


def name_companies(user: User, ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """Give the names of those companies that somebody may see."""
    return dict(list_visible(user).filter(id__in=[each for each in ids if each]).values_list("id", "name"))


def find_by_id_or_name(user: User, text: str) -> list[Company]:
    """Find the companies somebody may see that have an id, or exactly a name; two are enough to know there are more."""
    with suppress(ValueError):
        return list(list_visible(user).filter(id=uuid.UUID(text)))
    return list(list_visible(user).filter(name=text)[:2])


def list_first_subsidiaries(user: User, parent: Company, *, most: int = 20) -> list[Company]:
    """List the first subsidiaries of a parent by name, those somebody may see."""
    return list(list_visible(user).filter(parent=parent).select_related("created_by").order_by("name", "id")[:most])


def find_open_connection(company: Company) -> Connection | None:
    """Find the connection a company is sharing through, if it has chosen a software."""
    return company.connections.exclude(status=ConnectionStatus.UNLINKED).select_related("company__client").first()


def list_connections(companies: Collection[Company]) -> dict[uuid.UUID, list[Connection]]:
    """List the connections of companies and of their subsidiaries, under the company of the list, newest first."""
    found: dict[uuid.UUID, list[Connection]] = {company.id: [] for company in companies}
    # The companies first, by their indexes: of a condition on either of two tables the database tries every connection.
    family = Company.objects.filter(Q(id__in=found) | Q(parent__in=found))
    connections = Connection.objects.filter(company__in=family).select_related("company").order_by("-created_at")
    for connection in connections:
        for company_id in (connection.company_id, connection.company.parent_id):
            if company_id in found:
                found[company_id].append(connection)
    return found


def count_subsidiaries(companies: Collection[Company]) -> dict[uuid.UUID, int]:
    """Count the subsidiaries of those companies that have any."""
    counted = Company.objects.filter(parent__in=companies).values("parent").annotate(count=Count("id"))
    return {row["parent"]: row["count"] for row in counted if row["parent"]}


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


def list_links(company: Company) -> QuerySet[Link]:
    """List the links of a company for whole journeys, newest first."""
    return company.links.filter(data_type="").order_by("-created_at")


def get_own_link(company: Company, link_id: uuid.UUID) -> Link:
    """Get one of a company's links."""
    link = company.links.filter(id=link_id).select_related("company").first()
    if link is None:
        raise Http404
    return link


def get_connection(company: Company, connection_id: uuid.UUID) -> Connection:
    """Get one of a company's connections."""
    connection = company.connections.filter(id=connection_id).select_related("company__client").first()
    if connection is None:
        raise Http404
    return connection


def list_events(company: Company, *, limit: int = 50) -> QuerySet[Event]:
    """List what happened to a company, newest first; who only looked at it is in the audit log."""
    events = Event.objects.filter(client_id=company.client_id, company_id=company.id).exclude(name="company.viewed")
    return events.order_by("-happened_at")[:limit]
