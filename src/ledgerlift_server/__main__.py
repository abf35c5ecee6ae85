"""Django's own commands: ``python -m ledgerlift_server migrate``."""

import os
import sys

from django.core.management import execute_from_command_line

from ledgerlift_server.row_security.scope import acting_for_all

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledgerlift_server.settings")
    # Whoever works with the server's own commands looks after all clients.
    with acting_for_all():
        execute_from_command_line(["python -m ledgerlift_server", *sys.argv[1:]])
