"""Pages for signed-in staff."""

import uuid
from collections.abc import Callable
from functools import wraps
from http import HTTPMethod, HTTPStatus
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from ledgerlift_server.accounts import events, second_factor
from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.ui.refusals import Refusal

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]
View = Callable[..., HttpResponseBase]


def staff_page(action: Action, *, leaves: str | None = None) -> Callable[[Page[P]], View]:
    """Show a page to a signed-in member of staff whose role allows its action, who is handed to it.

    Whoever is not signed in is asked to; a role that does not allow the action is refused before anything is looked up.
    Opening a page about a company leaves the event "company.viewed", or the one that it ``leaves``; empty for none.
    What a page changes is written down where it is done.
    """
    if not isinstance(action, Action):
        raise TypeError(f"a page names its Action: {action!r}")

    def declare(page: Page[P]) -> View:
        @login_required
        @wraps(page)
        def open_page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = cast("User", request.user)
            if not user.may(action):
                raise Refusal("not_allowed")
            if action != Action.OWN_ACCOUNT and lacks_second_factor(user):
                return redirect("mfa_activate_totp")
            answer = page(request, user, *args, **kwargs)
            if request.method == HTTPMethod.GET and answer.status_code == HTTPStatus.OK:
                record_view(request, user, leaves=leaves)
            return answer

        open_page.action = action  # type: ignore[attr-defined]
        return open_page

    return declare


def lacks_second_factor(user: User) -> bool:
    """Whether somebody has to turn a second factor on before they go on."""
    return user.client.second_factor_required and not second_factor.has_one(user)


def record_view(request: HttpRequest, user: User, *, leaves: str | None) -> None:
    """Write down that somebody opened a page: which one, and the ids in its address."""
    match = request.resolver_match
    values = match.kwargs if match else {}
    name = leaves if leaves is not None else "company.viewed" if "company_id" in values else ""
    # Only ids: other parts of an address, such as a supplier's key, come from the books.
    subjects = [value for key, value in values.items() if isinstance(value, uuid.UUID) and key != "company_id"]
    if name and match:
        events.record(
            name,
            client_id=user.client_id,
            by=user.actor,
            company_id=values.get("company_id"),
            subject=next(iter(subjects), None),
            page=match.url_name,
        )


def find_action(view: View) -> Action | None:
    """Give the action a page was declared with; None for pages that nobody has to sign in for."""
    return getattr(view, "action", None)
