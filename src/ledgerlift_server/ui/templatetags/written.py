"""Numbers, amounts, dates and sizes as a reader of the page's language writes them."""

from datetime import date, datetime
from decimal import Decimal

from babel import Locale, dates, numbers
from django import template
from django.utils.translation import get_language

register = template.Library()


def page_locale() -> Locale:
    """Return the locale of the page: the bank's readers are Canadian, in either language."""
    return Locale.parse("fr_CA" if (get_language() or "en").startswith("fr") else "en_CA")


@register.filter
def whole(value: int | None) -> str:
    """Write a count, with the reader's grouping."""
    return "–" if value is None else numbers.format_decimal(value, locale=page_locale())


@register.filter
def amount(value: str | Decimal | None, currency: str | None = None) -> str:
    """Write money with two decimals; with its currency where one is known."""
    if value is None:
        return "–"
    if currency:
        return numbers.format_currency(Decimal(value), currency, locale=page_locale())
    return numbers.format_decimal(Decimal(value), format="#,##0.00", locale=page_locale())


@register.filter
def units(value: str | Decimal | float | None, currency: str | None = None) -> str:
    """Write money without its cents, for charts and headlines."""
    if value is None:
        return "–"
    if currency:
        pattern = page_locale().currency_formats["standard"].pattern.replace(".00", "")
        return numbers.format_currency(
            Decimal(value), currency, locale=page_locale(), format=pattern, currency_digits=False
        )
    return numbers.format_decimal(round(Decimal(value)), format="#,##0", locale=page_locale())


@register.filter
def short_units(value: float | None) -> str:
    """Write a value of a scale as shortly as can be: 1.2M, 1,2 M."""
    return "–" if value is None else numbers.format_compact_decimal(value, fraction_digits=1, locale=page_locale())


@register.filter
def percent(value: float | None) -> str:
    """Write a percentage of 0 to 100 with one decimal."""
    pattern = page_locale().percent_formats[None].pattern.replace("##0", "##0.0")
    return "–" if value is None else numbers.format_percent(value / 100, format=pattern, locale=page_locale())


@register.filter
def share(value: float | None) -> str:
    """Write a share of 0 to 1 as a percentage with one decimal."""
    return percent(None if value is None else value * 100)


@register.filter
def tenth(value: float | None) -> str:
    """Write a number with one decimal, such as an average of days."""
    return "–" if value is None else numbers.format_decimal(value, format="#,##0.0", locale=page_locale())


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Write a day: 3 March 2025, 3 mars 2025."""
    if not value:
        return "–"
    moment = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return dates.format_date(moment, format="d MMMM y", locale=page_locale())


@register.filter
def short_day(value: date | datetime | str | None) -> str:
    """Write a day in a table: 3 Mar 2025, 3 mars 2025."""
    if not value:
        return "–"
    moment = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return dates.format_date(moment, format="d MMM y", locale=page_locale())


@register.filter
def month(value: date | str | None) -> str:
    """Write a month: March 2025, mars 2025."""
    if not value:
        return "–"
    moment = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return dates.format_date(moment, format="MMMM y", locale=page_locale())


@register.filter
def short_month(value: str) -> str:
    """Write a month under a column: Mar, mars."""
    return dates.format_date(date.fromisoformat(value), format="LLL", locale=page_locale()).rstrip(".")


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day and time in UTC."""
    return "–" if value is None else dates.format_datetime(value, format="d MMM y, HH:mm 'UTC'", locale=page_locale())


@register.filter
def size(value: int | None) -> str:
    """Write a file's size in the unit that fits."""
    if value is None:
        return "–"
    shown_value: float = value
    french = page_locale().language == "fr"
    for unit, french_unit in (("bytes", "octets"), ("kB", "ko"), ("MB", "Mo"), ("GB", "Go")):
        if shown_value < 1000 or unit == "GB":
            shown = numbers.format_decimal(
                shown_value,
                format="#,##0.#" if shown_value < 100 and unit != "bytes" else "#,##0",
                locale=page_locale(),
            )
            return f"{shown} {french_unit if french else unit}"
        shown_value = shown_value / 1000
    raise AssertionError(value)


@register.filter
def megabytes(count: int) -> str:
    """Write a limit that was set in MiB, as people say it."""
    return f"{whole(count)} {'Mo' if page_locale().language == 'fr' else 'MB'}"
