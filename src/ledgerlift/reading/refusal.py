"""A file that is refused, in one line of code."""

from ledgerlift.problems import FileRejectedError, Place, Problem


def refuse(code: str, *, row: int | None = None, **details: object) -> FileRejectedError:
    """Build the exception that refuses the file being read; ``details`` fill its sentence."""
    return FileRejectedError(Problem(code, place=Place(row=row), details=details))
