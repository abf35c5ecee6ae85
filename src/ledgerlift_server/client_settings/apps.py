"""The client_settings app."""

from django.apps import AppConfig


class ClientSettingsConfig(AppConfig):
    """Registers the app."""

    name = "ledgerlift_server.client_settings"
