"""The way in and somebody's own account: django-allauth's views. The portal gives them templates and addresses."""

import textwrap
from typing import Any

from allauth.account import views as account
from allauth.account.utils import perform_login
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from ledgerlift_server.accounts import second_factor
from ledgerlift_server.accounts.models import User

GROUP = 4


class SaysWhatIsWrong:
    """A form that is wrong is shown again, with its status."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # a view's
        response.status_code = 422
        return response


class SignIn(SaysWhatIsWrong, account.LoginView):  # type: ignore[misc]  # allauth has no types
    """E-mail and password."""


class TakeCode(SaysWhatIsWrong, mfa.AuthenticateView):  # type: ignore[misc]  # allauth has no types
    """The second factor of whoever has given the right password."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Let somebody in, unless the account was closed since the password was given."""
        response: HttpResponse = super().form_valid(form) if self.stage.login.user.is_active else self.stage.abort()
        return response


class SignOut(account.LogoutView):  # type: ignore[misc]  # allauth has no types
    """The end of a session, or of waiting for a second factor."""


class AskForPassword(SaysWhatIsWrong, account.PasswordResetView):  # type: ignore[misc]  # allauth has no types
    """The address a new password is asked for; the answer is the same whether or not somebody has it."""


class SayLetterIsSent(account.PasswordResetDoneView):  # type: ignore[misc]  # allauth has no types
    """Say that the letter is on its way, if there is an account."""


class ChoosePassword(SaysWhatIsWrong, account.PasswordResetFromKeyView):  # type: ignore[misc]  # allauth has no types
    """Another password, chosen by whoever has the e-mail."""

    success_url = reverse_lazy("account_login")


class GivePasswordAgain(SaysWhatIsWrong, account.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """The password once more, before something that a thief of a session would do."""


class GiveCodeAgain(SaysWhatIsWrong, mfa.ReauthenticateView):  # type: ignore[misc]  # allauth has no types
    """As above, for whoever has a second factor."""


class TurnOn(SaysWhatIsWrong, totp.ActivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """The key for an authenticator, and its first code."""

    @method_decorator(transaction.atomic)
    def form_valid(self, form: Form) -> HttpResponse:
        """Turn the second factor on; the first code is used with it."""
        response: HttpResponse = super().form_valid(form)
        authenticator = second_factor.find(self.request.user)
        if authenticator:
            second_factor.spend(authenticator, form.cleaned_data["code"])
        return response


class TurnOff(totp.DeactivateTOTPView):  # type: ignore[misc]  # allauth has no types
    """The end of a second factor, with its recovery codes."""

    success_url = reverse_lazy("portal:account")

    @method_decorator(transaction.atomic)
    def form_valid(self, form: Form) -> HttpResponse:
        """Turn the second factor off."""
        messages.success(self.request, _("The second factor is turned off."))
        response: HttpResponse = super().form_valid(form)
        return response


class RenewCodes(recovery_codes.GenerateRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """Other recovery codes; those before are worth nothing from then on."""


class ShowCodes(recovery_codes.ViewRecoveryCodesView):  # type: ignore[misc]  # allauth has no types
    """New recovery codes, shown once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - a view's
        """Divide the codes into groups, as they are copied by hand; the groups mean nothing."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"codes": ["-".join(textwrap.wrap(code, GROUP)) for code in context["unused_codes"]]}


def let_in(request: HttpRequest, user: User) -> HttpResponse:
    """Begin the session of somebody who has just joined, and lead on."""
    response: HttpResponse = perform_login(request, user)
    return response
