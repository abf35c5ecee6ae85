"""docs/reference/reports.md and report-settings.md: what the columns of the reports mean, and what may be chosen."""

from datetime import date

from tools.docs.markdown import code, page, table

from ledgerlift.analysis import definitions
from ledgerlift.pipeline.settings import KEYS
from ledgerlift.reports import kinds
from ledgerlift.reports.raw_columns import TABS
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Company, Manifest

TABLES: tuple[definitions.Table, ...] = ("entities", "methods", "suppliers")
EXAMPLE = Manifest(company=Company("Calloway Ridge"), last_date=date(2025, 12, 31), snapshot_id="snap_5c1d09aa71e94b6c")
COLUMN_HEADINGS = ("Section", "Column", "French", "Name in the API", "Definition")


def render_columns() -> str:
    """Write the page of the columns."""
    tabs, french_tabs = list_words("tabs", "en"), list_words("tabs", "fr")
    sections, raw, french_raw = (
        definitions.list_words("sections", "en"),
        list_words("raw", "en"),
        list_words("raw", "fr"),
    )
    meanings = list_words("raw_meanings", "en")
    blocks = [
        table(
            ("Report", "File", "French file", "Made unless others are named"),
            [
                (
                    code(kind.name),
                    kind.file_name(EXAMPLE, "en"),
                    kind.file_name(EXAMPLE, "fr"),
                    "yes" if kind.by_default else "no",
                )
                for kind in kinds().values()
            ],
        ),
        "Files for card networks are named for the company, the last day of its books and the snapshot (here: "
        f"{EXAMPLE.company.name}, {EXAMPLE.last_date}, `{EXAMPLE.snapshot_id[:13]}…`).",
    ]
    for name in TABLES:
        rows = [
            (
                sections[column.section],
                column.label["en"],
                column.label["fr"],
                code(column.api),
                column.definition["en"] if column.definition else "As recorded in the books.",
            )
            for column in definitions.list_columns(name)
        ]
        blocks += [f"## {tabs[name]} ({french_tabs[name]})", table(COLUMN_HEADINGS, rows)]
    for tab in TABS:
        rows = [
            (raw[column.key], french_raw[column.key], " or ".join(map(code, column.source)), meanings[column.key])
            for column in tab.columns
        ]
        blocks += [
            f"## {tabs[tab.name]} ({french_tabs[tab.name]})",
            table(("Column", "French", "Column of the snapshot", "Definition"), rows),
        ]
    return page("Columns of the reports", *blocks)


def render_settings() -> str:
    """Write the page of the settings."""
    about = (
        "Settings stand in a TOML file, or in a JSON file with the same names; `ledgerlift run --settings FILE` and "
        "`ledgerlift report --settings FILE` read it, and every report prints the settings it was made with."
    )
    rows = [(code(name), key.meaning, code(f"{name} = {key.example}")) for name, key in KEYS.items()]
    return page("Settings of the reports", about, table(("Setting", "Meaning", "Example"), rows))
