"""Mail leaves through SMTP: a real server takes it."""

import socket

from aiosmtpd.controller import Controller
from django.core.mail import get_connection, send_mail


def test_mail_reaches_an_smtp_server():

    received = []

    class Keep:
        async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
            received.append(envelope)
            return "250 OK"

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Keep(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        backend = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port)
        send_mail("Objet é", "Bonjour", "bank@example.com", ["pat@example.com"], connection=backend)
    finally:
        controller.stop()
    assert received[0].rcpt_tos == ["pat@example.com"]
    assert b"Bonjour" in received[0].content
