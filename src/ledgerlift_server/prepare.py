"""Brings the database and the static files up to date; with ``--demo`` also makes the demo's data. Prints JSON."""

import contextlib
import json
import os
import sys

import django
from django.core.management import call_command


def main(arguments: list[str]) -> None:
    """Prepare, and print what the demo needs to show."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledgerlift_server.settings")
    django.setup()
    with contextlib.redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        prepared = {}
        if "--demo" in arguments:
            from ledgerlift_server import demo

            prepared = demo.make()
    print(json.dumps(prepared))


if __name__ == "__main__":
    main(sys.argv[1:])
