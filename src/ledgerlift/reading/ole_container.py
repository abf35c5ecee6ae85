"""An old Office container: what it holds, and whether a password or macros stand in the way."""

import struct
from pathlib import Path

import olefile

from ledgerlift.reading.refusal import refuse


def find_workbook_stream(path: Path) -> bytes:
    """Give the workbook of an old Office container; refuses one with a password or macros, and other documents."""
    try:
        # A damaged directory leads in circles; a damaged size asks for more memory than there is.
        with olefile.OleFileIO(path) as container:
            names = {"/".join(entry).lower(): entry for entry in container.listdir(streams=True, storages=True)}
            if {"encryptedpackage", "encryptioninfo"} & names.keys():
                raise refuse("password_protected")
            stream = names.get("workbook") or names.get("book")
            if stream is None:
                raise refuse("type_mismatch", format="XLSX")
            workbook: bytes = container.openstream(stream).read()
    except (OSError, ValueError, IndexError, struct.error, RecursionError, MemoryError) as error:
        raise refuse("container_corrupt") from error
    if any(name == "_vba_project_cur" or name.startswith("_vba_project_cur/") for name in names):
        raise refuse("macros_found")
    return workbook
