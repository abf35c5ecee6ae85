"""The one way an event is written down, and the closed list of what can happen."""

import uuid
from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Event
from ledgerlift_server.ui import logs, visitors

NAMES: Mapping[str, Promise] = MappingProxyType(
    {
        "audit.exported": _("Audit log exported"),
        "brand.changed": _("Brand changed"),
        "brand.picture_changed": _("Picture of the brand changed"),
        "brand.picture_removed": _("Picture of the brand removed"),
        "company.created": _("Company created"),
        "company.deleted": _("Company deleted"),
        "company.erased": _("Nothing of a company is left"),
        "company.updated": _("Company edited"),
        "company.viewed": _("Page of a company opened"),
        "connection.deauthorized": _("Connection no longer authorised"),
        "connection.deleted": _("Connection deleted"),
        "connection.erased": _("Nothing of a connection is left"),
        "connection.linked": _("Connection linked"),
        "connection.reopened": _("Connection opened again"),
        "connection.software_changed": _("Software changed"),
        "connection.started": _("Connection started"),
        "connection.unlinked": _("Connection unlinked"),
        "consent.given": _("Consent given"),
        "consent.withdrawn": _("Consent withdrawn"),
        "consent_wording.changed": _("Words of the consent changed"),
        "email_text.changed": _("Words of an e-mail changed"),
        "file.downloaded": _("File downloaded as it was sent"),
        "files.downloaded": _("All files downloaded as they were sent"),
        "insights.made": _("Ongoing Insights made"),
        "invitation.requested": _("Invitation asked for"),
        "invitation.sent": _("Invitation sent"),
        "kit.changed": _("Onboarding kit changed"),
        "link.created": _("Link URL made"),
        "link.opened": _("One-time link opened"),
        "link.revoked": _("Link withdrawn"),
        "link_settings.changed": _("Settings of the link changed"),
        "links.revoked": _("All links withdrawn"),
        "password.changed": _("Password chosen again"),
        "password.requested": _("Another password asked for"),
        "person.closed": _("Account closed"),
        "person.invited": _("Colleague invited"),
        "person.joined": _("Colleague joined"),
        "person.opened": _("Account opened again"),
        "person.role_changed": _("Role changed"),
        "person.uninvited": _("Invitation of a colleague withdrawn"),
        "reminder.requested": _("Reminder asked for"),
        "reminder.sent": _("Reminder sent"),
        "recovery_code.used": _("Recovery code used"),
        "recovery_codes.made": _("Recovery codes made"),
        "report.downloaded": _("Report downloaded"),
        "report_settings.changed": _("Settings of the reports changed"),
        "reports.failed": _("Reports failed"),
        "reports.update_failed": _("Update of reports failed"),
        "reports.update_requested": _("Update of reports asked for"),
        "reports.updated": _("Reports updated"),
        "retention.changed": _("Retention changed"),
        "rules.changed": _("Rules for everybody changed"),
        "second_factor.turned_off": _("Second factor turned off"),
        "second_factor.turned_on": _("Second factor turned on"),
        "sessions.ended": _("Signed out in other browsers"),
        "sign_in.blocked": _("Sign-in blocked after too many tries"),
        "sign_in.failed": _("Sign-in failed"),
        "sign_in.succeeded": _("Signed in"),
        "sign_out.done": _("Signed out"),
        "snapshot.made_current": _("Another snapshot counts"),
        "step.skipped": _("Report skipped"),
        "step_link.created": _("Link for a colleague made"),
        "subscription.ended": _("Subscription ended"),
        "sync.completed": _("Sync completed"),
        "sync.failed": _("Sync failed"),
        "sync.queued": _("Journey completed"),
        "upload.answered": _("Question about a file answered"),
        "upload.confirmed": _("File confirmed"),
        "upload.emptied": _("Private numbers taken out of a file"),
        "upload.purged": _("File as sent deleted after its time"),
        "upload.read": _("File read"),
        "upload.received": _("File received"),
        "upload.removed": _("File removed"),
    }
)


def record(
    name: str,
    *,
    client_id: uuid.UUID,
    by: Actor,
    company_id: uuid.UUID | None = None,
    subject: uuid.UUID | None = None,
    **details: object,
) -> None:
    """Write an event in the caller's transaction; details hold ids, codes and counts, never cells.

    A name that is not in the list is a KeyError: the audit log could not say what it means.
    """
    NAMES[name]
    Event.objects.create(
        client_id=client_id,
        company_id=company_id,
        name=name,
        subject_id=subject,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_label=by.label,
        details=details,
        network=visitors.network.get(),
        correlation_id=logs.correlation_id.get(),
    )
