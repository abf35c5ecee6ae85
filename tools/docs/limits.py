"""docs/reference/limits.md: how much a file may use while it is read."""

import dataclasses

from tools.docs.markdown import code, meanings, page, table

from ledgerlift.pipeline.inspecting import OWN_FILES
from ledgerlift.reading import Limits


def render() -> str:
    """Write the page."""
    about = (
        "Files are read in a child process that gets this much and no more. A file beyond a limit is refused with a "
        "sentence; a child that is stopped is a refusal, too, never a crash. A Python caller may pass other limits. "
        "The server bounds the size of a file by its [setting](settings.md) `LEDGERLIFT_MAX_UPLOAD_MIB`."
    )
    rows = [
        (
            code(field.name),
            f"{getattr(OWN_FILES, field.name):,}",
            _server(field),
            meanings()["limits"][field.name],
        )
        for field in dataclasses.fields(Limits)
    ]
    return page("Limits", about, table(("Limit", "Own files", "Server", "What it bounds"), rows))


def _server(field: "dataclasses.Field[int]") -> str:
    return "by setting" if field.name == "file_bytes" else f"{field.default:,}"
