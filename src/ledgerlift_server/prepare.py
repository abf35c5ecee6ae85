"""Brings the database and the static files up to date; with ``--demo`` also makes the demo's data. Prints JSON."""

import contextlib
import json
import logging
import os
import sys

import django
from django.core.management import call_command

logger = logging.getLogger(__name__)


def main(arguments: list[str]) -> None:
    """Prepare, and print what the demo needs to show."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledgerlift_server.settings")
    django.setup()
    from django.db import connection

    from ledgerlift_server.row_security import policies
    from ledgerlift_server.row_security.scope import acting_for_all

    with contextlib.redirect_stdout(sys.stderr), acting_for_all():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        prepared = {}
        if "--demo" in arguments:
            from ledgerlift_server import demo

            prepared = demo.make()
    if policies.may_pass(connection):
        logger.warning("row security is off: the role of DATABASE_URL is a superuser, or may bypass it")
    print(json.dumps(prepared))


if __name__ == "__main__":
    main(sys.argv[1:])
