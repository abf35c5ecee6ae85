"""The software list as the journey shows it, read from the engine's catalogue."""

import dataclasses
import functools
import unicodedata
import zlib
from typing import TYPE_CHECKING

from ledgerlift import catalogue

if TYPE_CHECKING:
    from ledgerlift.catalogue import Report, Software


# Colours of tiles in journey.css.
HUES = 8
_NAMES_OF_AN_EDITION = 2


@dataclasses.dataclass(frozen=True)
class Choice:
    """A software to pick; ``known_as`` are other names of an edition, where several are easily confused."""

    slug: str
    name: str
    vendor: str
    known_as: tuple[str, ...] = ()

    @property
    def initials(self) -> str:
        """Two letters that stand for a logo."""
        letters = [word[0] for word in self.name.replace("(", " ").replace("/", " ").split() if word[0].isalnum()]
        return "".join(letters[:2]).upper()

    @property
    def hue(self) -> int:
        """The number of the tile's colour: the same for the same name wherever it is shown."""
        return zlib.crc32(self.name.encode()) % HUES


@dataclasses.dataclass(frozen=True)
class Query:
    """A definition an administrator can install to get a report."""

    name: str
    file_name: str
    text: str
    note: str


@dataclasses.dataclass(frozen=True)
class Instructions:
    """Where a report is found in a software, in the reader's language; empty parts are not known."""

    report_name: str = ""
    menu_path: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    filters: str = ""
    alternative_name: str = ""
    alternative_path: tuple[str, ...] = ()
    alternative_steps: tuple[str, ...] = ()
    who_can_export: str = ""
    headings: tuple[str, ...] = ()
    recognise: str = ""
    queries: tuple[Query, ...] = ()
    has_example: bool = False
    is_general: bool = False


# The catalogue's entry for software it does not know: general instructions, no card to pick.
UNLISTED = "other"


@functools.cache
def list_all() -> tuple[Choice, ...]:
    """List every software that is offered, by name."""
    offered = [each for each in catalogue.load().software.values() if each.data_types and each.slug != UNLISTED]
    choices = [Choice(each.slug, each.name, each.vendor, name_edition(each)) for each in offered]
    return tuple(sorted(choices, key=lambda choice: fold(choice.name)))


def name_edition(software: "Software") -> tuple[str, ...]:
    """Give the names that tell a package from those that share its facts; none where it is alone."""
    known = catalogue.load()
    family = known.family_of(software.slug)
    others = [each for each in known.software.values() if each is not software and known.family_of(each.slug) == family]
    if not others:
        return ()
    shown = set(fold(f"{software.vendor} {software.name}").split())
    theirs = {fold(name) for each in others for name in (each.name, *each.aliases)}
    telling = [name for name in software.aliases if set(fold(name).split()) - shown and fold(name) not in theirs]
    return tuple(telling[:_NAMES_OF_AN_EDITION])


def search(text: str) -> list[Choice]:
    """List the software a text may mean, likeliest first: by name, maker, old name, or with a slip of the pen."""
    offered = {choice.slug: choice for choice in list_all()}
    return [offered[each.slug] for each in catalogue.load().search(text) if each.slug in offered]


def find(slug: str) -> Choice | None:
    """Find an offered software by its slug."""
    return next((choice for choice in list_all() if choice.slug == slug), None)


def instruct(slug: str, data_type: str, *, french: bool) -> Instructions:
    """Say where a software keeps a report; general ones where we do not know the software."""
    software = catalogue.load().software.get(slug or UNLISTED)
    if software is None:
        return Instructions()
    who = software.who_can_export.fr if french else software.who_can_export.en
    report = next((each for key, each in software.reports.items() if key.value == data_type), None)
    if report is None:
        return Instructions(who_can_export=who)
    other = report.alternative
    return Instructions(
        report_name=report.name,
        menu_path=report.menu_path,
        steps=report.steps.fr if french else report.steps.en,
        filters=report.filters.fr if french else report.filters.en,
        alternative_name=other.name if other else "",
        alternative_path=other.menu_path if other else (),
        alternative_steps=((other.steps.fr if french else other.steps.en) if other else ()),
        who_can_export=who,
        headings=typical_headings(report, french=french),
        recognise=report.recognise.fr if french else report.recognise.en,
        queries=tuple(
            Query(each.name, each.file_name, each.text, each.note.fr if french else each.note.en)
            for each in report.queries
        ),
        has_example=catalogue.find_example(software.slug, data_type) is not None,
        is_general=software.slug == UNLISTED,
    )


def typical_headings(report: "Report", *, french: bool) -> tuple[str, ...]:
    """Pick the headings such a report shows, one a field, for a small picture of it."""
    known = report.headings.get("fr" if french else "en") or report.headings.get("en") or {}
    return tuple(names[0] for field, names in known.items() if names and field not in {"ignored", "bank_details"})[:6]


def fold(text: str) -> str:
    """Return text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
