"""What was written down last."""

from ledgerlift_server.accounts.models import Event


def last_event():
    """Give the name and the details of the latest event."""
    event = Event.objects.latest("id")
    return event.name, event.details
