"""Where people may be sent at the end of their journey: only to hosts that the client has listed."""

import re
from collections.abc import Collection, Mapping
from urllib.parse import quote, urlsplit

PLACEHOLDER = re.compile(r"\{([A-Za-z0-9_.]+)\}")
# What has a meaning of its own; never part of a host (the published rule).
RESERVED = frozenset(
    {
        "clientId", "companyId", "connectionId", "integrationId", "sourceId", "platform", "platformName",
        "sourceType", "statusCode", "errorMessage", "statusText", "data.company.companyName",
    }
)  # fmt: skip
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*(?::\d{1,5})?")


def find_mistake(template: str, allowed: Collection[str]) -> str:
    """Say as a code why an address cannot be the way back; empty when it can."""
    if any(letter.isspace() or letter == "\\" for letter in template):
        return "not_an_address"
    try:
        parts = urlsplit(template)
    except ValueError:
        return "not_an_address"
    if parts.scheme != "https" or not parts.netloc or "@" in parts.netloc:
        return "not_an_address"
    names = PLACEHOLDER.findall(parts.netloc)
    if RESERVED & set(names):
        return "reserved_name_in_host"
    pattern = "[^.]+".join(re.escape(piece) for piece in re.split(PLACEHOLDER.pattern, parts.netloc.lower())[::2])
    if not any(re.fullmatch(pattern, host) for host in allowed):
        return "host_not_allowed"
    return ""


def fill(template: str, known: Mapping[str, str], query: Mapping[str, str], *, allowed: Collection[str]) -> str:
    """Fill an address; empty when it then leads to a host that is not allowed.

    A name without a meaning of its own takes the Link URL's own query value, or nothing.
    """
    if find_mistake(template, allowed):
        return ""
    values = {**query, **known}
    filled = PLACEHOLDER.sub(lambda match: quote(values.get(match[1], ""), safe=""), template)
    return filled if urlsplit(filled).netloc.lower() in allowed else ""


def read_host(text: str) -> str | None:
    """Read a host, as itself or out of an address; None when it is neither."""
    text = text.strip().lower()
    if "://" in text:
        try:
            text = urlsplit(text).netloc
        except ValueError:
            return None
    return text if HOST.fullmatch(text) else None
