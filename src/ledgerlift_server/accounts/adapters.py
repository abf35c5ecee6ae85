"""What django-allauth asks of us: how passwords are tried, which words are said, how secrets are kept.

Signing up, e-mail addresses and social accounts have no address here; people come by invitation (`people`).
"""

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathImage

from ledgerlift_server.accounts import attempts, ciphers, events
from ledgerlift_server.accounts.actors import STRANGER
from ledgerlift_server.accounts.models import User
from ledgerlift_server.ui import visitors
from ledgerlift_server.ui.refusals import Refusal

# Of a visitor whose address is not known.
NO_NETWORK = "0.0.0.0"  # noqa: S104 - nothing listens there


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Signing in as a member of staff."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail and password do not go together. Check both and try again."),
        "incorrect_password": _("This is not your password. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Answer with pages alone."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:  # noqa: ANN401 - passed on
        """Find whose e-mail and password these are; too many wrong tries have to wait."""
        email = credentials["email"].lower()
        try:
            tried = attempts.begin(email)
        except Refusal:
            self._record("sign_in.blocked", email)
            raise
        user: User | None = super().authenticate(request, **credentials)
        if user:
            tried.delete()
        else:
            self._record("sign_in.failed", email)
        return user

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse | None:  # noqa: ANN401 - passed on
        """Let nobody wait for a second factor in a session that somebody else has prepared."""
        request.session.cycle_key()
        response: HttpResponse | None = super().pre_login(request, user, **more)
        return response

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Ask for a code where there is a second factor: the password alone must not turn it off."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [each for each in methods if each["id"] == "mfa_reauthenticate"] or methods

    def get_client_ip(self, request: HttpRequest) -> str:
        """Give as much of a visitor's address as may be kept."""
        return visitors.network.get().partition("/")[0] or NO_NETWORK

    def _record(self, name: str, email: str) -> None:
        # A name that nobody has may be a password in the wrong box: it is not written down.
        user = User.objects.filter(email=email).first()
        if user:
            events.record(name, client_id=user.client_id, by=STRANGER, subject=user.id)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """The second factor of a member of staff."""

    error_messages = {  # noqa: RUF012 - allauth's own shape
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This is not the code of now. Wait for the next one, and check the clock of the device."),
    }

    def encrypt(self, text: str) -> str:
        """Keep what codes are made from unreadable in the database."""
        return ciphers.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read it again."""
        return ciphers.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        """Name the bank in the authenticator."""
        return str(context.request.user.client.name).replace(":", " ")

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code as an SVG that stands in the page: no script, no picture to be loaded."""
        return str(qrcode.make(url, image_factory=SvgPathImage, border=4).to_string(encoding="unicode"))
