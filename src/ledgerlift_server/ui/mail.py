"""How mail is sent; without a mail server, each is a file in its company's folder, where it can be found again."""

import re
import uuid
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

HEADER = "X-Ledgerlift-Company"


def send(subject: str, body: str, to: str, *, company_id: uuid.UUID | None = None) -> None:
    """Send a mail; one about a company says so, in a header that means nothing to anybody else."""
    write(subject, body, to, company_id=company_id).send()


def write(subject: str, body: str, to: str, *, company_id: uuid.UUID | None = None) -> EmailMessage:
    """Write a mail that is still to be sent."""
    message = EmailMessage(" ".join(subject.splitlines()), body, None, [to])
    if company_id:
        message.extra_headers[HEADER] = str(company_id)
    return message


class FolderBackend(BaseEmailBackend):
    """Writes mail into the folder for mail instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write each message to a file of its own."""
        for message in email_messages:
            company = str(message.extra_headers.get(HEADER, ""))
            folder = settings.EMAIL_FILE_PATH / (company if re.fullmatch(r"[0-9a-f-]{36}", company) else "others")
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{timezone.now():%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:12]}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)
