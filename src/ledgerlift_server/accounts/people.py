"""Who works for a client: invited, with a role, taken off. An administrator is always left."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ledgerlift_server.accounts import events, second_factor, tokens
from ledgerlift_server.accounts.models import Client, StaffInvitation, User
from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.row_security.scope import acting_for_all

INVITATION_DAYS = 7


class LastAdministratorError(Exception):
    """A change that would leave a client without anybody who can manage its people."""


class AlreadyThereError(Exception):
    """An invitation to somebody who works for this client, or for another one."""


def list_staff(client: Client) -> QuerySet[User]:
    """List everybody, those who left last; ``has_second_factor`` says whether somebody has one."""
    return client.staff.annotate(has_second_factor=second_factor.HAS_ONE).order_by("-is_active", "full_name")


def list_open_invitations(client: Client) -> QuerySet[StaffInvitation]:
    """List the invitations nobody has answered."""
    open_ones = client.staff_invitations.filter(accepted_at=None, withdrawn_at=None)
    return open_ones.select_related("invited_by").order_by("-created_at")


@transaction.atomic
def invite(*, client: Client, email: str, role: Role, language: str, by: User) -> StaffInvitation:
    """Ask somebody to join; an earlier invitation of the same address is withdrawn."""
    address = email.strip().lower()
    if works_elsewhere(client, address):
        raise AlreadyThereError
    now = timezone.now()
    open_ones = StaffInvitation.objects.filter(client=client, email=address, accepted_at=None, withdrawn_at=None)
    open_ones.update(withdrawn_at=now)
    until = now + datetime.timedelta(days=INVITATION_DAYS)
    made = StaffInvitation.objects.create(
        client=client, email=address, role=role, language=language, invited_by=by, expires_at=until
    )
    events.record("person.invited", client_id=client.id, by=by.actor, subject=made.id, role=role)
    return made


@acting_for_all()
def works_elsewhere(client: Client, address: str) -> bool:
    """Whether an address has an account, or an open invitation of another client."""
    invited = StaffInvitation.objects.filter(email=address, accepted_at=None, withdrawn_at=None).exclude(client=client)
    return User.objects.filter(email=address).exists() or invited.exists()


def give_token(invitation: StaffInvitation) -> str:
    """Give an open invitation its token; one it had before is worth nothing from then on."""
    token = tokens.new_token()
    invitation.token_hash = tokens.hash_token(token)
    invitation.save(update_fields=["token_hash"])
    return token


def find_invitation(token: str) -> StaffInvitation | None:
    """Find an invitation by its token, whatever became of it."""
    if not tokens.has_shape(token):
        return None
    found = StaffInvitation.objects.select_related("client").filter(token_hash=tokens.hash_token(token))
    return found.first()


@transaction.atomic
def accept(*, invitation: StaffInvitation, full_name: str, password: str) -> User | None:
    """Make the invited person a member of staff; None when the invitation is not open any more."""
    locked = StaffInvitation.objects.select_for_update().get(pk=invitation.pk)
    if not is_open(locked):
        return None
    user = User.objects.create_user(
        locked.email, password, client_id=locked.client_id, full_name=full_name, role=locked.role
    )
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    events.record("person.joined", client_id=user.client_id, by=user.actor, subject=user.id, role=user.role)
    return user


def is_open(invitation: StaffInvitation) -> bool:
    """Whether an invitation can still be accepted."""
    is_answered = invitation.accepted_at or invitation.withdrawn_at
    return not is_answered and invitation.expires_at > timezone.now()


@transaction.atomic
def withdraw(*, client: Client, invitation_id: uuid.UUID, by: User) -> None:
    """Take an invitation back; one that is answered already stays as it is."""
    if list_open_invitations(client).filter(pk=invitation_id).update(withdrawn_at=timezone.now()):
        events.record("person.uninvited", client_id=client.id, by=by.actor, subject=invitation_id)


@transaction.atomic
def change_rules(*, client: Client, by: User, **rules: bool) -> None:
    """Change what holds for everybody who works for a client; ``rules`` are columns of the client."""
    changed: dict[str, Any] = {name: value for name, value in rules.items() if getattr(client, name) != value}
    for name, value in changed.items():
        setattr(client, name, value)
    client.save(update_fields=list(changed))
    if changed:
        events.record("rules.changed", client_id=client.id, by=by.actor, **changed)


@transaction.atomic
def change_role(*, client: Client, user_id: uuid.UUID, role: Role, by: User) -> User:
    """Give somebody another role; raises LastAdministratorError for the only administrator."""
    user = _lock(client, user_id)
    if role != Role.ADMIN:
        _check_other_administrator(client, user)
    user.role = role
    user.save(update_fields=["role"])
    events.record("person.role_changed", client_id=client.id, by=by.actor, subject=user.id, role=role)
    return user


@transaction.atomic
def set_active(*, client: Client, user_id: uuid.UUID, is_active: bool, by: User) -> User:
    """Take somebody off, or let them in again; whoever is taken off is signed out at once."""
    user = _lock(client, user_id)
    if not is_active:
        _check_other_administrator(client, user)
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    name = "person.opened" if is_active else "person.closed"
    events.record(name, client_id=client.id, by=by.actor, subject=user.id)
    return user


@transaction.atomic
def turn_second_factor_off(*, client: Client, user_id: uuid.UUID, by: User) -> None:
    """Turn off the second factor of somebody who has lost authenticator and recovery codes."""
    second_factor.turn_off(user=_lock(client, user_id), by=by)


def _lock(client: Client, user_id: uuid.UUID) -> User:
    # All of a client's people at once: two administrators must not take each other's role at the same moment.
    everybody = {user.id: user for user in client.staff.select_for_update()}
    if user_id not in everybody:
        raise User.DoesNotExist
    return everybody[user_id]


def _check_other_administrator(client: Client, user: User) -> None:
    others = client.staff.filter(role=Role.ADMIN, is_active=True).exclude(pk=user.pk)
    if user.role == Role.ADMIN and user.is_active and not others.exists():
        raise LastAdministratorError
