"""What every Read me tab says of a report's origin: the snapshot, the files, and what became of each of their rows."""

from collections.abc import Iterable

from ledgerlift import catalogue
from ledgerlift.analysis import RULES_VERSION
from ledgerlift.reports.page import Page
from ledgerlift.reports.receipt import say_sum
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Manifest

Facts = Iterable[tuple[str, str | None]]


def write_origin(page: Page, manifest: Manifest, further: Facts = ()) -> None:
    """Write which snapshot and which rules the report was made of; a fact that is not known is left away."""
    words = list_words("read_me", page.book.language)
    facts: list[tuple[str, str | None]] = [
        (list_words("customer", page.book.language)["company_name"], manifest.company.name),
        (words["snapshot_id"], manifest.snapshot_id),
        (words["created_by"], manifest.created_by),
        (words["rules_version"], RULES_VERSION),
        *further,
        (words["software"], _name_software(manifest.software)),
    ]
    page.write_table(words["origin"], (), [fact for fact in facts if fact[1] is not None])


def _name_software(slug: str | None) -> str | None:
    # A snapshot may be older than the catalogue it is read with.
    known = catalogue.load().software.get(slug or "")
    return known.name if known else slug


def write_sources(page: Page, manifest: Manifest) -> None:
    """Write the files that were received, with the digest of each."""
    words = list_words("read_me", page.book.language)
    headings = [words[key] for key in ("file", "format", "encoding", "bytes", "sha256")]
    rows = [(source.name, source.format, source.encoding, source.bytes, source.sha256) for source in manifest.sources]
    page.write_table(words["sources"], headings, rows, last_is_wide=True)


def write_rows(page: Page, manifest: Manifest) -> None:
    """Write what became of the rows of each sheet."""
    words = list_words("read_me", page.book.language)
    headings = [words[key] for key in ("file", "sheet", "rows", "what_became")]
    rows = [
        (sheet.file, sheet.sheet, sheet.rows, say_sum(sheet, page.book.language)) for sheet in manifest.reconciliation
    ]
    page.write_table(words["rows_title"], headings, rows, last_is_wide=True)
