"""The portal app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the app."""

    name = "ledgerlift_server.portal"
