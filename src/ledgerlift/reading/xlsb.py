"""Binary workbooks of today (xlsb)."""

from pathlib import Path

from ledgerlift.reading.contents import Contents
from ledgerlift.reading.dense_reader import DAMAGE, DenseReader
from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse
from ledgerlift.reading.workbook import store_workbook
from ledgerlift.reading.xlsb_records import survey_sheets
from ledgerlift.reading.zip_container import open_container

_WIDEST = 2_048  # over thousands of empty columns the native reader takes minutes


def read_xlsb(path: Path, workspace: Path, limits: Limits) -> Contents:
    """Read an xlsb workbook."""
    try:
        with open_container(path, limits) as container:
            surveys = survey_sheets(container, limits)
        if any(
            survey.last_row * survey.last_column > limits.dense_cells or survey.last_column > _WIDEST
            for survey in surveys
        ):
            raise refuse("container_too_big")
        reader = DenseReader(path, workspace, "xlsb")
        facts = [survey.facts for survey in surveys]
        return store_workbook("xlsb", facts, reader.read, workspace, limits)
    except DAMAGE as error:
        raise refuse("container_corrupt") from error
