"""Pages for signed-in staff."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from ledgerlift_server.accounts.models import User

P = ParamSpec("P")


def staff_page(page: Callable[Concatenate[HttpRequest, User, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Show a page to a signed-in member of staff, who is handed to it; ask others to sign in."""

    @login_required
    @wraps(page)
    def open_page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return page(request, cast("User", request.user), *args, **kwargs)

    return open_page
