"""What is filled in about people: an invitation, what holds for all, the first password, and a letter about another."""

import uuid

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts import attempts, sign_in_forms
from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.jobs import queue
from ledgerlift_server.ui import visitors


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class RulesForm(forms.Form):
    """What holds for every colleague."""

    owned_only = forms.BooleanField(
        label=_("Onboarding, Advisor and Analyst see only the companies they own, and their subsidiaries"),
        required=False,
    )
    second_factor_required = forms.BooleanField(label=_("Everybody must use a second factor"), required=False)


class JoinForm(SetPasswordForm):  # type: ignore[type-arg]  # generic for the type checker only
    """Name and first password of whoever was invited."""

    full_name = forms.CharField(
        label=_("Your full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ("full_name", "new_password1", "new_password2")


class ForgottenForm(sign_in_forms.ForgottenForm):
    """The address a new password is asked for."""

    def save(self, request: HttpRequest, **_: object) -> None:
        """Have the letter sent by a job; too many have to wait.

        A job is put off also when nobody has the address: the answer takes as long, and says as little.
        """
        attempts.begin(f"password {self.cleaned_data['email']}")
        user_id = self.users[0].id if self.users else uuid.uuid4()
        queue.enqueue(
            "portal.send_password_letter",
            lock=user_id,
            user_id=str(user_id),
            language=get_language() or "en",
            network=visitors.network.get(),
        )
