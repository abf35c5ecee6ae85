"""From a right password to a session: at once, or by way of the second factor."""

import time

from django.contrib.auth import login
from django.http import HttpRequest

from ledgerlift_server.accounts import events, second_factor, sessions
from ledgerlift_server.accounts.models import User

WAITING, MINUTES = "waiting_for_second_factor", 10


def let_in(request: HttpRequest, user: User) -> None:
    """Begin somebody's session."""
    login(request, user, backend="ledgerlift_server.accounts.backends.StaffBackend")
    user_agent = request.headers.get("User-Agent", "")
    sessions.begin(user=user, session_key=str(request.session.session_key), user_agent=user_agent)
    events.record("sign_in.succeeded", client_id=user.client_id, by=user.actor, subject=user.id)


def ask_for_code(request: HttpRequest, user: User, *, then: str) -> bool:
    """Remember whose password was right and where they were going; False when they have no second factor."""
    if not second_factor.has_one(user):
        return False
    request.session.cycle_key()
    request.session[WAITING] = {"user": str(user.id), "since": time.time(), "then": then}
    return True


def find_waiting(request: HttpRequest) -> tuple[User, str] | None:
    """Find whose code is waited for, and where they were going; None when nobody's is, or it took too long."""
    waiting = request.session.get(WAITING)
    if not waiting or time.time() - waiting["since"] > MINUTES * 60:
        return None
    user = User.objects.filter(id=waiting["user"], is_active=True).select_related("client").first()
    return (user, waiting["then"]) if user else None
