"""Pages for signed-in staff."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.ui.refusals import Refusal

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]
View = Callable[..., HttpResponseBase]


def staff_page(action: Action) -> Callable[[Page[P]], View]:
    """Show a page to a signed-in member of staff whose role allows its action, who is handed to it.

    Whoever is not signed in is asked to; a role that does not allow the action is refused before anything is looked up.
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
            return page(request, user, *args, **kwargs)

        open_page.action = action  # type: ignore[attr-defined]
        return open_page

    return declare


def find_action(view: View) -> Action | None:
    """Give the action a page was declared with; None for pages that nobody has to sign in for."""
    return getattr(view, "action", None)
