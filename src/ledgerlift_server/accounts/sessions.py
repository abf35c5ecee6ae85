"""In which browsers somebody has signed in, and the end of all but one; the rows are django-allauth's."""

import re

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.adapters import NO_NETWORK
from ledgerlift_server.accounts.models import User
from ledgerlift_server.ui import visitors

# In this order: each of them also claims to be one that comes later.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS",
           "Linux": "Linux"}  # fmt: skip


def list_running(user: User) -> list[dict[str, object]]:
    """List where somebody is signed in, newest first: ``started_at``, ``browser``, ``network``, ``is_this_one``."""
    return [
        {
            "started_at": each.created_at,
            "browser": describe_browser(each.user_agent),
            "network": "" if each.ip == NO_NETWORK else visitors.shorten(each.ip),
            "is_this_one": each.is_current(),
        }
        for each in find_running(user)
    ]


@transaction.atomic
def end_others(*, user: User, session_key: str) -> int:
    """Sign somebody out everywhere else; say in how many browsers that was."""
    others = list(find_running(user).exclude(session_key=session_key))
    get_adapter().end_sessions(others)
    events.record("sessions.ended", client_id=user.client_id, by=user.actor, subject=user.id, count=len(others))
    return len(others)


def find_running(user: User) -> QuerySet[UserSession]:
    """Find the sessions that are not over, newest first; allauth forgets those that are whenever somebody signs in."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=running)
    return found.order_by("-created_at")


def describe_browser(user_agent: str) -> str:
    """Name browser and system, as far as they say; empty when they do not."""
    found = [next((name for mark, name in table.items() if re.search(rf"\b{mark}", user_agent)), "")
             for table in (BROWSERS, SYSTEMS)]  # fmt: skip
    return ", ".join(filter(None, found))
