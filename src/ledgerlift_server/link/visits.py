"""A visit: the good link somebody came with, and what it opens."""

import dataclasses
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Client
from ledgerlift_server.companies import actions, queries
from ledgerlift_server.companies.models import Company, Connection, Consent, Link
from ledgerlift_server.row_security.scope import acting_for, acting_for_all
from ledgerlift_server.ui.refusals import Refusal

P = ParamSpec("P")


@acting_for_all()
def get_bank(slug: str) -> Client:
    """Get the bank of an address that anybody may open."""
    return get_object_or_404(Client, slug=slug)


@dataclasses.dataclass(frozen=True)
class Visit:
    """Who asks for a page, and for which company; the token is only in the address."""

    token: str
    link: Link
    connection: Connection | None
    consent: Consent | None

    @property
    def company(self) -> Company:
        """The company whose books are shared."""
        return self.link.company

    @property
    def client(self) -> Client:
        """The bank that asks."""
        return self.link.company.client

    @property
    def only_step(self) -> str:
        """The one report a colleague's link is good for; empty for the whole journey."""
        return self.link.data_type

    @property
    def actor(self) -> Actor:
        """Whoever holds the link."""
        # The company's name stays out: what is written down must outlive it.
        return Actor(kind="link", id=self.link.id, label="colleague's link" if self.only_step else "link")

    def url(self, page: str, *arguments: object) -> str:
        """Return the address of a page of this journey."""
        return reverse(f"link:{page}", args=[self.client.slug, self.token, *arguments])


Page = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]
Routed = Callable[..., HttpResponseBase]


def visit_page(page: Page[P], *, for_colleagues: bool = False) -> Routed:
    """Open the link before a page is shown.

    A colleague's link opens the pages of its own report, and those that say they are ``for_colleagues``.
    """

    @wraps(page)
    def open_page(
        request: HttpRequest, /, slug: str, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        with acting_for_all():
            link = queries.get_link(slug=slug, token=token)
        with acting_for(link.company.client_id):
            visit = open_link(request, link, token=token)
            if visit.only_step and not for_colleagues and kwargs.get("data_type") != visit.only_step:
                raise Http404
            return page(request, visit, *args, **kwargs)

    return open_page


def connected_page(page: Callable[Concatenate[HttpRequest, Visit, Connection, P], HttpResponseBase]) -> Routed:
    """Show a page only with a software chosen and consent given; otherwise go there first."""

    @wraps(page)
    def open_page(request: HttpRequest, visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if visit.connection is None:
            return redirect(visit.url("software"))
        if visit.consent is None:
            if visit.only_step:
                raise Refusal("link_expired")
            return redirect(visit.url("consent"))
        return page(request, visit, visit.connection, *args, **kwargs)

    return visit_page(open_page)


def open_link(request: HttpRequest, link: Link, *, token: str) -> Visit:
    """Begin a visit; a one-time link belongs to the browser that opened it first."""
    opened = request.session.get("opened_links", [])
    if link.is_one_time and str(link.id) not in opened:
        visitor = Actor(kind="link", id=link.id, label="link")
        if request.method != "GET" or not actions.use_link(link=link, by=visitor):
            raise Refusal("link_used")
        request.session["opened_links"] = [*opened, str(link.id)]
    connection = link.connection or queries.find_open_connection(link.company)
    return Visit(token, link, connection, queries.find_consent(connection) if connection else None)
