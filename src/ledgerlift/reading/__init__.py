"""What a file really is, and its cells as text; read in a limited child process."""

from ledgerlift.reading.file import Reading, read_file
from ledgerlift.reading.limits import OWN_FILES, Limits

__all__ = ["OWN_FILES", "Limits", "Reading", "read_file"]
