"""docs/decisions/README.md: the decisions by number."""

import re
from pathlib import Path

from tools.docs.markdown import page, table

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"


def render() -> str:
    """Write the page."""
    about = (
        "Half a page each: context, decision, consequences, alternatives. For whoever asks “why not the obvious way?”"
    )
    rows = []
    for path in sorted(FOLDER.glob("[0-9]*.md")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        number, title = re.fullmatch(r"# (\d+)\. (.+)", first).groups()
        rows.append((number, f"[{title}]({path.name})"))
    return page("Decisions", about, table(("", "Decision"), rows))
