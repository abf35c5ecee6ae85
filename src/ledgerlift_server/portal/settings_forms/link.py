"""How long links work, and where people go after their journey."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.client_settings import redirects

MOST_DAYS = 365
MOST_HOSTS = 20
MISTAKES = {
    "not_an_address": _("Write a whole address that begins with https://, such as https://bank.example/done."),
    "reserved_name_in_host": _(
        "A name that has a meaning of its own, such as {companyId}, cannot be part of the host."
    ),
    "host_not_allowed": _("The host of this address is not on the list above. Add it there, or correct the address."),
}


class LinkForm(forms.Form):
    """The settings of Link URLs."""

    link_days = forms.IntegerField(
        label=_("Days a Link URL works"), min_value=1, max_value=MOST_DAYS, widget=forms.NumberInput()
    )
    one_time_links = forms.BooleanField(label=_("A Link URL works once, in the browser that opens it"), required=False)
    allowed_hosts = forms.CharField(
        label=_("Allowed hosts"), required=False, widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
    )
    success_url = forms.CharField(label=_("Address after the journey"), required=False, max_length=2000)

    def clean_allowed_hosts(self) -> list[str]:
        """Read hosts, one a line; of an address its host is taken."""
        hosts = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["allowed_hosts"].splitlines())):
            host = redirects.read_host(line)
            if host is None:
                raise ValidationError(
                    _("“%(line)s” is no host. Write one such as www.bank.example."), params={"line": line[:100]}
                )
            hosts.append(host)
        unique = list(dict.fromkeys(hosts))
        if len(unique) > MOST_HOSTS:
            raise ValidationError(_("There can be at most %(count)s hosts."), params={"count": MOST_HOSTS})
        return unique

    def clean(self) -> dict[str, Any]:
        """Refuse an address that leads where it must not."""
        cleaned = super().clean() or {}
        address = cleaned.get("success_url", "").strip()
        if address and "allowed_hosts" in cleaned:
            mistake = redirects.find_mistake(address, cleaned["allowed_hosts"])
            if mistake:
                self.add_error("success_url", MISTAKES[mistake])
        return {**cleaned, "success_url": address}
