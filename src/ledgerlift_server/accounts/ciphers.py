"""Secrets that the database keeps and that nobody reads there: the key is the server's, which the database has not."""

import base64
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


def encrypt(text: str) -> str:
    """Encrypt a text with the server's key, and sign it."""
    return _cipher().encrypt(text.encode()).decode("ascii")


def decrypt(encrypted: str) -> str:
    """Decrypt a text; what was encrypted with another key gives a secret that nobody has.

    Then no code fits, as with a wrong code, and an administrator turns the second factor off: no page fails for it.
    """
    try:
        return _cipher().decrypt(encrypted).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def _cipher() -> Fernet:
    key = salted_hmac("ledgerlift.accounts.ciphers", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
