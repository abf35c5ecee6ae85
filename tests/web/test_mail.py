"""Mail leaves through SMTP: a real server takes it."""

import email
import socket
from email import policy

import pytest
from aiosmtpd.controller import Controller

from ledgerlift_server.syncs import sync_actions


class Inbox:
    """Keeps what arrives."""

    def __init__(self):
        self.envelopes = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.envelopes.append(envelope)
        return "250 OK"

    def read(self):
        """Return address, subject and text of the one mail."""
        (envelope,) = self.envelopes
        mail = email.message_from_bytes(envelope.content, policy=policy.default)
        return envelope.rcpt_tos, mail["Subject"].strip(), mail.get_content()


@pytest.fixture
def inbox(settings):
    """An SMTP server, and the settings that lead to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield inbox
    controller.stop()


@pytest.fixture
def fail(connection, make_upload, run_jobs, engine):
    """Have a sync fail, as the journey in a language would."""

    def fail_(language):
        make_upload(connection, "suppliers", "s.csv", b"s")
        make_upload(connection, "bills", "b.csv", b"b")
        run_jobs()
        engine.failure = "processing_timeout"
        sync_actions.complete_journey(connection=connection, language=language, by=connection.company.created_by.actor)
        return run_jobs()

    return fail_


def test_contact_is_told_of_a_failed_sync(fail, inbox, company):
    assert fail("en") == ["syncs.run_sync", "syncs.tell_contact"]
    to, subject, text = inbox.read()
    assert (to, subject) == (["ana@hill.example"], "Maple Builders: the analysis could not be made")
    assert f"http://testserver/portal/companies/{company.id}/" in text
    assert "processing_timeout" in text


def test_contact_is_told_in_french_when_the_journey_was(fail, inbox):
    fail("fr-ca")
    _, subject, text = inbox.read()
    assert subject == "Maple Builders\xa0: l’analyse n’a pas pu être produite"
    assert text.startswith("Bonjour Ana Li,")


def test_colleagues_link_is_sent(client, link, connection, inbox):
    client.post(f"{link}reports/payments/colleague/", {"email": "pat@maple.example"})
    to, subject, text = inbox.read()
    assert (to, subject) == (["pat@maple.example"], "Maple Builders: please upload the Payments report")
    assert "http://testserver/link/hill-bank/" in text
