"""The software catalogue: one YAML file a product, with its headings, codes and export steps."""

from ledgerlift.catalogue.catalogue import Catalogue, SoftwareNotKnownError, load
from ledgerlift.catalogue.examples import find_example
from ledgerlift.catalogue.headings import HeadingFact, Headings, normalise_heading
from ledgerlift.catalogue.mistakes import CatalogueMistakeError, Mistake
from ledgerlift.catalogue.model import Report, Software
from ledgerlift.catalogue.other_reports import OtherReport

__all__ = [
    "Catalogue",
    "CatalogueMistakeError",
    "HeadingFact",
    "Headings",
    "Mistake",
    "OtherReport",
    "Report",
    "Software",
    "SoftwareNotKnownError",
    "find_example",
    "load",
    "normalise_heading",
]
