"""A bank's settings for its reports, as the engine reads them."""

from typing import Any

from ledgerlift_server.accounts.models import Client


def describe_settings(client: Client) -> dict[str, Any]:
    """Give the settings of a client's runs: its name, colour and currency, and over these what it has chosen itself."""
    settings: dict[str, Any] = {"issuer": {"name": client.name, "colour": client.primary_colour}}
    if client.base_currency:
        settings["base_currency"] = client.base_currency
    return {**settings, **client.report_settings}
