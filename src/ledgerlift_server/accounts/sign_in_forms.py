"""What is filled in on the way in: django-allauth's forms in our words, and codes that work once."""

from typing import Any, ClassVar

from allauth.account.forms import LoginForm, ReauthenticateForm, ResetPasswordForm
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts import attempts, events, second_factor
from ledgerlift_server.accounts.actors import STRANGER
from ledgerlift_server.accounts.models import User


class OurWords:
    """Our labels on somebody else's fields, without placeholders and hints."""

    labels: ClassVar[dict[str, Promise]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]  # a form's
            field.label, field.help_text = self.labels[name], ""
            field.widget.attrs.pop("placeholder", None)


class SignInForm(OurWords, LoginForm):  # type: ignore[misc]  # allauth has no types
    """E-mail and password."""

    labels: ClassVar = {"login": _("E-mail"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autofocus": True}


class PasswordAgainForm(OurWords, ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The password of whoever is signed in."""

    labels: ClassVar = {"password": _("Password")}


class ForgottenForm(OurWords, ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    """The address a new password is asked for; ``users`` are those who have it."""

    labels: ClassVar = {"email": _("E-mail")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username"


class ChooseForm(SetPasswordForm):  # type: ignore[type-arg]  # generic for the type checker only
    """Another password, twice, as Django asks for it."""

    def __init__(self, *args: Any, user: User, temp_key: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(user, *args, **kwargs)


class CodeWorksOnce(OurWords):
    """A code of an authenticator, or a recovery code: counted when it is wrong, and refused when it was used."""

    labels: ClassVar = {"code": _("Code")}
    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Take a code; a wrong one is written down, and too many have to wait."""
        tried = attempts.begin(f"code {self.user.id}")
        try:
            with transaction.atomic():
                code: str = super().clean_code()  # type: ignore[misc]  # a form's
                second_factor.spend(self.authenticator, code)
        except ValidationError:
            events.record(
                "sign_in.failed", client_id=self.user.client_id, by=STRANGER, subject=self.user.id, step="code"
            )
            raise
        tried.delete()
        return code


class CodeForm(CodeWorksOnce, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The code that is asked for after the password."""


class CodeAgainForm(CodeWorksOnce, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A code of whoever is signed in."""


class FirstCodeForm(OurWords, ActivateTOTPForm):  # type: ignore[misc]  # allauth has no types
    """The first code of a new authenticator."""

    labels: ClassVar = {"code": _("Code")}
