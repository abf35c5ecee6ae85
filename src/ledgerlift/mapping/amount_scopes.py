"""Amounts printed twice, in the document's currency and in that of the books: which of the two is meant.

A record's amount is in the currency its currency column names, so the document's own counts and the other is left.
"""

from collections.abc import Collection, Mapping
from typing import Literal

from ledgerlift.catalogue.titles import amount_scopes, speaks_of
from ledgerlift.mapping.relation_evidence import Adjustments

Scope = Literal["document", "books"]
# Enough to turn the choice between two columns that both could be it, not to make an amount of something else.
SCOPE_EVIDENCE = 4.0


def scope_of(heading: str) -> Scope | None:
    """Tell in which currency the amounts under a heading are; None when it does not say."""
    scopes = amount_scopes()
    document, books = (speaks_of(heading, scopes[scope]) for scope in ("document", "books"))
    if document == books:
        return None
    return "document" if document > books else "books"


def weigh_scopes(
    headings: Mapping[str, str], fields: Collection[str], scores: Mapping[tuple[str, str], float]
) -> Adjustments:
    """Take the columns in the currency of the books from all amount fields, where another has the document's.

    ``headings`` are those of the columns by key. Where one of two columns that could be the same amount says which of
    the two it is, the other is the other.
    """
    scopes = {key: scope_of(heading) for key, heading in headings.items()}
    twice: set[str] = set()
    for field in fields:
        rivals = [key for key in headings if scores.get((field, key), 0.0) > 0.0]
        said = {scopes[key] for key in rivals}
        if (len(rivals) > 1 and said > {None}) or len(said) > 1:
            unsaid: Scope = "document" if "books" in said else "books"
            twice |= {key for key in rivals if (scopes[key] or unsaid) == "books"}
    reason = "in the currency of the books"
    return {(field, key): (-SCOPE_EVIDENCE, reason) for field in fields for key in twice}
