"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers the app."""

    name = "ledgerlift_server.jobs"
