"""What was found in a file, put into the words of the page: the answer first, then the arithmetic."""

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from ledgerlift_server.syncs.models import DataType, Upload
from ledgerlift_server.ui.templatetags.written import amount, month, whole

REPORT_NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        DataType.SUPPLIERS: pgettext_lazy("report", "Suppliers"),
        DataType.BILLS: pgettext_lazy("report", "Bills"),
        DataType.PAYMENTS: pgettext_lazy("report", "Payments"),
        DataType.DIRECT_COSTS: pgettext_lazy("report", "Direct costs"),
    }
)
NO_CURRENCY = "XXX"
# The amount a person would check against the software, for each report.
MAIN_AMOUNT = {DataType.BILLS: "total_amount", DataType.PAYMENTS: "amount", DataType.DIRECT_COSTS: "total_amount"}


@dataclasses.dataclass(frozen=True)
class Part:
    """One table of a file as the receipt shows it."""

    report: str
    headline: tuple[str, ...]
    amounts: tuple[str, ...]
    period: str
    arithmetic: str


@dataclasses.dataclass(frozen=True)
class Note:
    """A sentence about the file, and how much it matters."""

    severity: str
    sentence: str


def count_records(data_type: str, count: int) -> str:
    """Write how many records of a report there are."""
    shown = whole(count)
    sentences = {
        DataType.SUPPLIERS: ngettext("{count} supplier", "{count} suppliers", count),
        DataType.BILLS: ngettext("{count} bill", "{count} bills", count),
        DataType.PAYMENTS: ngettext("{count} payment", "{count} payments", count),
        DataType.DIRECT_COSTS: ngettext("{count} direct cost", "{count} direct costs", count),
    }
    return sentences[DataType(data_type)].format(count=shown)


def count_set_aside(reason: str, count: int) -> str:
    """Write how many rows were set aside for a reason."""
    sentences = {
        "total": ngettext("{count} total", "{count} totals", count),
        "subtotal": ngettext("{count} subtotal", "{count} subtotals", count),
        "group": ngettext("{count} group heading", "{count} group headings", count),
        "blank": ngettext("{count} blank row", "{count} blank rows", count),
        "repeated_header": ngettext("{count} repeated heading", "{count} repeated headings", count),
        "footer": ngettext("{count} footer row", "{count} footer rows", count),
        "page_furniture": ngettext("{count} page header or footer", "{count} page headers or footers", count),
        "wrapped": ngettext("{count} continued row", "{count} continued rows", count),
    }
    other = ngettext("{count} other row", "{count} other rows", count)
    return sentences.get(reason, other).format(count=whole(count))


def list_parts(upload: Upload) -> list[Part]:
    """Write the receipt of a file: one part for each table in it."""
    tables = (upload.inspection or {}).get("tables", [])
    return [write_part(table) for table in tables if table["data_type"] in DataType.values]


def write_part(table: dict[str, Any]) -> Part:
    """Write one table's part."""
    data_type = table["data_type"]
    headline = [count_records(data_type, table["records"])]
    if data_type != DataType.SUPPLIERS and table["suppliers"] is not None:
        headline.append(
            ngettext("{count} supplier", "{count} suppliers", table["suppliers"]).format(
                count=whole(table["suppliers"])
            )
        )
    return Part(
        report=str(REPORT_NAMES[data_type]),
        headline=tuple(headline),
        amounts=write_amounts(table),
        period=write_period(table["period"]),
        arithmetic=write_arithmetic(table),
    )


def write_amounts(table: dict[str, Any]) -> tuple[str, ...]:
    """Write the main total, one for each currency."""
    field = MAIN_AMOUNT.get(table["data_type"])
    by_currency = table["totals_by_currency"]
    if field is None:
        return ()
    if by_currency:
        amounts = [
            (currency, totals[field]) for currency, totals in by_currency.items() if Decimal(totals.get(field, 0))
        ]
        amounts.sort(key=lambda each: -Decimal(each[1]))
        return tuple(amount(total, None if currency == NO_CURRENCY else currency) for currency, total in amounts)
    total = table["totals"].get(field)
    return (amount(total, table["currency"]),) if total is not None else ()


def write_period(period: list[str] | None) -> str:
    """Write the months a file covers."""
    if not period:
        return ""
    first, last = month(period[0]), month(period[1])
    return first if first == last else _("{first} – {last}").format(first=first, last=last)


def write_arithmetic(table: dict[str, Any]) -> str:
    """Show that the rows add up: what became records, what was set aside and why."""
    skipped = {reason: count for reason, count in table["skipped"].items() if count}
    total = table["rows"] + sum(skipped.values())
    parts = [count_records(table["data_type"], table["records"])] if table["records"] == table["rows"] else [
        _("{rows} rows that make {records}").format(
            rows=whole(table["rows"]), records=count_records(table["data_type"], table["records"])
        )
    ]  # fmt: skip
    parts += [count_set_aside(reason, count) for reason, count in sorted(skipped.items(), key=lambda kept: -kept[1])]
    rows = ngettext("{count} row", "{count} rows", total).format(count=whole(total))
    return f"{rows} = {' + '.join(parts)}"


def list_notes(upload: Upload) -> list[Note]:
    """List what is to be said about a file, refusals first."""
    language = "fr" if (get_language() or "").startswith("fr") else "en"
    order = ["refusal", "question", "warning", "note"]
    problems = sorted(
        (upload.inspection or {}).get("problems", []), key=lambda problem: order.index(problem["severity"])
    )
    return [Note(problem["severity"], problem[language]) for problem in problems]
