"""A bank's settings for its reports, as the engine reads them, and what the engine says of them."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.client_settings import pictures
from ledgerlift_server.syncs import engine


def describe_settings(client: Client, *, folder: Path) -> dict[str, Any]:
    """Give the settings of a client's runs: its name, colours, logo and currency, and over these what it has chosen.

    The logo is put in the folder.
    """
    issuer = {"name": client.name, "colour": client.primary_colour}
    if client.second_colour:
        issuer["second_colour"] = client.second_colour
    if logo := pictures.find_logo(client):
        path = folder / "logo.png"
        path.write_bytes(logo)
        issuer["logo"] = str(path)
    settings: dict[str, Any] = {"issuer": issuer}
    if client.base_currency:
        settings["base_currency"] = client.base_currency
    return {**settings, **client.report_settings}


def list_mistakes(settings: Mapping[str, Any]) -> list[str]:
    """List what the engine finds wrong with settings, before they are kept."""
    answer, failure = engine.call_child({"do": "check_settings", "settings": settings}, seconds=engine.CHECK_SECONDS)
    return [failure] if answer is None else list(answer["mistakes"])


@functools.cache
def list_choices() -> Mapping[str, Any]:
    """List what can be chosen: reports, and the columns of each match file, in both languages; asked for once."""
    answer, failure = engine.call_child({"do": "list_choices"}, seconds=engine.CHECK_SECONDS)
    if answer is None:
        raise RuntimeError(failure)
    return answer
