"""Why a company's reports are where they are, and what to do about it. Nobody is ever told to contact support."""

import dataclasses
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledgerlift_server.companies.models import Company, ReportStatus
from ledgerlift_server.syncs.progress import Progress

STEPS: Mapping[str, Promise] = {
    "software": gettext_lazy("Software"),
    "consent": gettext_lazy("Consent"),
    "suppliers": gettext_lazy("Suppliers"),
    "bills": gettext_lazy("Bills"),
    "payments": gettext_lazy("Payments"),
    "direct_costs": gettext_lazy("Direct costs"),
    "complete": gettext_lazy("Complete"),
}
FAILURES: Mapping[str, Promise] = {
    "processing_timeout": gettext_lazy(
        "The files took too long to work through. Ask for a shorter period, such as the last 12 months, or for CSV."
    ),
    "file_unreadable": gettext_lazy(
        "One of the files ended the reading. See the problems, and ask for a new copy of that file."
    ),
    "files_not_ready": gettext_lazy(
        "A file has an open question or was refused. See the problems, and send the customer the sentence."
    ),
    "settings_not_usable": gettext_lazy(
        "The settings of the reports cannot be used. Open Settings, Reports, save them again, then update the reports."
    ),
    "tried_too_often": gettext_lazy(
        "The server stopped several times while at it. Press “Complete” again on the journey, or update the reports."
    ),
}


@dataclasses.dataclass(frozen=True)
class Advice:
    """A sentence that says why, and the page that helps."""

    reason: str
    action: str = ""
    view: str = ""


def give(company: Company, progress: Progress) -> Advice:
    """Say why the reports of a company are where they are."""
    status = company.report_status
    if status == ReportStatus.GENERATING:
        return Advice(_("Usually ready within a minute; the page looks by itself."))
    if status == ReportStatus.FAILED:
        reason = FAILURES.get(progress.failure_code, FAILURES["file_unreadable"])
        return Advice(str(reason), _("See the problems"), "portal:data")
    if status == ReportStatus.AVAILABLE:
        return Advice("")
    return advise_on_journey(progress)


def advise_on_journey(progress: Progress) -> Advice:
    """Say what the journey waits for."""
    waiting = next((name for name, status in progress.steps.items() if status == "needs_you"), "")
    if waiting:
        sentence = _("A file of “{report}” needs an answer or a new export.").format(report=STEPS[waiting])
        return Advice(sentence, _("What to tell the customer"), "portal:data")
    is_invited = progress.has_link or progress.next_step != "software"
    action = _("Send a reminder") if is_invited else _("Request data")
    return Advice(find_reason(progress), action, "portal:links")


def find_reason(progress: Progress) -> str:
    """Say where on the journey a company is."""
    missing = [str(STEPS[name]) for name in ("suppliers", "bills") if progress.steps[name] == "not_started"]
    reasons = {
        "software": _("Has a link and has not begun.") if progress.has_link else _("Not invited yet."),
        "consent": _("Has picked its software and not agreed yet."),
        "complete": _("All reports are in; “Complete” is not pressed yet."),
    }
    if progress.next_step in reasons:
        return reasons[progress.next_step]
    if missing:
        return _("Waits for: {reports}.").format(reports=", ".join(missing))
    return _("Has begun and not completed yet.")
