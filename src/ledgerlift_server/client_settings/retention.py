"""How long a client's files are kept as they were sent."""

from django.conf import settings

from ledgerlift_server.accounts.models import MOST_RAW_FILE_DAYS, Client


def count_raw_file_days(client: Client) -> int:
    """Say for how many days; 0 means until the sync that reads them is complete."""
    if client.raw_file_days is not None:
        return client.raw_file_days
    return usual_raw_file_days()


def usual_raw_file_days() -> int:
    """Say for how many days when a client has chosen none: the server's setting, within the limit for all."""
    return int(min(settings.CONFIGURATION.raw_file_days, MOST_RAW_FILE_DAYS))
