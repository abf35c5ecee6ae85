"""The consent text: five sections, versioned. Changing a word means a new version."""

import dataclasses

from django.conf import settings
from django.utils.translation import gettext as _

from ledgerlift_server.companies.models import Company, Connection

VERSION = "2026-11"


@dataclasses.dataclass(frozen=True)
class Section:
    """One expandable part: a heading, a text, and perhaps a list."""

    key: str
    heading: str
    text: str
    items: tuple[str, ...] = ()


def write_sections(company: Company, connection: Connection) -> list[Section]:
    """Write the five sections for a company, in the language of the page."""
    names = {
        "bank": company.client.name,
        "company": company.name,
        "software": connection.software_name,
        "days": settings.CONFIGURATION.raw_file_days,
    }
    return [
        Section(
            "purpose",
            _("Purpose"),
            _(
                "{bank} asks for this data to analyse how {company} pays its suppliers, "
                "and to suggest how cards could help."
            ).format(**names),
        ),
        Section(
            "access",
            _("Access"),
            _(
                "Only the files you choose to upload are read. Nobody gets access to {software}, "
                "and nothing in it can be changed."
            ).format(**names),
        ),
        Section(
            "account",
            _("Account information"),
            _(
                "The name of your company, and the name, e-mail, phone, address and tax number of your suppliers."
            ).format(**names),
        ),
        Section(
            "data",
            _("Data that is shared"),
            _("From the reports you export from {software}:").format(**names),
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
            _(
                "The files you upload are deleted after {days} days. {bank} keeps the analysis for as long as "
                "its agreement with you says. Bank account and card numbers are never kept. "
                "You can withdraw your consent at any time with this same link."
            ).format(**names),
        ),
    ]


def write_text(sections: list[Section]) -> str:
    """Write the sections as Markdown: this is what is recorded."""
    parts = []
    for section in sections:
        parts.append(f"## {section.heading}\n\n{section.text}")
        if section.items:
            parts.append("\n".join(f"- {item}" for item in section.items))
    return "\n\n".join(parts) + "\n"
