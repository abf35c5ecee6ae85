"""The columns of the lists of companies, and which of them somebody has chosen."""

from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.models import User
from ledgerlift_server.portal.models import ColumnChoice

# Name and connection status are always there.
COLUMNS: dict[str, Promise] = {
    "platforms": _("Software"),
    "products": _("Products"),
    "created": _("Created"),
    "synced": _("Last data sync"),
    "reports": _("Reports"),
    "creator": _("Created by"),
    "owners": _("Owners"),
    "tags": _("Tags"),
}
USUAL = ("platforms", "created", "synced")


def find_chosen(user: User) -> Collection[str]:
    """Return the columns somebody has chosen, in their order, or the usual ones."""
    choice = ColumnChoice.objects.filter(user=user).first()
    return [name for name in COLUMNS if name in (choice.columns if choice else USUAL)]


def choose(user: User, names: Iterable[str]) -> None:
    """Remember somebody's choice; names that are no columns are left out."""
    ColumnChoice.objects.update_or_create(
        user=user, defaults={"columns": [name for name in COLUMNS if name in set(names)]}
    )
