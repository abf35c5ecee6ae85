"""Tries at passwords and codes, counted in the database, so that all web processes on all machines know."""

import datetime

from django.utils import timezone

from ledgerlift_server.accounts.models import WrongSignIn
from ledgerlift_server.ui.refusals import Refusal

MOST, MINUTES = 10, 15


def begin(key: str) -> WrongSignIn:
    """Count a try before it is made, and refuse it after too many in the last minutes.

    Whoever tries deletes the row when it was right. As it is counted first, many at the same moment are not more.
    """
    now = timezone.now()
    WrongSignIn.objects.filter(tried_at__lt=now - datetime.timedelta(days=1)).delete()
    tried = WrongSignIn.objects.create(key=key[:254])
    since = now - datetime.timedelta(minutes=MINUTES)
    if WrongSignIn.objects.filter(key=tried.key, tried_at__gt=since).count() > MOST:
        # Not counted itself: waiting is over some minutes after the last try that was made, not after the last refusal.
        tried.delete()
        raise Refusal("too_many_tries", minutes=MINUTES, retry_after=MINUTES * 60)
    return tried
