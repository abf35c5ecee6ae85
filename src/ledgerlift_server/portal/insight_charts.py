"""The charts of the company page, made of the figures that lie beside a snapshot."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from ledgerlift_server.portal import charts, words
from ledgerlift_server.portal.charts import BarChart, StackChart
from ledgerlift_server.ui.templatetags.written import month, percent, share, short_month, short_units, units

Figures = dict[str, Any]
TOP = 8


def list_methods(figures: Figures) -> list[dict[str, Any]]:
    """List the payment methods that are used, with the share of all spend each has, most spend first."""
    total = Decimal(figures["overall"]["total_spend"])
    methods = [
        {**method, "share": float(Decimal(method["total_spend"]) / total) if total else None}
        for method in figures["methods"]
        if method["level"] == "method" and method["suppliers_count"]
    ]
    return sorted(methods, key=lambda method: -Decimal(method["total_spend"]))


def find_headlines(figures: Figures) -> dict[str, Any]:
    """Give the four numbers of a company: spend, suppliers, and what is and is not paid by card."""
    overall = figures["overall"]
    spend = {
        row["payment_method"]: Decimal(row["total_spend"]) for row in figures["methods"] if row["level"] == "category"
    }
    total = Decimal(overall["total_spend"])
    return {
        "total_spend": total,
        "suppliers": overall["suppliers_count"],
        "card_share": float(spend.get("Card", 0) / total) if total else None,
        "other_spend": spend.get("Non-Card", Decimal(0)),
    }


def draw_methods(figures: Figures) -> BarChart:
    """Draw spend by payment method."""
    currency = figures["currency"]
    rows = [
        (words.say(method["payment_method"]), Decimal(method["total_spend"]), units(method["total_spend"], currency),
         share(method["share"]))
        for method in list_methods(figures)
    ]  # fmt: skip
    first = _("Most is paid by {method}: {text}.").format(method=rows[0][0], text=rows[0][2]) if rows else ""
    return charts.make_bars(_("Spend by payment method"), first, rows)


def draw_months(figures: Figures) -> StackChart:
    """Draw bills and expenses by month, and what was paid of bills."""
    months = figures["by_month"]
    spend = [Decimal(row["bills_amount"]) + Decimal(row["direct_costs_amount"]) for row in months]
    description = ""
    if months:
        most = max(range(len(months)), key=lambda place: spend[place])
        description = _("{count} months; the most was spent in {month}: {amount}.").format(
            count=len(months), month=month(months[most]["month"]), amount=units(spend[most], figures["currency"])
        )
    return charts.make_stacks(
        _("Monthly spend"),
        description,
        labels=[
            (short_month(row["month"]), f"{month(row['month'])}: {units(total, figures['currency'])}")
            for row, total in zip(months, spend, strict=True)
        ],
        series=[
            (words.say("bills"), [Decimal(row["bills_amount"]) for row in months]),
            (words.say("direct_costs"), [Decimal(row["direct_costs_amount"]) for row in months]),
        ],
        line=(_("Bill payments"), [Decimal(row["payments_amount"]) for row in months]),
        write=short_units,
    )


def draw_suppliers(figures: Figures, suppliers: list[dict[str, Any]]) -> BarChart:
    """Draw the largest suppliers."""
    rows = [
        (each["supplier_name"] or "–", each["total_spend"], units(each["total_spend"], figures["currency"]), "")
        for each in suppliers[:TOP]
    ]
    first = _("The largest is {name}: {text}.").format(name=rows[0][0], text=rows[0][2]) if rows else ""
    return charts.make_bars(_("Top suppliers"), first, rows)


def draw_new_suppliers(figures: Figures) -> BarChart:
    """Draw the largest of the suppliers that are new."""
    new = figures["new_suppliers"] or {"rows": []}
    rows = [
        (
            each["supplier_name"] or "–",
            Decimal(each["total_spend"]),
            units(each["total_spend"], figures["currency"]),
            "",
        )
        for each in new["rows"][:TOP]
    ]
    first = _("The largest is {name}: {text}.").format(name=rows[0][0], text=rows[0][2]) if rows else ""
    return charts.make_bars(_("New suppliers"), first, rows)


def draw_timings(figures: Figures) -> BarChart:
    """Draw the bills by when they were settled."""
    currency, total = figures["currency"], sum((Decimal(row["amount"]) for row in figures["timings"]), Decimal(0))
    rows = [
        (words.say(row["timing"]), Decimal(row["amount"]), units(row["amount"], currency),
         share(float(Decimal(row["amount"]) / total) if total else None))
        for row in figures["timings"]
        if row["count"]
    ]  # fmt: skip
    late = percent(figures["overall"]["bills_paid_late_percentage_by_amount"])
    description = _("{share} of the bills, by amount, were paid late.").format(share=late)
    return charts.make_bars(_("Settlement against terms"), description, rows)


def draw_concentration(figures: Figures) -> BarChart:
    """Draw which share of spend the largest suppliers have."""
    steps = figures["concentration"]
    rows = [
        (name_top(step["suppliers"], is_last=step is steps[-1]), Decimal(step["amount"]), share(step["share"]), "")
        for step in steps
    ]
    first = _("The largest supplier has {share} of all spend.").format(share=rows[0][2]) if rows else ""
    return charts.make_bars(_("Concentration"), first, rows)


def name_top(count: int, *, is_last: bool) -> str:
    """Name a number of largest suppliers."""
    if is_last:
        return _("All {count}").format(count=count)
    return _("The largest") if count == 1 else _("The {count} largest").format(count=count)
