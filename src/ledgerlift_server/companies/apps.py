"""The companies app."""

from django.apps import AppConfig


class CompaniesConfig(AppConfig):
    """Registers the app."""

    name = "ledgerlift_server.companies"
