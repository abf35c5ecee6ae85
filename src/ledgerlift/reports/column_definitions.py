"""The tables of the Read me tabs that say what the columns of the other tabs mean."""

from ledgerlift.analysis import definitions
from ledgerlift.reports.page import Page
from ledgerlift.reports.raw_columns import TABS, list_shown
from ledgerlift.reports.words import list_words


def write_definitions(page: Page, table: definitions.Table, tab: str) -> None:
    """Write what the columns of a table of figures mean; ``tab`` is the name of the tab that shows it."""
    language = page.book.language
    words = list_words("read_me", language)
    rows = [
        (column.label[language], column.api, column.definition[language] if column.definition else words["as_recorded"])
        for column in definitions.list_columns(table)
    ]
    headings = [words[key] for key in ("column", "api", "definition")]
    page.write_table(words["definitions"].format(tab=tab), headings, rows, last_is_wide=True)


def write_raw_definitions(page: Page, *, is_multi_entity: bool) -> None:
    """Write what the columns of the tabs of records mean, each once."""
    language = page.book.language
    words, tabs = list_words("read_me", language), list_words("tabs", language)
    headings, meanings = list_words("raw", language), list_words("raw_meanings", language)
    keys = dict.fromkeys(column.key for tab in TABS for column in list_shown(tab, is_multi_entity=is_multi_entity))
    rows = [(headings[key], meanings[key]) for key in keys]
    title = words["definitions"].format(tab=", ".join(tabs[tab.name] for tab in TABS))
    page.write_table(title, (words["column"], words["definition"]), rows, last_is_wide=True)
