"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files and template filters for all pages."""

    name = "ledgerlift_server.ui"
