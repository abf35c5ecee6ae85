"""What changes the columns of a client. Each action is one transaction with its event."""

from typing import Any

from django.db import transaction

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Client


@transaction.atomic
def change(*, client: Client, page: str, by: Actor, **values: Any) -> list[str]:  # noqa: ANN401 - the columns' own types
    """Change some of a client's settings; the event names those that changed, never their values."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    changed = sorted(name for name, value in values.items() if getattr(client, name) != value)
    for name in changed:
        setattr(client, name, values[name])
    if changed:
        client.save(update_fields=changed)
        events.record(f"{page}.changed", client_id=client.id, by=by, fields=changed)
    return changed
