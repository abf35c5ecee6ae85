"""Who does something: a member of staff, somebody with a link, or the system itself."""

import dataclasses
import uuid
from typing import Literal


@dataclasses.dataclass(frozen=True)
class Actor:
    """Whoever an action is written down for; every write takes one as ``by``."""

    kind: Literal["user", "link", "system", "stranger"]
    id: uuid.UUID | None
    label: str


SYSTEM = Actor(kind="system", id=None, label="Ledgerlift")
# Somebody at the sign-in page, whoever it is.
STRANGER = Actor(kind="stranger", id=None, label="")
