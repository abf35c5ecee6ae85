"""docs/reference/limits.md: how much a file may use while it is read."""

import dataclasses

from tools.docs.markdown import code, codes, meanings, page, table

from ledgerlift.pipeline.inspecting import OWN_FILES
from ledgerlift.reading import Limits
from ledgerlift_server.syncs import file_types


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
            code(meanings()["limit_codes"][field.name]),
        )
        for field in dataclasses.fields(Limits)
    ]
    types = (
        f"By name the server takes {codes(file_types.READ)}, and files without an extension; what a file is, its bytes "
        f"decide. {codes(sorted(file_types.EXPLAINED))} are taken so that the refusal can say what to do instead. "
        "Everything else is `type_not_allowed`. The command line reads any file."
    )
    limits = table(("Limit", "Own files", "Server", "What it bounds", "[Code](problems.md) beyond it"), rows)
    return page("Limits", about, limits, "## Types", types)


def _server(field: "dataclasses.Field[int]") -> str:
    return "by setting" if field.name == "file_bytes" else f"{field.default:,}"
