"""What is written down about signing in and the second factor, as Django and django-allauth say that it happened."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save
from django.dispatch import receiver

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.models import User

ADDED = {Authenticator.Type.TOTP: "second_factor.turned_on", Authenticator.Type.RECOVERY_CODES: "recovery_codes.made"}


@receiver(account.user_logged_in)
def note_sign_in(user: User, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Write down that somebody is in."""
    record("sign_in.succeeded", user)


@receiver(user_logged_out)
def note_sign_out(user: User | None, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Write down that somebody has left."""
    if user:
        record("sign_out.done", user)


@receiver(account.password_reset)
def note_password(user: User, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Write down that somebody has another password."""
    record("password.changed", user)


# allauth says so after the transaction; the event has to be in it.
@receiver(post_save, sender=Authenticator)
def note_authenticator(instance: Authenticator, *, created: bool, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Write down a second factor, or recovery codes, that are new."""
    if created:
        record(ADDED[Authenticator.Type(instance.type)], instance.user)


@receiver(mfa.authenticator_removed)
def note_no_authenticator(user: User, authenticator: Authenticator, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Write down that somebody has turned the second factor off."""
    if authenticator.type == Authenticator.Type.TOTP:
        record("second_factor.turned_off", user)


@receiver(mfa.authenticator_used)
def note_recovery_code(user: User, authenticator: Authenticator, **_: Any) -> None:  # noqa: ANN401 - a signal's
    """Write down that a recovery code was used."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        record("recovery_code.used", user)


def record(name: str, user: User) -> None:
    """Write down what somebody did to their own account."""
    events.record(name, client_id=user.client_id, by=user.actor, subject=user.id)
