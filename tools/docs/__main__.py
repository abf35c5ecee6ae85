"""Writes the generated pages: ``python -m tools.docs [--check]``."""

import argparse
import sys
from pathlib import Path

from tools.docs import (
    command_line,
    decisions,
    limits,
    match_files,
    problem_codes,
    python_calls,
    records,
    reports,
    software,
)

from ledgerlift_server.accounts import roles

DOCS = Path(__file__).parents[2] / "docs"


def render_pages() -> dict[Path, str]:
    """Give the text of every generated page by its path."""
    reference = DOCS / "reference"
    pages = {
        reference / "command-line.md": command_line.render(),
        reference / "python.md": python_calls.render(),
        reference / "problems.md": problem_codes.render(),
        reference / "fields.md": records.render_fields(),
        reference / "snapshot.md": records.render_snapshot(),
        reference / "limits.md": limits.render(),
        reference / "match-files.md": match_files.render(),
        reference / "roles.md": roles.render_reference(),
        reference / "reports.md": reports.render_columns(),
        reference / "report-settings.md": reports.render_settings(),
        DOCS / "decisions" / "README.md": decisions.render(),
    }
    return pages | {reference / "catalogue" / name: text for name, text in software.render_all()}


def find_stale(pages: dict[Path, str]) -> list[Path]:
    """List the pages that are missing or differ, and catalogue pages of software that is gone."""
    stale = [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    return stale + [path for path in (DOCS / "reference" / "catalogue").glob("*.md") if path not in pages]


def main() -> None:
    """Write the pages, or say which are not current."""
    parser = argparse.ArgumentParser(prog="python -m tools.docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is not current")
    check = parser.parse_args().check
    pages = render_pages()
    for path in find_stale(pages):
        name = path.relative_to(DOCS.parent)
        if check:
            print(f"{name} is not current: run `make docs`", file=sys.stderr)
        elif path in pages:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], encoding="utf-8")
            print(f"written: {name}")
        else:
            path.unlink()
            print(f"removed: {name}")
    sys.exit(bool(check and find_stale(pages)))


if __name__ == "__main__":
    main()
