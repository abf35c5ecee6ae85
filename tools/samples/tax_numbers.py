"""Invented tax numbers whose check digits are right, one rule a country."""

import random
from collections.abc import Callable

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def invent(place: str, rng: random.Random) -> str:
    """Give a tax number in the usual writing of a place."""
    return RULES[place](rng)


def _digits(rng: random.Random, count: int) -> str:
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def _luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _united_kingdom(rng: random.Random) -> str:
    body = _digits(rng, 7)
    check = -sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), body, strict=True)) % 97
    return f"GB {body[:3]} {body[3:]} {check:02d}"


def _united_states(rng: random.Random) -> str:
    return f"{rng.choice([20, 27, 36, 45, 46, 81, 84])}-{rng.randint(1000000, 9999999)}"


def _canada(rng: random.Random) -> str:
    body = _digits(rng, 8)
    return f"{body}{_luhn(body)} RT0001"


def _germany(rng: random.Random) -> str:
    body = _digits(rng, 8)
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return f"DE{body}{(11 - product) % 10}"


def _netherlands(rng: random.Random) -> str:
    while True:
        body = _digits(rng, 8)
        check = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), body, strict=True)) % 11
        if check < 10:
            return f"NL{body}{check}B01"


def _france(rng: random.Random) -> str:
    body = _digits(rng, 8)
    siren = body + _luhn(body)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02d}{siren}"


def _spain(rng: random.Random) -> str:
    body = _digits(rng, 7)
    return f"{rng.choice('AB')}{body}{_luhn(body)}"


def _australia(rng: random.Random) -> str:
    weights = (1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    body = _digits(rng, 9)
    total = sum(weight * int(digit) for weight, digit in zip(weights[1:], body, strict=True))
    check = 11 + (-total - 1) % 89
    return f"{check} {body[:3]} {body[3:6]} {body[6:]}"


RULES: dict[str, Callable[[random.Random], str]] = {
    "gb": _united_kingdom,
    "us": _united_states,
    "ca": _canada,
    "de": _germany,
    "nl": _netherlands,
    "fr": _france,
    "es": _spain,
    "au": _australia,
}
