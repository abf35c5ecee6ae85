"""The way back to the bank's own site: what the placeholders of its address stand for."""

from collections.abc import Mapping

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.client_settings import redirects
from ledgerlift_server.companies.models import Connection

USER_QUIT, DONE, NOTHING_CHANGED = 403, 200, 201
MESSAGES = {USER_QUIT: "User cancelled."}


def write_address(client: Client, *, connection: Connection | None, status_code: int, query: Mapping[str, str]) -> str:
    """Fill a client's success address; empty when it has none, or when it leads where it must not."""
    known = {
        "clientId": str(client.id),
        "companyId": str(connection.company_id) if connection else "",
        "connectionId": str(connection.id) if connection else "",
        "integrationId": connection.software if connection else "",
        "sourceId": connection.software if connection else "",
        "platform": connection.software if connection else "",
        "platformName": connection.software_name if connection else "",
        "sourceType": "accounting",
        "statusCode": str(status_code),
        "errorMessage": MESSAGES.get(status_code, ""),
        "statusText": "",
    }
    return redirects.fill(client.success_url, known, query, allowed=client.allowed_hosts)
