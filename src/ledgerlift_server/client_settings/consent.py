"""A client's words for the consent page, in versions: a change makes a new one, and what was agreed to stays."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Client
from ledgerlift_server.client_settings.models import ConsentWording

SECTIONS = ("purpose", "access", "account", "data", "retention")
MOST_HEADING, MOST_BODY, MOST_TERMS = 50, 2000, 10_000
# The last two are the names of the published settings.
PLACEHOLDERS = ("bank", "company", "software", "days", "companyName", "platformName")
MARK = re.compile(r"\{([^{}\s]*)\}")
Texts = dict[str, Any]


def find_current(client: Client) -> ConsentWording | None:
    """Find the version that counts; None while the client has no words of its own."""
    return client.consent_wordings.order_by("-number").first()


def empty_texts() -> Texts:
    """Give the texts of a client that has none of its own."""
    return {**{section: {"heading": "", "body": ""} for section in SECTIONS}, "terms": ""}


def texts_of(wording: ConsentWording | None, language: str) -> Texts:
    """Give the texts of a version in one language."""
    kept: Texts = wording.texts.get(language, {}) if wording else {}
    return {**empty_texts(), **kept}


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill the placeholders of a text; nothing that is filled in is filled again."""
    known = {**values, "companyName": values["company"], "platformName": values["software"]}
    return MARK.sub(lambda mark: known.get(mark[1], mark[0]), text)


def list_unknown_placeholders(text: str) -> list[str]:
    """List what looks like a placeholder and is none."""
    return sorted({mark for mark in MARK.findall(text) if mark not in PLACEHOLDERS})


@transaction.atomic
def change(*, client: Client, language: str, texts: Texts, by: Actor) -> ConsentWording | None:
    """Make a new version with these texts in one language, the other as it was; the same texts make none."""
    client = Client.objects.select_for_update().get(pk=client.pk)
    current = find_current(client)
    if texts == texts_of(current, language):
        return current
    all_texts = copy.deepcopy(current.texts) if current else {}
    all_texts[language] = texts
    number = current.number + 1 if current else 1
    made = ConsentWording.objects.create(client=client, number=number, texts=all_texts, made_by=by.label)
    events.record("consent_wording.changed", client_id=client.id, by=by, version=number, language=language)
    return made
