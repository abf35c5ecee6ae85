"""What the portal calls the codes of the engine's figures."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ledgerlift_server.accounts.models import Event

METHODS: Mapping[str, Promise] = {
    "CreditCard": _("Credit card"),
    "DebitCard": _("Debit card"),
    "BankTransfer": _("Bank transfer"),
    "Check": pgettext_lazy("payment method", "Check"),
    "Cash": _("Cash"),
    "Other": pgettext_lazy("payment method", "Other"),
    "Unknown": pgettext_lazy("payment method", "Unknown"),
}
# Who did something, when it was no colleague.
OTHERS: Mapping[str, Promise] = {
    "link": _("Somebody with a link"),
    "system": _("Ledgerlift itself"),
    "stranger": _("Somebody not signed in"),
}
CATEGORIES: Mapping[str, Promise] = {
    "Card": _("Card"),
    "Non-Card": _("Not by card"),
    "Unknown": pgettext_lazy("payment method", "Unknown"),
}
DATA_TYPES: Mapping[str, Promise] = {
    "spend": _("Bills and expenses"),
    "suppliers": _("Suppliers"),
    "bills": _("Bills"),
    "payments": _("Payments"),
    "direct_costs": _("Direct costs"),
    "credit_notes": _("Credit notes"),
}
TIMINGS: Mapping[str, Promise] = {
    "early": _("Before the due date"),
    "on_time": _("On the due date"),
    "late_15": _("1 to 15 days late"),
    "late_30": _("16 to 30 days late"),
    "late_more": _("More than 30 days late"),
    "open": _("Open, not due yet"),
    "overdue": _("Open and overdue"),
    "no_due_date": _("Without a due date"),
}
LEFT_OUT: Mapping[str, Promise] = {
    "void": _("Voided or cancelled"),
    "draft": _("Draft"),
    "no_date": _("No date"),
    "outside_period": _("Outside the period"),
    "no_supplier": _("No supplier"),
    "no_amount": _("No amount"),
    "no_rate": _("No exchange rate"),
    "too_large": _("Amount too large to be one"),
    "credit_note": _("Credit note"),
}
FIGURES: Mapping[str, Promise] = {
    "suppliers_count": _("Suppliers"),
    "bills_count": _("Bills"),
    "bills_amount": _("Bills amount"),
    "payments_count": _("Payments"),
    "payments_amount": _("Payments amount"),
    "direct_costs_count": _("Expenses"),
    "direct_costs_amount": _("Expenses amount"),
    "total_spend": _("Total spend"),
}
ACTORS: Mapping[str, Promise] = {
    "link": _("Link URL"),
    "colleague's link": _("Link of a colleague"),
}
EVERY: Mapping[str, Promise] = {**CATEGORIES, **METHODS, **DATA_TYPES, **TIMINGS, **LEFT_OUT}


def say(code: str | None) -> str:
    """Say a code in the page's language; one that is not known yet is shown as it is."""
    return "–" if code is None else str(EVERY.get(code, code.replace("_", " ")))


def name_figure(name: str) -> str:
    """Name a figure of the analysis."""
    return str(FIGURES[name])


def name_actor(label: str) -> str:
    """Name whoever did something: a colleague by name, a link as what it is."""
    return str(ACTORS.get(label, label))


def name_event_actor(event: Event) -> str:
    """Say who did what an event says."""
    if event.actor_kind == "user":
        return event.actor_label
    return str(ACTORS.get(event.actor_label, OTHERS[event.actor_kind]))
