"""Many companies from one CSV: every mistake is named with its row and column, and with one nothing is made."""

import csv
import dataclasses
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledgerlift_server.accounts.models import User
from ledgerlift_server.companies.models import Company
from ledgerlift_server.portal import company_forms
from ledgerlift_server.portal.company_forms import CompanyDetails
from ledgerlift_server.ui.refusals import Refusal

MOST_ROWS = 5000
MOST_BYTES = 2**20

# Headings in either language, as they are in the example.
HEADINGS = {
    "name": ("company name", "name", "nom de l'entreprise", "nom"),
    "description": ("description",),
    "contact_email": ("contact e-mail", "contact email", "e-mail", "email", "courriel du contact", "courriel"),
    "contact_language": ("language", "langue"),
    "owners": ("owners", "responsables"),
    "parent": ("parent company", "parent", "société mère"),
    "tags": ("tags", "étiquettes"),
    "subscriptions": ("subscriptions", "abonnements"),
}
LANGUAGES = {"": "en", "en": "en", "english": "en", "anglais": "en", "fr": "fr-ca", "fr-ca": "fr-ca", "french": "fr-ca",
             "français": "fr-ca", "francais": "fr-ca"}  # fmt: skip
SHOWN = {
    "name": gettext_lazy("Company name"),
    "description": gettext_lazy("Description"),
    "contact_email": gettext_lazy("Contact e-mail"),
    "contact_language": gettext_lazy("Language"),
    "owners": gettext_lazy("Owners"),
    "parent": gettext_lazy("Parent company"),
    "tags": gettext_lazy("Tags"),
    "subscriptions": gettext_lazy("Subscriptions"),
}


@dataclasses.dataclass(frozen=True)
class Mistake:
    """One thing to mend: the row as a spreadsheet counts it (the heading is 1), the column's heading, a sentence."""

    row: int
    column: str
    sentence: str


@dataclasses.dataclass(frozen=True)
class Sheet:
    """What a CSV holds: rows ready for `create_companies`, or the mistakes in the way; never both."""

    rows: Sequence[Mapping[str, Any]]
    mistakes: Sequence[Mistake]


def read(content: bytes, *, user: User, needs_email: bool) -> Sheet:
    """Read a CSV of companies. ``needs_email`` asks for a contact in every row, for invitations are to be sent."""
    lines = list(split_lines(content))
    headings, mistakes = read_headings(lines[0][1], lines[0][0]) if lines else ({}, [])
    if "name" not in headings:
        return Sheet([], [Mistake(1, str(SHOWN["name"]), _("There is no column “Company name”."))])
    if len(lines) - 1 > MOST_ROWS:
        sentence = _("There are {count} rows; one file takes {most}. Divide it.")
        found = sentence.format(count=len(lines) - 1, most=MOST_ROWS)
        return Sheet([], [Mistake(lines[MOST_ROWS + 1][0], "", found)])
    if len(lines) == 1:
        return Sheet([], [Mistake(2, "", _("There is no company below the headings."))])
    reader = RowReader(user, needs_email=needs_email)
    rows = []
    for number, cells in lines[1:]:
        values = {name: cells[place].strip() if place < len(cells) else "" for name, place in headings.items()}
        row, wrong = reader.read(number, values)
        rows.append(row)
        mistakes += wrong
        if len(cells) > len(lines[0][1]) and any(cell.strip() for cell in cells[len(lines[0][1]) :]):
            mistakes.append(
                Mistake(number, "", _("There are more cells than headings. Put a text with commas in quotes."))
            )
    return Sheet([], mistakes) if mistakes else Sheet(rows, [])


def split_lines(content: bytes) -> Sequence[tuple[int, list[str]]]:
    """Cut a file into its rows that are not blank, with their numbers; refuse what is no CSV."""
    if len(content) > MOST_BYTES:
        raise Refusal("csv_too_large", size=MOST_BYTES // 2**20)
    if b"\0" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("csv_not_readable")
    text = decode(content)
    first = text.lstrip().split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        lines, start = [], 1
        for cells in found:
            if any(cell.strip() for cell in cells):
                lines.append((start, cells))
            start = found.line_num + 1
        return lines
    except csv.Error:
        raise Refusal("csv_not_readable") from None


def decode(content: bytes) -> str:
    """Read the text in the encoding spreadsheets save in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_headings(cells: Sequence[str], row: int) -> tuple[dict[str, int], list[Mistake]]:
    """Find which column is what; a heading nobody knows, or twice, is a mistake."""
    found: dict[str, int] = {}
    mistakes = []
    for place, cell in enumerate(cells):
        text = " ".join(cell.replace("’", "'").lower().replace("_", " ").split())
        name = next((name for name, headings in HEADINGS.items() if text in headings), None)
        if not text:
            continue
        if name is None:
            mistakes.append(Mistake(row, cell, _("This heading is not known. Leave the column out, or rename it.")))
        elif name in found:
            mistakes.append(Mistake(row, cell, _("This heading is there twice.")))
        else:
            found[name] = place
    return found, mistakes


class RowReader:
    """Reads rows one by one; colleagues and companies that are there already are asked for once."""

    def __init__(self, user: User, *, needs_email: bool) -> None:
        self.user = user
        self.needs_email = needs_email
        self.colleagues = {person.email: person for person in company_forms.list_possible_owners(user)}
        self.parents: dict[str, Company] = {}

    def read(self, number: int, values: Mapping[str, str]) -> tuple[dict[str, Any], list[Mistake]]:
        """Give a row's values as `create_company` takes them, and its mistakes."""
        mistakes: list[tuple[str, str]] = []
        language = LANGUAGES.get(values.get("contact_language", "").lower())
        if language is None:
            mistakes.append(("contact_language", _("Write en or fr.")))
        form = CompanyDetails({**values, "contact_language": language or "en"})
        mistakes += [(name, str(sentence)) for name, errors in form.errors.items() for sentence in errors]
        if self.needs_email and not values.get("contact_email"):
            mistakes.append(("contact_email", _("An invitation needs an e-mail address.")))
        row = {**form.cleaned_data, "owners": self.find_owners(values.get("owners", ""), mistakes)}
        if values.get("parent"):
            row["parent"] = self.find_parent(values["parent"], mistakes)
        return row, [Mistake(number, str(SHOWN[name]), sentence) for name, sentence in mistakes]

    def find_owners(self, text: str, mistakes: list[tuple[str, str]]) -> list[User]:
        """Find colleagues by their e-mail addresses."""
        owners = []
        for address in company_forms.split_list(text.lower(), ",;"):
            if address in self.colleagues:
                owners.append(self.colleagues[address])
            else:
                mistakes.append(("owners", _("There is no colleague “{address}”.").format(address=address)))
        return owners

    def find_parent(self, text: str, mistakes: list[tuple[str, str]]) -> Company | None:
        """Find a parent by id or exact name; it has to be there before the file."""
        if text not in self.parents:
            try:
                self.parents[text] = company_forms.find_parent(self.user, text)
            except ValidationError as error:
                mistakes += [("parent", sentence) for sentence in error.messages]
                return None
        return self.parents[text]
