"""The way back to the bank's own site: one template with placeholders, as published."""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from ledgerlift_server.companies.models import Connection

PLACEHOLDER = re.compile(r"\{([A-Za-z0-9_.]+)\}")
USER_QUIT, DONE, NOTHING_CHANGED = 403, 200, 201
MESSAGES = {USER_QUIT: "User cancelled."}


def fill(template: str, *, connection: Connection | None, status_code: int, query: Mapping[str, str]) -> str:
    """Fill a success address; a placeholder of no other meaning takes the Link URL's own query value, or nothing."""
    known = {
        "clientId": str(connection.company.client_id) if connection else "",
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
    # A host is never filled: the address's own host decides where people are sent.
    host = urlsplit(template).netloc
    if PLACEHOLDER.search(host):
        return ""
    return PLACEHOLDER.sub(lambda match: quote(known.get(match[1], query.get(match[1], "")), safe=""), template)
