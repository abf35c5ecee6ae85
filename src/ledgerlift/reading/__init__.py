"""What a file really is, and its cells as text; read in a limited child process."""

from ledgerlift.reading.file import read_file
from ledgerlift.reading.limits import Limits

__all__ = ["Limits", "read_file"]
