"""The onboarding kit: a checklist and answers, in the bank's voice, in both languages."""

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Client
from ledgerlift_server.companies.models import KitText

CHECKLIST = "checklist"
MOST_LETTERS = 2000


@dataclasses.dataclass(frozen=True)
class Answer:
    """One question and its answer; ``is_own`` when the bank wrote it."""

    topic: str
    title: str
    text: str
    is_own: bool


@dataclasses.dataclass(frozen=True)
class Kit:
    """The kit in one language."""

    language: str
    checklist: Sequence[str]
    sections: Sequence[tuple[str, Sequence[Answer]]]


@functools.cache
def usual() -> Mapping[str, Any]:
    """Read the usual words."""
    loaded: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("kit.yaml").read_text(encoding="utf-8"))
    return loaded


def list_topics() -> list[str]:
    """List everything a bank can put in its own words."""
    return [CHECKLIST, *(topic["key"] for section in usual()["sections"] for topic in section["topics"])]


def write(client: Client, language: str, *, fill: bool = True) -> Kit:
    """Write the kit of a bank; with ``fill`` off, the names of bank and contact stay as {bank}, {contact}, {email}."""
    own = dict(KitText.objects.filter(client=client, language=language).values_list("topic", "text"))
    names = {"{bank}": client.name, "{contact}": client.contact_name, "{email}": client.contact_email}

    def say(text: str) -> str:
        for mark, name in names.items() if fill else ():
            text = text.replace(mark, name)
        return text

    checklist = own.get(CHECKLIST) or "\n".join(step[language] for step in usual()["checklist"])
    return Kit(
        language=language,
        checklist=[say(line.strip()) for line in checklist.splitlines() if line.strip()],
        sections=[
            (
                section["title"][language],
                [
                    Answer(
                        topic["key"],
                        topic["title"][language],
                        say(own.get(topic["key"]) or topic["body"][language]),
                        is_own=topic["key"] in own,
                    )
                    for topic in section["topics"]
                ],
            )
            for section in usual()["sections"]
        ],
    )


@transaction.atomic
def change(*, client: Client, language: str, texts: Mapping[str, str], by: Actor) -> int:
    """Keep a bank's own words; an empty text, or the usual one, goes back to the usual. Return how many are its own."""
    usual_texts = {answer.topic: answer.text for _, answers in write_usual(language).sections for answer in answers}
    usual_texts[CHECKLIST] = "\n".join(write_usual(language).checklist)
    for topic in list_topics():
        text = "\n".join(line.rstrip() for line in texts.get(topic, "").strip().splitlines())[:MOST_LETTERS]
        mine = KitText.objects.filter(client=client, language=language, topic=topic)
        if not text or text == usual_texts[topic]:
            mine.delete()
        else:
            KitText.objects.update_or_create(client=client, language=language, topic=topic, defaults={"text": text})
    events.record("kit.changed", client_id=client.id, by=by, language=language)
    return KitText.objects.filter(client=client, language=language).count()


def write_usual(language: str) -> Kit:
    """Write the kit as it is before a bank has changed anything."""
    return write(Client(), language, fill=False)
