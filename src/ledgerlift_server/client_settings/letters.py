"""The e-mails that ask for data, in a client's own words where it has some."""

import re
from collections.abc import Mapping

from django.db import transaction
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Client
from ledgerlift_server.client_settings.models import EmailText

KINDS = ("invitation", "reminder")
LANGUAGES: Mapping[str, str] = {"en": "en", "fr": "fr-ca"}
PLACEHOLDERS = ("company", "bank", "link", "contact", "email")
MARK = re.compile(r"\{([^{}\s]*)\}")


def write_usual(kind: str, language: str) -> tuple[str, str]:
    """Write the usual subject and body, with their placeholders as they are."""
    with translation.override(LANGUAGES[language]):
        subject = _("{bank} asks for reports of {company}") if kind == "invitation" else _(
            "Reminder: {bank} asks for reports of {company}"
        )  # fmt: skip
        # Plain text, not a page: nothing is escaped.
        body = get_template(f"client_settings/{kind}.txt").render({mark: f"{{{mark}}}" for mark in PLACEHOLDERS})
    return subject, body.strip()


def find_text(client: Client, kind: str, language: str) -> tuple[str, str]:
    """Find the subject and the body that a client sends."""
    own = EmailText.objects.filter(client=client, kind=kind, language=language).first()
    return (own.subject, own.body) if own else write_usual(kind, language)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill the placeholders of a text; nothing that is filled in is filled again."""
    return MARK.sub(lambda mark: values.get(mark[1], mark[0]), text)


def list_unknown_placeholders(text: str) -> list[str]:
    """List what looks like a placeholder and is none."""
    return sorted({mark for mark in MARK.findall(text) if mark not in PLACEHOLDERS})


@transaction.atomic
def change(*, client: Client, kind: str, language: str, subject: str, body: str, by: Actor) -> bool:
    """Keep a client's words for an e-mail, the usual ones by keeping none; say whether they are its own."""
    mine = EmailText.objects.filter(client=client, kind=kind, language=language)
    if (subject, body) == find_text(client, kind, language):
        return mine.exists()
    is_own = (subject, body) != write_usual(kind, language)
    if is_own:
        EmailText.objects.update_or_create(
            client=client, kind=kind, language=language, defaults={"subject": subject, "body": body}
        )
    else:
        mine.delete()
    events.record("email_text.changed", client_id=client.id, by=by, kind=kind, language=language, is_own=is_own)
    return is_own
