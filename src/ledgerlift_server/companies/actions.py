"""What changes companies, connections, links and consents. Each action is one transaction with its event."""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from ledgerlift_server.accounts import tokens
from ledgerlift_server.accounts.actors import SYSTEM, Actor
from ledgerlift_server.accounts.models import Client, User
from ledgerlift_server.companies import events, standing
from ledgerlift_server.companies.models import (
    CONNECTION_MOVES,
    Company,
    Connection,
    ConnectionStatus,
    Consent,
    Link,
)
from ledgerlift_server.row_security.scope import acting_for_all

STEP_LINK_DAYS = 14
MOST_QUERY, MOST_QUERY_NAMES = 500, 20


class MoveNotAllowedError(Exception):
    """A change of status that the table of moves does not hold."""


@transaction.atomic
def create_company(
    *, client: Client, name: str, id: uuid.UUID, by: User, owners: Collection[User] = (), **details: object
) -> Company:
    """Create a company; the same id again (a form sent twice) gives the first one back, another bank's nothing at all.

    ``details`` are further columns of a company. Whoever sees only what they own owns what they create.
    """
    with acting_for_all():
        if Company.objects.filter(id=id).exclude(client=client).exists():
            raise Http404
    company, is_new = Company.objects.get_or_create(
        id=id, client=client, defaults={"name": name, "created_by": by, **details}
    )
    if is_new:
        company.owners.set({*owners, by} if by.sees_owned_only else owners)
        if company.parent:
            standing.refresh(company.parent)
        events.record("company.created", company=company, by=by.actor, subject=company.id)
    return company


@transaction.atomic
def create_companies(*, client: Client, rows: Sequence[Mapping[str, Any]], by: User) -> list[Company]:
    """Create many companies at once, all or none; each row holds what `create_company` takes."""
    return [create_company(client=client, id=uuid.uuid4(), by=by, **row) for row in rows]


@transaction.atomic
def update_company(*, company: Company, owners: Collection[User], by: User, **details: object) -> None:
    """Change a company's details; the event names the columns that changed, never their values."""
    earlier_parent = company.parent
    changed = sorted(name for name, value in details.items() if getattr(company, name) != value)
    for name in changed:
        setattr(company, name, details[name])
    company.save(update_fields=changed)
    if set(owners) != set(company.owners.all()):
        company.owners.set(owners)
        changed.append("owners")
    for parent in {earlier_parent, company.parent}:
        if parent:
            standing.refresh(parent)
    if changed:
        events.record("company.updated", company=company, by=by.actor, subject=company.id, fields=changed)


@transaction.atomic
def create_link(*, company: Company, by: Actor, days: int | None = None) -> str:
    """Make a Link URL's token for a whole journey, good for the client's usual days unless told otherwise.

    It is returned once and never kept.
    """
    token = tokens.new_token()
    client = company.client
    link = Link.objects.create(
        company=company,
        token_hash=tokens.hash_token(token),
        is_one_time=client.one_time_links,
        expires_at=timezone.now() + datetime.timedelta(days=days or client.link_days),
        made_by=by.label,
    )
    events.record("link.created", company=company, by=by, subject=link.id)
    return token


@transaction.atomic
def create_step_link(*, connection: Connection, data_type: str, by: Actor) -> str:
    """Make a colleague's token, good for one report of one connection."""
    token = tokens.new_token()
    link = Link.objects.create(
        company=connection.company,
        connection=connection,
        data_type=data_type,
        token_hash=tokens.hash_token(token),
        expires_at=timezone.now() + datetime.timedelta(days=STEP_LINK_DAYS),
    )
    events.record("step_link.created", company=connection.company, by=by, subject=link.id, data_type=data_type)
    return token


@transaction.atomic
def revoke_links(*, company: Company, by: Actor) -> int:
    """Withdraw every link of a company; say how many were still good."""
    count = company.links.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    events.record("links.revoked", company=company, by=by, count=count)
    return count


