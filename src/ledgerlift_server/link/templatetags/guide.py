"""Texts of the catalogue on pages."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ledgerlift.catalogue.emphasis import split_emphasis

register = template.Library()


@register.filter
def emphasised(text: str) -> SafeString:
    """Show names on the screen in bold; everything else in the text is escaped."""
    pieces = [format_html("<strong>{}</strong>" if is_name else "{}", piece) for piece, is_name in split_emphasis(text)]
    return format_html_join("", "{}", ((piece,) for piece in pieces))
