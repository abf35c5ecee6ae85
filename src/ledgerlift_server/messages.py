"""Gathers the texts of pages and code into the French catalogue and compiles it.

Run ``python -m ledgerlift_server.messages`` after changing a text.

The compiled file is kept in the repository, so that neither a build step nor gettext is needed; a test fails when it is
not current, or when a text has no French.
"""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HERE = Path(__file__).parent
FOLDER = HERE / "locale" / "fr_CA" / "LC_MESSAGES"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Message = tuple[str | tuple[str, ...], str | None]


def gather() -> Iterator[Message]:
    """Find every text that is translated, with its context."""
    sources = [path for path in sorted(HERE.rglob("*")) if path.suffix in {".py", ".html", ".txt"}]
    for path in sources:
        text = path.read_text(encoding="utf-8")
        code = text if path.suffix == ".py" else templatize(text, origin=path.name)
        for _, message, _, context in extract("python", io.BytesIO(code.encode()), KEYWORDS):
            yield message, context


def bring_up_to_date(old: Catalog) -> Catalog:
    """Return the catalogue with today's texts: translations are kept, texts no longer used are dropped."""
    new = Catalog(locale="fr_CA", fuzzy=False, project="Ledgerlift", charset="utf-8")
    new.mime_headers = [("Content-Type", "text/plain; charset=utf-8"), ("Plural-Forms", "nplurals=2; plural=(n > 1);")]
    for message, context in sorted(set(gather()), key=lambda found: (str(found[0]), found[1] or "")):
        before = old.get(message if isinstance(message, str) else message[0], context)
        new.add(message, before.string if before else None, context=context)
    return new


def read_catalogue() -> Catalog:
    """Read the French catalogue."""
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="fr_CA")


def write_text(catalogue: Catalog) -> bytes:
    """Write a catalogue as a .po file."""
    output = io.BytesIO()
    write_po(output, catalogue, width=120, omit_header=False, sort_output=False, no_location=True)
    lines = output.getvalue().decode().splitlines(keepends=True)
    # Dates would make every run a change.
    return "".join(line for line in lines if "-Date:" not in line and "Generated-By" not in line).encode()


def compile_catalogue(catalogue: Catalog) -> bytes:
    """Compile a catalogue to the .mo file that Django reads."""
    output = io.BytesIO()
    # Its header would carry the time of reading.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(output, catalogue)
    return output.getvalue()


def list_untranslated(catalogue: Catalog) -> list[str]:
    """List the texts without French."""
    missing = []
    for message in catalogue:
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and not all(strings):
            missing.append(str(message.id))
    return missing


def main() -> None:
    """Bring both files up to date and name what still needs French."""
    old = read_catalogue() if (FOLDER / "django.po").exists() else Catalog(locale="fr_CA")
    catalogue = bring_up_to_date(old)
    (FOLDER / "django.po").write_bytes(write_text(catalogue))
    (FOLDER / "django.mo").write_bytes(compile_catalogue(read_catalogue()))
    for text in list_untranslated(catalogue):
        print(f"needs French: {text}")


if __name__ == "__main__":
    main()
