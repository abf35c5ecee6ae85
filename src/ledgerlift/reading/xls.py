"""Old workbooks (xls)."""

from pathlib import Path

from ledgerlift.reading.contents import Contents
from ledgerlift.reading.dense_reader import DAMAGE, DenseReader
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.ole_container import find_workbook_stream
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.workbook import store_workbook
from ledgerlift.reading.xls_records import describe_sheets


def read_xls(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read an xls workbook."""
    workbook = find_workbook_stream(path)
    try:
        known = {facts.name: facts for facts in describe_sheets(workbook)}
        reader = DenseReader(path, workspace, "xls")
        facts = [known[name] for name in reader.names if name in known]
        return store_workbook("xls", facts, reader.read, workspace, limits)
    except DAMAGE as error:
        raise refuse("container_corrupt") from error
