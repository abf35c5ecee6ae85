"""The pictures of a client's brand: taken from a form, drawn anew by a child process, served from the database."""

import dataclasses
import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from typing import IO

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.accounts import events
from ledgerlift_server.accounts.actors import Actor
from ledgerlift_server.accounts.models import Client
from ledgerlift_server.client_settings.models import BrandPicture

SECONDS = 30
MOST_BYTES: Mapping[str, int] = {"logo": 10_000_000, "icon": 500_000, "hero": 10_000_000}
SENTENCES: Mapping[str, Promise] = {
    "picture_missing": _("Choose a picture first."),
    "picture_too_large": _("This file has {size}; a picture here has at most {most}. Save it smaller and try again."),
    "picture_not_readable": _("This file is no picture that can be used. Save it as PNG, JPEG or WebP and try again."),
    "picture_has_too_many_pixels": _(
        "This picture is too large to be opened: more than 40 million pixels. Make it smaller and try again."
    ),
}


class PictureRefusedError(Exception):
    """A file that cannot be a picture of the brand; ``code`` is one of `SENTENCES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclasses.dataclass(frozen=True)
class Picture:
    """A picture as it was drawn anew."""

    content: bytes
    content_type: str
    width: int
    height: int


def take(kind: str, file: IO[bytes], size: int) -> Picture:
    """Draw what was sent anew; raises PictureRefusedError for what is too large or no picture."""
    if size > MOST_BYTES[kind]:
        raise PictureRefusedError("picture_too_large")
    if not size:
        raise PictureRefusedError("picture_missing")
    try:
        child = subprocess.run(  # noqa: S603 - our own module, and one of our own words
            [sys.executable, "-m", "ledgerlift_server.client_settings.picture_child", kind],
            input=file.read(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        facts, _newline, content = child.stdout.partition(b"\n")
        answer = json.loads(facts)
    except (subprocess.SubprocessError, ValueError):
        raise PictureRefusedError("picture_not_readable") from None
    if "refused" in answer:
        raise PictureRefusedError(answer["refused"])
    return Picture(content, answer["content_type"], answer["width"], answer["height"])


@transaction.atomic
def keep(*, client: Client, kind: str, picture: Picture, by: Actor) -> None:
    """Put a picture in the place of the one there was."""
    BrandPicture.objects.update_or_create(
        client=client,
        kind=kind,
        defaults={**dataclasses.asdict(picture), "sha256": hashlib.sha256(picture.content).hexdigest()},
    )
    events.record("brand.picture_changed", client_id=client.id, by=by, kind=kind)


@transaction.atomic
def remove(*, client: Client, kind: str, by: Actor) -> None:
    """Take a picture away; one that is gone already is fine."""
    gone, _kinds = BrandPicture.objects.filter(client=client, kind=kind).delete()
    if gone:
        events.record("brand.picture_removed", client_id=client.id, by=by, kind=kind)


def list_addresses(client: Client) -> dict[str, str]:
    """List the pictures there are by kind, each with the hash that makes its address new when it changes."""
    return dict(BrandPicture.objects.filter(client=client).values_list("kind", "sha256"))


def find_logo(client: Client) -> bytes | None:
    """Find the logo's bytes, a PNG."""
    logo = BrandPicture.objects.filter(client=client, kind=BrandPicture.Kind.LOGO).first()
    return bytes(logo.content) if logo else None
