"""Name, colours and contact of a bank."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.ui import colour

HEX = RegexValidator(r"\A#[0-9A-Fa-f]{6}\Z", _("Write a colour as # and six digits, such as #1F4FD8."))


class BrandForm(forms.Form):
    """What companies see of the bank, besides its pictures."""

    name = forms.CharField(label=_("Name of the bank"), max_length=120)
    primary_colour = forms.CharField(label=_("Primary colour"), max_length=7, validators=[HEX])
    second_colour = forms.CharField(label=_("Secondary colour"), max_length=7, validators=[HEX], required=False)
    contact_name = forms.CharField(label=_("Who helps"), max_length=120)
    contact_email = forms.EmailField(label=_("E-mail of the contact"))
    contact_phone = forms.CharField(label=_("Phone of the contact"), max_length=40, required=False)

    suggestion = ""

    def clean_name(self) -> str:
        """Take a name of one line."""
        return " ".join(self.cleaned_data["name"].split())

    def clean_primary_colour(self) -> str:
        """Take a colour that text can be read in, or suggest the nearest."""
        chosen: str = self.cleaned_data["primary_colour"].upper()
        nearest = colour.readable(chosen, on=colour.SUNKEN_LIGHT)
        if nearest != chosen:
            self.suggestion = nearest
            raise ValidationError(
                _("Text in %(chosen)s cannot be read on our pages. The nearest colour that can is %(nearest)s."),
                params={"chosen": chosen, "nearest": nearest},
            )
        return chosen

    def clean_second_colour(self) -> str:
        """Take any colour: text on it is black or white, whichever can be read."""
        chosen: str = self.cleaned_data["second_colour"].upper()
        return chosen


def read_suggested(data: Any) -> Any:  # noqa: ANN401 - a QueryDict, or what stands in for one
    """Put the suggested colour in place of the chosen one, where its button was pressed."""
    if "suggested" not in data:
        return data
    changed = data.copy()
    changed["primary_colour"] = data["suggested"]
    return changed
