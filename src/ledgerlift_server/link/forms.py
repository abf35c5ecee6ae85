"""What people fill in on the journey's pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.link import software


class SoftwareForm(forms.Form):
    """A software of the list, or the name of another."""

    software = forms.SlugField(required=False, max_length=80)
    other_name = forms.CharField(label=_("Name of your software"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Take a listed software, or a name somebody wrote."""
        cleaned = super().clean() or {}
        choice = software.find(cleaned.get("software", ""))
        if choice is None and not cleaned.get("other_name"):
            raise forms.ValidationError(_("Pick your software, or write its name."))
        cleaned["slug"] = choice.slug if choice else ""
        cleaned["name"] = choice.name if choice else cleaned["other_name"]
        return cleaned


class ColleagueForm(forms.Form):
    """Where to send a colleague's link; empty just shows it."""

    email = forms.EmailField(
        label=_("E-mail of your colleague"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Write an e-mail address such as name@example.com.")},
    )
