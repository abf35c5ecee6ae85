"""A second factor: the codes of an authenticator (RFC 6238), and recovery codes for whoever has lost it."""

import base64
import hashlib
import hmac
import secrets
import struct
import time
from urllib.parse import quote, urlencode

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from ledgerlift_server.accounts import events, tokens
from ledgerlift_server.accounts.models import RecoveryCode, SecondFactor, User

STEP_SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
# A clock that is half a minute wrong is common.
NEIGHBOURS = (-1, 0, 1)
RECOVERY_CODES, GROUPS = 10, 4
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class WrongCodeError(Exception):
    """A code that is not the one of now, was used already, or is none."""


def has_one(user: User) -> bool:
    """Whether somebody has turned a second factor on."""
    return SecondFactor.objects.filter(user=user).exists()


def new_salt() -> str:
    """Make what a secret is worked out from, together with the server's key."""
    return tokens.new_token()


def secret_of(salt: str) -> bytes:
    """Work out the secret of an authenticator; a stolen database does not hold it."""
    return salted_hmac("ledgerlift.second_factor", salt, algorithm="sha256").digest()[:SECRET_BYTES]


def write_secret(salt: str) -> str:
    """Write a secret as authenticators take it from a keyboard."""
    return base64.b32encode(secret_of(salt)).decode("ascii")


def write_address(salt: str, user: User) -> str:
    """Write the address that an authenticator reads from a QR code."""
    bank = user.client.name.replace(":", " ")
    query = urlencode({"secret": write_secret(salt), "issuer": bank}, quote_via=quote)
    return f"otpauth://totp/{quote(f'{bank}:{user.email}')}?{query}"


def code_at(secret: bytes, step: int) -> str:
    """Give the code of a step of thirty seconds, counted from 1970 (RFC 4226, RFC 6238)."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return str((number & 0x7FFFFFFF) % 10**DIGITS).zfill(DIGITS)


def find_step(salt: str, code: str, *, after: int = 0) -> int | None:
    """Find the step around now whose code this is, later than the last one that was used; None when it is none."""
    now, secret = int(time.time()) // STEP_SECONDS, secret_of(salt)
    digits = "".join(code.split())
    found = [now + near for near in NEIGHBOURS if constant_time_compare(code_at(secret, now + near), digits)]
    return next((step for step in found if step > after), None)


@transaction.atomic
def turn_on(*, user: User, salt: str, code: str) -> list[str]:
    """Turn a second factor on with the first code of the authenticator; return the recovery codes, this once."""
    step = find_step(salt, code)
    if step is None:
        raise WrongCodeError
    SecondFactor.objects.update_or_create(user=user, defaults={"salt": salt, "last_step": step})
    events.record("second_factor.turned_on", client_id=user.client_id, by=user.actor, subject=user.id)
    return make_recovery_codes(user=user)


@transaction.atomic
def check(*, user: User, code: str) -> None:
    """Take a code of the authenticator, or a recovery code; each works once."""
    factor = SecondFactor.objects.select_for_update().filter(user=user).first()
    step = find_step(factor.salt, code, after=factor.last_step) if factor else None
    if factor and step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
    elif factor is None or not _use_recovery_code(user, code):
        raise WrongCodeError


@transaction.atomic
def turn_off(*, user: User, by: User) -> None:
    """Turn somebody's second factor off, with its recovery codes."""
    user.recovery_codes.all().delete()
    if SecondFactor.objects.filter(user=user).delete()[0]:
        events.record("second_factor.turned_off", client_id=user.client_id, by=by.actor, subject=user.id)


@transaction.atomic
def make_recovery_codes(*, user: User) -> list[str]:
    """Make new recovery codes; earlier ones are worth nothing from then on. They are returned once and never kept."""
    codes = ["-".join(_letters(4) for _ in range(GROUPS)) for _ in range(RECOVERY_CODES)]
    user.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, code_hash=hash_code(code)) for code in codes])
    events.record("recovery_codes.made", client_id=user.client_id, by=user.actor, subject=user.id)
    return codes


def count_recovery_codes(user: User) -> int:
    """Count the recovery codes that still work."""
    return user.recovery_codes.filter(used_at=None).count()


def hash_code(code: str) -> str:
    """Hash a recovery code, however its groups are divided. It is random and long enough for one plain round."""
    return hashlib.sha256("".join(code.lower().replace("-", "").split()).encode()).hexdigest()


def _letters(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))


def _use_recovery_code(user: User, code: str) -> bool:
    unused = user.recovery_codes.filter(code_hash=hash_code(code), used_at=None)
    is_used = unused.update(used_at=timezone.now()) == 1
    if is_used:
        events.record("recovery_code.used", client_id=user.client_id, by=user.actor, subject=user.id)
    return is_used
