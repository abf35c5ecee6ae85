"""The funnel: how many journeys began and how far they came."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from ledgerlift_server.accounts.models import User
from ledgerlift_server.accounts.roles import Action
from ledgerlift_server.companies import queries
from ledgerlift_server.portal import charts
from ledgerlift_server.portal.staff import staff_page
from ledgerlift_server.syncs import funnel
from ledgerlift_server.syncs.funnel import Funnel
from ledgerlift_server.ui.templatetags.written import share, short_day, whole

WEEKS = (4, 12, 26, 52)
STAGES = {
    "began": gettext_lazy("Began"),
    "consented": gettext_lazy("Consented"),
    "uploaded": gettext_lazy("Uploaded a file"),
    "completed": gettext_lazy("Completed"),
}
STOPS = {
    "completed": gettext_lazy("Completed"),
    "needs_customer": gettext_lazy("A file needs an answer or a new export"),
    "files_in": gettext_lazy("Files are in, not completed"),
    "no_file": gettext_lazy("Agreed, no file yet"),
    "no_consent": gettext_lazy("Software picked, not agreed"),
}


@require_GET
@staff_page(Action.SEE_COMPANIES)
def show_funnel(request: HttpRequest, user: User) -> HttpResponse:
    """Show the funnel of the last weeks."""
    asked = request.GET.get("weeks", "")
    weeks = int(asked) if asked in {str(each) for each in WEEKS} else 12
    found = funnel.measure(queries.list_visible(user), weeks=weeks)
    context = {
        "funnel": found,
        "weeks": weeks,
        "choices": WEEKS,
        "stages": STAGES,
        "stops": [(STOPS[name], count) for name, count in found.stops.items() if count],
        "stages_chart": draw_stages(found),
        "weeks_chart": draw_weeks(found),
        "stops_chart": draw_stops(found),
    }
    return render(request, "portal/funnel.html", context)


def draw_stages(found: Funnel) -> charts.BarChart:
    """Draw how many reached each stage."""
    counts = [(str(label), getattr(found.total, name)) for name, label in STAGES.items()]
    part = found.total.completed / found.total.began if found.total.began else None
    description = _("{share} of the journeys that began were completed.").format(share=share(part))
    rows = [
        (label, Decimal(count), whole(count), share(count / found.total.began if found.total.began else None))
        for label, count in counts
    ]
    return charts.make_bars(_("How far they came"), description, rows)


def draw_weeks(found: Funnel) -> charts.StackChart:
    """Draw the journeys that were completed and those that were not, by the week they began in."""
    return charts.make_stacks(
        _("By week"),
        _("{count} journeys began in {weeks} weeks.").format(count=found.total.began, weeks=len(found.weeks)),
        labels=[
            (short_label(week.name), f"{short_day(week.name)}: {week.completed}/{week.began}") for week in found.weeks
        ],
        series=[
            (str(STAGES["completed"]), [Decimal(week.completed) for week in found.weeks]),
            (_("Not completed"), [Decimal(week.began - week.completed) for week in found.weeks]),
        ],
        write=lambda value: whole(round(value)),
    )


def draw_stops(found: Funnel) -> charts.BarChart:
    """Draw where the journeys are that were not completed."""
    rows = [
        (str(STOPS[name]), Decimal(count), whole(count), "")
        for name, count in found.stops.items()
        if count and name != "completed"
    ]
    return charts.make_bars(_("Where people stop"), "; ".join(f"{row[0]}: {row[2]}" for row in rows), rows)


def short_label(day: object) -> str:
    """Write a week's Monday under its column."""
    return " ".join(short_day(day).split()[:2])  # type: ignore[arg-type]
