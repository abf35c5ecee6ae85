"""The whole catalogue, loaded once: packages by slug, and the index of their headings."""

import functools
import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from ledgerlift.catalogue.building import build
from ledgerlift.catalogue.files import list_software_files, read_software
from ledgerlift.catalogue.general import GENERAL_FILE, read_general
from ledgerlift.catalogue.headings import GENERAL, Headings, build_index
from ledgerlift.catalogue.model import Software
from ledgerlift.catalogue.other_reports import (
    OTHER_REPORTS_FILE,
    OtherReport,
    build_other_reports,
    read_other_reports,
)
from ledgerlift.catalogue.search import search
from ledgerlift.catalogue.words import WORD_FILES
from ledgerlift.compiled import load_compiled


class SoftwareNotKnownError(LookupError):
    """A slug that names no package; carries the slugs that come nearest."""

    def __init__(self, slug: str, suggestions: tuple[str, ...]) -> None:
        super().__init__(slug)
        self.slug = slug
        self.suggestions = suggestions

    def __str__(self) -> str:
        nearest = f"; did you mean {' or '.join(self.suggestions)}?" if self.suggestions else ""
        return f"no software is called {self.slug!r}{nearest}"


class Catalogue:
    """Every accounting package we know. Parts are read when they are first asked for."""

    @functools.cached_property
    def software(self) -> Mapping[str, Software]:
        """The packages by slug, in alphabetical order."""
        return _Packages(self._compiled["packages"])

    @functools.cached_property
    def _compiled(self) -> Mapping[str, Mapping[str, Any]]:
        compiled: Mapping[str, Any] = load_compiled("software", list_software_files(), _compile_software)
        return compiled

    @property
    def _names(self) -> Mapping[str, Mapping[str, Any]]:
        return self._compiled["names"]

    @functools.cached_property
    def headings(self) -> Headings:
        """The index of headings over all packages."""
        sources = [*list_software_files(), GENERAL_FILE, *WORD_FILES]
        return Headings(load_compiled("headings", sources, _compile_headings))

    @functools.cached_property
    def other_reports(self) -> Mapping[str, OtherReport]:
        """Reports that are none of ours, by kind: customers, sales_invoices, trial_balance, ..."""
        sources = [OTHER_REPORTS_FILE, *WORD_FILES]
        return build_other_reports(load_compiled("other_reports", sources, read_other_reports))

    def get(self, slug: str) -> Software:
        """Give the package a slug or one of its aliases names; raise SoftwareNotKnownError with the nearest slugs."""
        wanted = slug.strip().casefold()
        found = self.software.get(self._slugs.get(wanted, ""))
        if found is None:
            raise SoftwareNotKnownError(slug, self._nearest_slugs(wanted))
        return found

    def family_of(self, slug: str) -> str:
        """Give the package whose facts a package shares, itself when it shares none: their headings are the same."""
        extended: str | None = self._names[slug]["extends"] if slug in self._names else None
        return extended or slug

    def search(self, query: str) -> list[Software]:
        """Find packages by name, vendor, old name or a misspelling of them, the likeliest first."""
        return [self.software[slug] for slug in search(self._names, query)]

    @functools.cached_property
    def _slugs(self) -> dict[str, str]:
        aliases = {alias: slug for slug, each in self._names.items() for alias in each["slug_aliases"]}
        return aliases | {slug: slug for slug in self._names}

    def _nearest_slugs(self, wanted: str) -> tuple[str, ...]:
        import difflib

        near = difflib.get_close_matches(wanted, self._slugs, n=5, cutoff=0.5)
        return tuple(dict.fromkeys(self._slugs[slug] for slug in near))[:3]


class _Packages(Mapping[str, Software]):
    """Packages that are made when they are asked for: a start needs one of sixty."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._made: dict[str, Software] = {}

    def __getitem__(self, slug: str) -> Software:
        if slug not in self._made:
            self._made[slug] = build(Software, json.loads(self._texts[slug]), _refuse)
        return self._made[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@functools.cache
def load() -> Catalogue:
    """Give the catalogue; the same one every time."""
    return Catalogue()


def _compile_software() -> dict[str, Any]:
    packages = read_software()
    # A package is kept as one text, which is passed over three times as fast as what it stands for; the picker and a
    # slug need nothing but names.
    return {
        "names": {
            slug: {"name": each["name"], "vendor": each["vendor"], "extends": each.get("extends")}
            | {key: each.get(key, []) for key in ("slug_aliases", "aliases")}
            for slug, each in packages.items()
        },
        "packages": {slug: json.dumps(each, ensure_ascii=False) for slug, each in packages.items()},
    }


def _compile_headings() -> dict[str, Any]:
    return build_index({GENERAL: read_general(), **read_software()})


def _refuse(path: tuple[str | int, ...], reason: str) -> NoReturn:
    # What was compiled was checked before; anything else in the cache is not ours.
    raise ValueError(f"{'.'.join(map(str, path))}: {reason}")
