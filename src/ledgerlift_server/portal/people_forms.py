"""What is filled in about people: an invitation, and the first and the next password."""

from django import forms
from django.contrib.auth.forms import PasswordResetForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.roles import Role


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


class ForgottenForm(PasswordResetForm):
    """The address a new password is asked for."""

    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