@transaction.atomic
def revoke_link(*, link: Link, by: Actor) -> None:
    """Withdraw one link; one that is withdrawn already stays as it is."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        events.record("link.revoked", company=link.company, by=by, subject=link.id)


@transaction.atomic
def unlink(*, connection: Connection, by: Actor) -> None:
    """Give up a connection: nothing more can be sent through it, what was received stays."""
    move(Connection.objects.select_for_update().get(pk=connection.pk), ConnectionStatus.UNLINKED, by=by)


@transaction.atomic
def use_link(*, link: Link, by: Actor) -> bool:
    """Open a one-time link for the first time; False when somebody was there before."""
    is_first = Link.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=timezone.now()) == 1
    if is_first:
        events.record("link.opened", company=link.company, by=by, subject=link.id)
    return is_first


def keep_query(*, link: Link, query: Mapping[str, str]) -> None:
    """Keep what a link's address was opened with, for the way back; it is no event, and goes with the link."""
    kept = {key[:MOST_QUERY]: value[:MOST_QUERY] for key, value in list(query.items())[:MOST_QUERY_NAMES]}
    if kept != link.query:
        link.query = kept
        link.save(update_fields=["query"])


@transaction.atomic
def choose_software(*, company: Company, software: str, software_name: str, is_used: bool, by: Actor) -> Connection:
    """Open a connection to a software, or change the open one.

    Once files were received (``is_used``) another software means other books: the old connection is unlinked and kept.
    """
    Company.objects.select_for_update().get(pk=company.pk)
    connection = company.connections.exclude(status=ConnectionStatus.UNLINKED).first()
    if connection and (connection.software, connection.software_name) == (software, software_name):
        return connection
    if connection and is_used:
        move(connection, ConnectionStatus.UNLINKED, by=by)
        connection = None
    if connection is None:
        connection = Connection.objects.create(company=company, software=software, software_name=software_name)
        events.record("connection.started", company=company, by=by, subject=connection.id, software=software)
        standing.refresh(company)
    else:
        connection.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=timezone.now())
        connection.software, connection.software_name = software, software_name
        connection.save(update_fields=["software", "software_name"])
        events.record("connection.software_changed", company=company, by=by, subject=connection.id, software=software)
    return connection


@transaction.atomic
def give_consent(*, connection: Connection, version: str, language: str, text: str, by: Actor) -> Consent:
    """Keep the words somebody agreed to; agreeing twice to the same words is one consent."""
    connection = Connection.objects.select_for_update().get(pk=connection.pk)
    current = connection.consents.filter(withdrawn_at__isnull=True).first()
    if current and (current.version, current.text) == (version, text):
        return current
    if current:
        current.withdrawn_at = timezone.now()
        current.save(update_fields=["withdrawn_at"])
    consent = Consent.objects.create(
        connection=connection, version=version, language=language, text=text, given_by=by.label
    )
    if connection.status == ConnectionStatus.DEAUTHORIZED:
        move(connection, ConnectionStatus.PENDING, by=by)
    events.record("consent.given", company=connection.company, by=by, subject=consent.id, version=version)
    return consent


@transaction.atomic
def withdraw_consent(*, connection: Connection, by: Actor) -> None:
    """Take a consent back: nothing more can be sent, and the bank sees that the connection is no longer authorised."""
    connection = Connection.objects.select_for_update().get(pk=connection.pk)
    consent = connection.consents.filter(withdrawn_at__isnull=True).first()
    if consent is None:
        return
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    move(connection, ConnectionStatus.DEAUTHORIZED, by=by)
    events.record("consent.withdrawn", company=connection.company, by=by, subject=consent.id)


def move(connection: Connection, status: ConnectionStatus, *, by: Actor) -> None:
    """Move a connection to another status, if the table of moves allows it. Runs in the caller's transaction."""
    if status not in CONNECTION_MOVES[ConnectionStatus(connection.status)]:
        raise MoveNotAllowedError(f"{connection.status} to {status}")
    connection.status = status
    if status == ConnectionStatus.LINKED:
        connection.linked_at = timezone.now()
    connection.save(update_fields=["status", "linked_at"])
    standing.refresh(connection.company)
    names = {
        ConnectionStatus.PENDING: "connection.reopened",
        ConnectionStatus.LINKED: "connection.linked",
        ConnectionStatus.UNLINKED: "connection.unlinked",
        ConnectionStatus.DEAUTHORIZED: "connection.deauthorized",
    }
    events.record(names[status], company=connection.company, by=by, subject=connection.id)


@transaction.atomic
def unsubscribe(*, company: Company, email: str) -> None:
    """Take an address off a company's subscriptions; one that is gone already is fine."""
    company = Company.objects.select_for_update().get(pk=company.pk)
    if email in company.subscriptions:
        company.subscriptions = [kept for kept in company.subscriptions if kept != email]
        company.save(update_fields=["subscriptions"])
        events.record("subscription.ended", company=company, by=SYSTEM, subject=company.id)
