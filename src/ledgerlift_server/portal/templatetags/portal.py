"""Tags of the portal's frame and tables."""

import functools
import uuid
from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.portal import words
from ledgerlift_server.portal.staff import find_action

register = template.Library()
register.filter("say", words.say)
register.filter("figure_name", words.name_figure)
register.filter("who", words.name_actor)


@functools.cache
def list_actions() -> Mapping[str, Action | None]:
    """List the action of every page by its name."""
    from ledgerlift_server.portal import urls

    return {f"{urls.app_name}:{pattern.name}": find_action(pattern.callback) for pattern in urls.urlpatterns}


@register.filter
def may_open(user: User, view: str) -> bool:
    """Whether somebody's role opens a page: what it does not open is not offered."""
    action = list_actions()[view]
    return action is None or user.may(action)


register.filter("name_event", lambda name: events.NAMES[name])
register.filter("name_event_actor", words.name_event_actor)
register.filter("may_see", queries.may_see)


@register.filter
def item(mapping: Mapping[str, object], key: str) -> object:
    """Look a key up."""
    return mapping[key]


@register.simple_tag(takes_context=True)
def nav_link(context: dict[str, Any], view: str, text: str) -> SafeString:
    """Write a link of the rail, for whom may open it; it is the current one on every page below its address."""
    if not may_open(context["user"], view):
        return SafeString("")
    address = reverse(view)
    current = mark_safe(' aria-current="page"') if context["request"].path.startswith(address) else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, current, text)


@register.simple_tag(takes_context=True)
def tab_link(context: dict[str, Any], view: str, company_id: uuid.UUID, text: str) -> SafeString:
    """Write a tab of a company's pages, for whom may open it; the first is current at its own address only."""
    if not may_open(context["user"], view):
        return SafeString("")
    address, path = reverse(view, args=[company_id]), context["request"].path
    is_current = path == address if view == "portal:company" else path.startswith(address)
    current = mark_safe(' aria-current="page"') if is_current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, current, text)


@register.inclusion_tag("portal/_sort.html", takes_context=True)
def sort_heading(context: dict[str, Any], name: str, text: str, usual: str = "") -> dict[str, Any]:
    """Write a heading that sorts by its column: first in the usual direction, then the other way round."""
    current: str = context["asked"].sort
    first = f"{usual}{name}"
    other = name if first.startswith("-") else f"-{name}"
    return {
        "request": context["request"],
        "text": text,
        "is_sorted": current.removeprefix("-") == name,
        "is_down": current.startswith("-"),
        "next": other if current == first else first,
    }
