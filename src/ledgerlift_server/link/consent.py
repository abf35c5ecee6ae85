"""The consent text: five sections and the bank's terms, versioned. Changing a word means a new version."""

import dataclasses
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ledgerlift_server.client_settings import consent as wordings
from ledgerlift_server.client_settings.models import ConsentWording
from ledgerlift_server.client_settings.retention import count_raw_file_days
from ledgerlift_server.companies.models import Company, Connection

VERSION = "2026-11"


@dataclasses.dataclass(frozen=True)
class Section:
    """One expandable part: a heading, a text, and perhaps a list."""

    key: str
    heading: str
    text: str
    items: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class ConsentText:
    """What is agreed to, in one language; ``version`` names the very words."""

    version: str
    sections: tuple[Section, ...]


def write(company: Company, connection: Connection, *, wording: ConsentWording | None = None) -> ConsentText:
    """Write the text for a company in the language of the page, in a version of its bank's words or the newest."""
    client = company.client
    wording = wording or wordings.find_current(client)
    language = "fr" if (get_language() or "en").startswith("fr") else "en"
    days = count_raw_file_days(client)
    values = {
        "bank": client.name,
        "company": company.name,
        "software": connection.software_name,
        "days": str(days),
    }
    own = wordings.texts_of(wording, language)
    sections = [reword(section, own[section.key], values) for section in write_usual(values, days)]
    if own["terms"]:
        sections.append(Section("terms", _("Terms and conditions"), wordings.fill(own["terms"], values)))
    return ConsentText(f"{VERSION}/{wording.number}" if wording else VERSION, tuple(sections))


def reword(section: Section, own: Mapping[str, str], values: Mapping[str, str]) -> Section:
    """Put the bank's own heading and text in place of the usual ones, where it has some."""
    heading = wordings.fill(own["heading"], values) or section.heading
    text = wordings.fill(own["body"], values) or section.text
    return dataclasses.replace(section, heading=heading, text=text)


def write_usual(values: Mapping[str, str], days: int) -> list[Section]:
    """Write the five sections as they are without words of the bank's own."""
    kept = _("The files you upload are deleted after {days} days.") if days else _(
        "The files you upload are deleted as soon as the analysis is made."
    )  # fmt: skip
    return [
        Section(
            "purpose",
            _("Purpose"),
            _(
                "{bank} asks for this data to analyse how {company} pays its suppliers, "
                "and to suggest how cards could help."
            ).format(**values),
        ),
        Section(
            "access",
            _("Access"),
            _(
                "Only the files you choose to upload are read. Nobody gets access to {software}, "
                "and nothing in it can be changed."
            ).format(**values),
        ),
        Section(
            "account",
            _("Account information"),
            _(
                "The name of your company, and the name, e-mail, phone, address and tax number of your suppliers."
            ).format(**values),
        ),
        Section(
            "data",
            _("Data that is shared"),
            _("From the reports you export from {software}:").format(**values),
            (
                _("Company information"),
                _("Suppliers"),
                _("Bills"),
                _("Bill payments"),
                _("Credit notes on bills"),
                _("Direct costs"),
                _("Payment methods"),
                _("Tax rates"),
            ),
        ),
        Section(
            "retention",
            _("Retention"),
            kept.format(**values)
            + " "
            + _(
                "{bank} keeps the analysis for as long as its agreement with you says. "
                "Bank account and card numbers are never kept. "
                "You can withdraw your consent at any time with this same link."
            ).format(**values),
        ),
    ]


def write_text(text: ConsentText) -> str:
    """Write a text as Markdown: this is what is recorded."""
    parts = []
    for section in text.sections:
        parts.append(f"## {section.heading}\n\n{section.text}")
        if section.items:
            parts.append("\n".join(f"- {item}" for item in section.items))
    return "\n\n".join(parts) + "\n"
