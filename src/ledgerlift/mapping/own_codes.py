"""Codes that the chosen software is known to use: a column made of them is what they are codes of."""

from collections.abc import Collection, Mapping

from ledgerlift.catalogue.model import Report
from ledgerlift.table.model import Table
from ledgerlift.values.profile import ColumnProfile

# A list of codes is never quite complete.
MOST = 0.6
FEW_CODES = 20
OWN_CODES_EVIDENCE = 2.5


def find_own_codes(
    table: Table, profiles: Mapping[str, ColumnProfile], report: Report | None
) -> frozenset[tuple[str, str]]:
    """Give the (field, column key) pairs for which most cells of the column are codes the report has for the field."""
    if report is None:
        return frozenset()
    known = {"payment_method": report.methods, "document_type": report.document_types}
    return frozenset(
        (field, column.key)
        for column in table.columns
        if 0 < profiles[column.key].distinct_count <= FEW_CODES
        for field, codes in known.items()
        if _share(table, column.key, codes.keys()) >= MOST
    )


def _share(table: Table, key: str, codes: Collection[str]) -> float:
    if not codes:
        return 0.0
    cells = table.body[key].drop_nulls().str.strip_chars().str.to_lowercase()
    return float(cells.is_in([code.lower() for code in codes]).mean() or 0.0)  # type: ignore[arg-type]
