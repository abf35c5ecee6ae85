"""The settings of the reports, in the words of the engine's own settings file."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.syncs import report_settings

MOST_TIERS = 4
AMOUNTS = ("supplier_threshold", "minutes_a_payment", "hourly_cost", "minimum_spend")
PAPERS = [("letter", _("Letter")), ("a4", "A4"), ("screen", _("Slide of 16:9"))]
# As in a client's report_settings: what is not there is as the engine has it.
USUAL: Mapping[str, Any] = {
    "supplier_threshold": 1,
    "minutes_a_payment": 3,
    "hourly_cost": 40,
    "minimum_spend": 0,
    "paper": "letter",
    "cashback_tiers": [{"percent": 2, "up_to": 1_000_000}, {"percent": 1}],
}


def amount(label: Any, *, required: bool = True, most: int = 10**12) -> forms.DecimalField:  # noqa: ANN401 - a lazy text
    """Make a field for an amount or a number that is not negative."""
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, required=required, min_value=Decimal(0), max_value=Decimal(most), decimal_places=4, widget=widget
    )


def day(label: Any) -> forms.DateField:  # noqa: ANN401 - a lazy text
    """Make a field for a day."""
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ReportsForm(forms.Form):
    """Period, amounts, tiers, reports and columns."""

    period_from = day(_("First day"))
    period_to = day(_("Last day"))
    base_currency = forms.CharField(label=_("Base currency"), max_length=3, required=False)
    paper = forms.ChoiceField(label=_("Size of a page"), choices=PAPERS)
    supplier_threshold = amount(_("Least annual spend in the supplier table"))
    minutes_a_payment = amount(_("Minutes a payment by card saves"), most=10_000)
    hourly_cost = amount(_("Cost of an hour of that work"))
    minimum_spend = amount(_("Least annual spend in a match file"))
    reports = forms.MultipleChoiceField(label=_("Reports"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.choices = report_settings.list_choices()
        language = "fr" if (get_language() or "en").startswith("fr") else "en"
        reports: forms.MultipleChoiceField = self.fields["reports"]  # type: ignore[assignment]
        reports.choices = [(each["name"], each["titles"][language]) for each in self.choices["reports"]]
        self.titles = dict(reports.choices)
        for number in range(1, MOST_TIERS + 1):
            self.fields[f"percent_{number}"] = amount(_("Percent"), required=False, most=100)
            self.fields[f"up_to_{number}"] = amount(_("Until card spend a year reaches"), required=False)
        for network, columns in self.choices["networks"].items():
            names = [(column["key"], column["headings"][language]) for column in columns]
            self.fields[f"columns_{network}"] = forms.MultipleChoiceField(
                label=self.titles[network], choices=names, required=False, widget=forms.CheckboxSelectMultiple
            )

    @property
    def tiers(self) -> Iterable[tuple[forms.BoundField, forms.BoundField]]:
        """The fields of the cashback tiers, a pair each."""
        return [(self[f"percent_{number}"], self[f"up_to_{number}"]) for number in range(1, MOST_TIERS + 1)]

    @property
    def networks(self) -> Iterable[forms.BoundField]:
        """The fields of the match files' columns."""
        return [self[f"columns_{network}"] for network in self.choices["networks"]]

    def clean(self) -> dict[str, Any]:
        """Refuse what contradicts itself, beside the field, and at last whatever the engine itself would refuse."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and first > last:
            self.add_error("period_to", _("The last day comes before the first."))
        self._check_tiers(cleaned)
        if not self.errors and report_settings.list_mistakes({"base_currency": cleaned["base_currency"] or "USD"}):
            self.add_error("base_currency", _("This is no currency code such as USD or CAD."))
        if not self.errors and report_settings.list_mistakes(self.to_settings({})):
            raise ValidationError(
                _("These settings do not go together. Go back to the usual ones and change one each.")
            )
        return cleaned

    def _check_tiers(self, cleaned: Mapping[str, Any]) -> None:
        tiers = [(cleaned.get(f"percent_{n}"), cleaned.get(f"up_to_{n}")) for n in range(1, MOST_TIERS + 1)]
        filled = [
            (n, percent, up_to) for n, (percent, up_to) in enumerate(tiers, 1) if (percent, up_to) != (None, None)
        ]
        if not filled:
            self.add_error("percent_1", _("Write at least one tier; 0 percent means no cashback."))
        reached = Decimal(0)
        for place, (number, percent, up_to) in enumerate(filled):
            if number != place + 1 or percent is None:
                self.add_error(f"percent_{number}", _("Fill in the tiers from the first on, each with its percent."))
            elif up_to is None and place + 1 < len(filled):
                self.add_error(f"up_to_{number}", _("Only the last tier may be without an end."))
            elif up_to is not None and up_to <= reached:
                self.add_error(f"up_to_{number}", _("Each tier ends higher than the one before it."))
            reached = up_to or reached

    def to_settings(self, earlier: Mapping[str, Any]) -> dict[str, Any]:
        """Give the settings to keep: only what is not as usual, and what these pages do not show as it was."""
        sent = self.cleaned_data
        chosen: dict[str, Any] = {name: write_number(sent[name]) for name in AMOUNTS}
        chosen["paper"] = sent["paper"]
        chosen["cashback_tiers"] = [
            {"percent": write_number(sent[f"percent_{n}"])}
            | ({} if sent[f"up_to_{n}"] is None else {"up_to": write_number(sent[f"up_to_{n}"])})
            for n in range(1, MOST_TIERS + 1)
            if sent[f"percent_{n}"] is not None
        ]
        changed = {name: value for name, value in chosen.items() if value != USUAL[name]}
        for name in ("period_from", "period_to"):
            if sent[name]:
                changed[name] = sent[name].isoformat()
        if sent["reports"] != [each["name"] for each in self.choices["reports"] if each["by_default"]]:
            changed["reports"] = sent["reports"]
        columns = {
            network: chosen_columns
            for network, each in self.choices["networks"].items()
            if (chosen_columns := sent[f"columns_{network}"])
            and chosen_columns != [column["key"] for column in each if column["is_usual"]]
        }
        if columns:
            changed["match_columns"] = columns
        shown = {*USUAL, "period_from", "period_to", "reports", "match_columns"}
        return {**{name: value for name, value in earlier.items() if name not in shown}, **changed}


def write_number(value: Decimal) -> int | float:
    """Write a number as JSON has it; whole ones without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def describe(client: Client) -> dict[str, Any]:
    """Give what the form shows first: what a client has chosen, or what is usual."""
    choices, kept = report_settings.list_choices(), client.report_settings
    shown: dict[str, Any] = {name: kept.get(name, usual) for name, usual in USUAL.items()}
    for number, tier in enumerate(shown.pop("cashback_tiers")[:MOST_TIERS], 1):
        shown |= {f"percent_{number}": tier["percent"], f"up_to_{number}": tier.get("up_to")}
    for network, columns in choices["networks"].items():
        usual_columns = [column["key"] for column in columns if column["is_usual"]]
        shown[f"columns_{network}"] = kept.get("match_columns", {}).get(network, usual_columns)
    usual_reports = [each["name"] for each in choices["reports"] if each["by_default"]]
    return {
        **shown,
        "reports": kept.get("reports", usual_reports),
        "period_from": kept.get("period_from"),
        "period_to": kept.get("period_to"),
        "base_currency": client.base_currency,
    }
