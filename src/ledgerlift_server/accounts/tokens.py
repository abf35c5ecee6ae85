"""Tokens of links: 256 random bits in an address; the database knows their hash only."""

import hashlib
import re
import secrets

SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Make a token of 256 bits, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Hash a token. It is random and long, so one plain round is enough, and looking it up leaks nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def has_shape(token: str) -> bool:
    """Whether a text can be a token at all."""
    return SHAPE.fullmatch(token) is not None
