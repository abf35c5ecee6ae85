"""The file may overrule the choice: headings that are another package's own say so."""

from collections import Counter
from collections.abc import Sequence

from ledgerlift import catalogue
from ledgerlift.catalogue import Software
from ledgerlift.catalogue.headings import GENERAL
from ledgerlift.problems import Place, Problem
from ledgerlift.records import DataType

# The catalogue's entry for everything it does not know: it has no words of its own.
UNLISTED = "other"

# Shares of a report's headings: so many are the other package's, at most so many the chosen one's, and nobody else
# comes near. Measured on the golden exports: no wrong name, and never said of the right software.
ALMOST_ALL, FEW, LEAD, LEAST_HEADINGS = 0.9, 0.4, 2, 5


def find_other_software(
    headings: Sequence[str], data_type: DataType, chosen: Software | None, place: Place
) -> Problem | None:
    """Say which other package a report looks like an export of; None where it fits, or where nothing is certain."""
    if chosen is None or chosen.slug == UNLISTED or len(headings) < LEAST_HEADINGS:
        return None
    loaded = catalogue.load()
    known = _count_headings(headings, data_type)
    (other, most), (_, second) = [*known.most_common(2), ("", 0), ("", 0)][:2]
    own_share = known[loaded.family_of(chosen.slug)] / len(headings)
    if most / len(headings) < ALMOST_ALL or own_share > FEW or most - second < LEAD:
        return None
    return Problem("other_software_recognised", place, details={"other": loaded.get(other).name, "chosen": chosen.name})


def _count_headings(headings: Sequence[str], data_type: DataType) -> Counter[str]:
    """Count, by package whose facts others share, how many of the headings stand in its reports of the data type."""
    loaded = catalogue.load()
    known: Counter[str] = Counter()
    for heading in headings:
        facts = [fact for fact in loaded.headings.facts(heading) if fact.data_type is data_type]
        known.update({loaded.family_of(slug) for fact in facts for slug in fact.products})
    for slug in (GENERAL, UNLISTED):
        known.pop(slug, None)
    return known
