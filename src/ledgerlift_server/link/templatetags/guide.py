"""Texts of the catalogue on pages."""

from itertools import groupby

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ledgerlift.catalogue.emphasis import split_emphasis

register = template.Library()


@register.filter
def emphasised(text: str) -> SafeString:
    """Show names on the screen in bold; everything else in the text is escaped."""
    pieces = [format_html("<strong>{}</strong>" if is_name else "{}", piece) for piece, is_name in split_emphasis(text)]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def prose(text: str) -> SafeString:
    """Show paragraphs, with lists where lines begin with a hyphen; everything else in the text is escaped."""
    blocks = [block.strip().splitlines() for block in text.replace("\r", "").split("\n\n") if block.strip()]
    return format_html_join("", "{}", ((_show_block(lines),) for lines in blocks))


def _show_block(lines: list[str]) -> SafeString:
    shown = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        items = [line.removeprefix("- ").strip() for line in group]
        if is_list:
            shown.append(format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((each,) for each in items))))
        else:
            shown.append(format_html("<p>{}</p>", format_html_join(mark_safe("<br>"), "{}", ((i,) for i in items))))
    return format_html_join("", "{}", ((each,) for each in shown))
