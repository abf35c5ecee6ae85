"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the app, and what is written down about signing in."""

    name = "ledgerlift_server.accounts"

    def ready(self) -> None:
        """Listen to what django-allauth says."""
        from ledgerlift_server.accounts import sign_in_events  # noqa: F401 - its receivers
