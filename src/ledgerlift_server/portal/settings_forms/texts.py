"""The bank's own words: the consent page and the e-mails."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.client_settings import consent, letters


def check_placeholders(unknown: Collection[str], known: Collection[str]) -> None:
    """Refuse a text with placeholders that nothing is filled into."""
    if unknown:
        raise ValidationError(
            _("Nothing is filled in for %(unknown)s. There are %(known)s."),
            params={
                "unknown": ", ".join(f"{{{mark}}}" for mark in unknown),
                "known": ", ".join(f"{{{mark}}}" for mark in known),
            },
        )


class ConsentForm(forms.Form):
    """The five sections and the terms, in one language. What is empty is as usual."""

    terms = forms.CharField(
        label=_("Terms and conditions"),
        max_length=consent.MOST_TERMS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        for section in consent.SECTIONS:
            self.fields[f"{section}_heading"] = forms.CharField(
                label=_("Heading"), max_length=consent.MOST_HEADING, required=False
            )
            self.fields[f"{section}_body"] = forms.CharField(
                label=_("Text"),
                max_length=consent.MOST_BODY,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuse unknown placeholders, each beside its text."""
        cleaned = super().clean() or {}
        for name, text in list(cleaned.items()):
            try:
                check_placeholders(consent.list_unknown_placeholders(text), consent.PLACEHOLDERS[:4])
            except ValidationError as mistake:
                self.add_error(name, mistake)
        return cleaned

    def to_texts(self) -> consent.Texts:
        """Give what was filled in as it is kept."""
        kept = {name: text.replace("\r", "").strip() for name, text in self.cleaned_data.items()}
        sections = {
            section: {"heading": kept[f"{section}_heading"], "body": kept[f"{section}_body"]}
            for section in consent.SECTIONS
        }
        return {**sections, "terms": kept["terms"]}


def from_texts(texts: consent.Texts) -> dict[str, str]:
    """Give what the form shows first."""
    parts = {f"{section}_{part}": texts[section][part] for section in consent.SECTIONS for part in ("heading", "body")}
    return {**parts, "terms": texts["terms"]}


class LetterForm(forms.Form):
    """One e-mail in one language."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 14}))

    def clean_subject(self) -> str:
        """Take one line with known placeholders and no link: a subject is no place for a secret."""
        subject = " ".join(self.cleaned_data["subject"].split())
        known = [mark for mark in letters.PLACEHOLDERS if mark != "link"]
        check_placeholders([mark for mark in letters.MARK.findall(subject) if mark not in known], known)
        return subject

    def clean_body(self) -> str:
        """Take a text with known placeholders, and the link, without which nobody could answer."""
        body: str = self.cleaned_data["body"].replace("\r", "").strip()
        check_placeholders(letters.list_unknown_placeholders(body), letters.PLACEHOLDERS)
        if "{link}" not in body:
            raise ValidationError(_("Write {link} where the Link URL goes: without it nobody can answer."))
        return body
