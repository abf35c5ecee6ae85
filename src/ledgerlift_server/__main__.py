"""Django's own commands: ``python -m ledgerlift_server migrate``."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledgerlift_server.settings")
    execute_from_command_line(["python -m ledgerlift_server", *sys.argv[1:]])
