"""Reports that a package writes without headings: the columns are known by their places."""

from collections.abc import Iterable, Mapping

from ledgerlift.catalogue import Catalogue, Software
from ledgerlift.catalogue.model import IGNORED
from ledgerlift.mapping.heading_evidence import HIGHEST, LOWEST, HeadingEvidence
from ledgerlift.mapping.value_evidence import weigh_values
from ledgerlift.records import FIELDS, DataType
from ledgerlift.table.model import Table
from ledgerlift.values.profile import ColumnProfile

# Values that speak this much against their field do not stand in its place.
LEAST = -1.0

Places = Mapping[str, str]  # column key -> field, or IGNORED


def find_headerless_layouts(
    table: Table, profiles: Mapping[str, ColumnProfile], catalogue: Catalogue, software: str | None
) -> Mapping[DataType, Places]:
    """Give the field of each column, for each report that is written without headings and whose values all fit.

    Without a chosen software every package that has such a report is tried.
    """
    if any(column.header for column in table.columns):
        return {}
    keys = [column.key for column in table.columns]
    packages: Iterable[Software] = [catalogue.software[software]] if software else catalogue.software.values()
    found: dict[DataType, Places] = {}
    for package in packages:
        for data_type, report in package.reports.items():
            places = dict(zip(keys, report.headerless, strict=False))
            if len(report.headerless) == len(keys) and _fit(places, profiles, data_type):
                found.setdefault(data_type, places)
    return found


def _fit(places: Places, profiles: Mapping[str, ColumnProfile], data_type: DataType) -> bool:
    kinds = FIELDS[data_type]
    return all(
        weigh_values(profiles[key], field, kinds[field]) >= LEAST for key, field in places.items() if field != IGNORED
    )


def read_place(field: str, data_type: DataType) -> HeadingEvidence:
    """Say what the place of a column in a known layout says, as a heading would."""
    scores = dict.fromkeys(FIELDS[data_type], LOWEST)
    if field != IGNORED:
        scores[field] = HIGHEST
    return HeadingEvidence(scores, "its place in a report without headings", is_exact=True, is_own=True)
