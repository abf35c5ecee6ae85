"""Tags of the portal's frame and tables."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_link(context: dict[str, Any], view: str, text: str) -> SafeString:
    """Write a link of the rail; it is the current one on every page below its address."""
    address = reverse(view)
    current = mark_safe(' aria-current="page"') if context["request"].path.startswith(address) else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, current, text)


@register.inclusion_tag("portal/_sort.html", takes_context=True)
def sort_heading(context: dict[str, Any], name: str, text: str, usual: str = "") -> dict[str, Any]:
    """Write a heading that sorts by its column: first in the usual direction, then the other way round."""
    current: str = context["asked"].sort
    first = f"{usual}{name}"
    other = name if first.startswith("-") else f"-{name}"
    return {
        "request": context["request"],
        "text": text,
        "is_sorted": current.removeprefix("-") == name,
        "is_down": current.startswith("-"),
        "next": other if current == first else first,
    }
