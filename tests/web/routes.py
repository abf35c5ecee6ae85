"""All addresses of the server, listed from its URL configuration, so that a test can forget none."""

import re

from django.urls import URLPattern, get_resolver


def list_patterns():
    """Give each route's name with its whole pattern and the function that answers."""
    found = {}

    def walk(patterns, namespace, prefix):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                found[f"{namespace}{pattern.name}"] = (prefix + str(pattern.pattern), pattern.callback)
            else:
                inner = f"{pattern.namespace}:" if pattern.namespace else ""
                walk(pattern.url_patterns, namespace + inner, prefix + str(pattern.pattern))

    walk(get_resolver().url_patterns, "", "")
    return found


def list_portal():
    """Give what is under /portal/, names without the portal's own prefix: its pages, and those of django-allauth."""
    return {
        name.removeprefix("portal:"): found for name, found in list_patterns().items() if found[0].startswith("portal/")
    }


def fill(route, values):
    """Put values into a pattern."""
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), route)
    assert "<" not in filled, route
    return "/" + filled
