"""What staff fill in."""

import re
import uuid

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

# The published API's rule for names, with the letters of all languages.
NAME = re.compile(r"[\w\s\-',&@.?!()/+]+")


class SignInForm(AuthenticationForm):
    """E-mail and password."""

    error_messages = {  # noqa: RUF012 - Django's own shape
        "invalid_login": _("This e-mail and password do not go together. Check both and try again."),
        "inactive": _("This account is closed. Ask an administrator."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("E-mail")
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})


class CompanyForm(forms.Form):
    """A new company. The form brings the company's id, so that sending it twice makes one company."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(label=_("Company name"), max_length=120)
    description = forms.CharField(label=_("Description"), max_length=500, required=False)

    def clean_name(self) -> str:
        """Take letters, digits, spaces and common marks; say which others are not possible."""
        name = " ".join(self.cleaned_data["name"].split())
        wrong = sorted({letter for letter in name if not NAME.fullmatch(letter)})
        if wrong:
            raise forms.ValidationError(
                _("Leave out %(letters)s: names have letters, digits, spaces and - ' & @ . , ? !")
                % {"letters": " ".join(wrong)}
            )
        return name
