"""Who has a second factor. Authenticators and recovery codes are django-allauth's; that a code works once is ours."""

import re

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.models import User

# A clock that is half a minute wrong is common, so three codes fit at any moment; while one of them does, four others
# can have been used.
SPENT_CODES = 5
# For lists of people.
HAS_ONE = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))


def find(user: User) -> Authenticator | None:
    """Find somebody's authenticator."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def has_one(user: User) -> bool:
    """Whether somebody has turned a second factor on."""
    return find(user) is not None


def count_recovery_codes(user: User) -> int:
    """Count the recovery codes that still work."""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(kept.wrap().get_unused_codes()) if kept else 0


def spend(authenticator: Authenticator, code: str) -> None:
    """Refuse a code that was used before, and remember this one, in the caller's transaction.

    allauth remembers for half a minute, in one process; a code fits for a minute and a half, in all of them.
    Recovery codes are allauth's own to mark.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    digits = re.sub(r"\D", "", code)
    spent = kept.data.get("spent", [])
    if digits in spent:
        raise get_adapter().validation_error("incorrect_code")
    kept.data["spent"] = [*spent, digits][-SPENT_CODES:]
    kept.save(update_fields=["data"])


@transaction.atomic
def turn_off(*, user: User, by: User) -> None:
    """Turn somebody's second factor off, with its recovery codes."""
    had_one = has_one(user)
    Authenticator.objects.filter(user=user).delete()
    if had_one:
        events.record("second_factor.turned_off", client_id=user.client_id, by=by.actor, subject=user.id)
