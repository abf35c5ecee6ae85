"""Wrong sign-ins, counted for each e-mail in the database, so that all web processes know."""

import datetime

from django.http import HttpRequest
from django.utils import timezone

from ledgerlift_server.accounts.models import WrongSignIn
from ledgerlift_server.ui.refusals import Refusal

MOST, MINUTES = 10, 15


def check(key: str) -> None:
    """Refuse a try after too many wrong ones in the last minutes."""
    since = timezone.now() - datetime.timedelta(minutes=MINUTES)
    if WrongSignIn.objects.filter(key=key, tried_at__gt=since).count() >= MOST:
        raise Refusal("too_many_tries", minutes=MINUTES, retry_after=MINUTES * 60)


def count(key: str) -> None:
    """Count a wrong try, and forget old ones."""
    WrongSignIn.objects.filter(tried_at__lt=timezone.now() - datetime.timedelta(days=1)).delete()
    WrongSignIn.objects.create(key=key)


def key_of(request: HttpRequest) -> str:
    """Name whose tries at a password are counted: the e-mail that is tried, known or not."""
    return request.POST.get("username", "").strip().lower()[:254]
