"""The link app."""

from django.apps import AppConfig


class LinkConfig(AppConfig):
    """Registers the app."""

    name = "ledgerlift_server.link"
