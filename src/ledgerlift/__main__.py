"""Run the command line with ``python -m ledgerlift``."""

from ledgerlift.cli import main

main()
