"""In which browsers somebody has signed in, and the end of all but one."""

import re

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.models import StaffSession, User
from ledgerlift_server.ui import visitors

# In this order: each of them also claims to be one that comes later.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS X": "macOS",
           "Linux": "Linux"}  # fmt: skip


def begin(*, user: User, session_key: str, user_agent: str) -> None:
    """Note that somebody has signed in, and forget the sessions that are over."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    user.sessions.exclude(session_key__in=running).delete()
    StaffSession.objects.update_or_create(
        session_key=session_key,
        defaults={"user": user, "network": visitors.network.get(), "browser": describe_browser(user_agent)},
    )


def list_running(user: User) -> QuerySet[StaffSession]:
    """List where somebody is signed in, newest first."""
    running = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return user.sessions.filter(session_key__in=running).order_by("-started_at")


@transaction.atomic
def end_others(*, user: User, session_key: str) -> int:
    """Sign somebody out everywhere else; say in how many browsers that was."""
    others = list(user.sessions.exclude(session_key=session_key).values_list("session_key", flat=True))
    count, _ = Session.objects.filter(session_key__in=others).delete()
    user.sessions.exclude(session_key=session_key).delete()
    events.record("sessions.ended", client_id=user.client_id, by=user.actor, subject=user.id, count=count)
    return count


def describe_browser(user_agent: str) -> str:
    """Name browser and system, as far as they say; empty when they do not."""
    found = [next((name for mark, name in table.items() if re.search(rf"\b{mark}", user_agent)), "")
             for table in (BROWSERS, SYSTEMS)]  # fmt: skip
    return ", ".join(filter(None, found))
