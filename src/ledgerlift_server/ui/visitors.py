"""Where a request comes from, as much of it as may be kept."""

import contextvars
import ipaddress

from django.conf import settings
from django.http import HttpRequest

# The network of the request that is being answered; empty in the worker.
network: contextvars.ContextVar[str] = contextvars.ContextVar("network", default="")

KEPT_BITS = {4: 24, 6: 48}


def find_network(request: HttpRequest) -> str:
    """Shorten a visitor's address to its network: 192.0.2.0/24, 2001:db8:1::/48; empty when it is no address.

    Behind a proxy it is the last address of `X-Forwarded-For`, the one that the proxy itself has added.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.CONFIGURATION.behind_proxy:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2]
    return shorten(address)


def shorten(address: str) -> str:
    """Shorten an address to its network; empty when it is none."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    return str(ipaddress.ip_network((found, KEPT_BITS[found.version]), strict=False))
