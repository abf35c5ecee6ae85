"""Columns whose heading leaves open, or hides, that they hold suppliers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ledgerlift.mapping.relations import Relations
from ledgerlift.mapping.weight import Weight
from ledgerlift.table.model import Column
from ledgerlift.values.profile import ColumnProfile

Weights = dict[tuple[str, str], Weight]

SAID_CLEARLY, UNSAID_SUPPLIER_LOSS = 1.0, 1.2
TEXTS, PREFERRED_EVIDENCE = ("description", "note"), 1.5
ACCOUNT_LOSS = 3.0
MOSTLY = 0.7  # of the cells are different
# A company has a few entities of its own and buys from many businesses.
MANY, SOME_BUSINESSES = 5, 0.15


def prefer_supplier(weights: Weights, columns: Sequence[Column], profiles: Mapping[str, ColumnProfile]) -> None:
    """Read the one heading that may mean the supplier or what was bought as the supplier, where cells come again."""
    named = [column.key for column in columns if weights["supplier_name", column.key].heading > SAID_CLEARLY]
    for key in named if len(named) == 1 else ():
        weight = weights["supplier_name", key]
        is_either = any(weights[text, key].heading > SAID_CLEARLY for text in TEXTS if (text, key) in weights)
        if is_either and weight.values > 0 and profiles[key].distinct_share < MOSTLY:
            weights["supplier_name", key] = replace(weight, values=weight.values + PREFERRED_EVIDENCE)


def read_accounts_as_suppliers(
    weights: Weights, columns: Sequence[Column], profiles: Mapping[str, ColumnProfile]
) -> None:
    """Read the account with the most values as the supplier's; its balancing accounts are few."""
    named = [column.key for column in columns if weights["gl_account", column.key].heading > 0]
    if named:
        key = max(named, key=lambda each: profiles[each].distinct_count)
        said = weights["gl_account", key].heading
        weights["supplier_id", key] = replace(weights["supplier_id", key], heading=said)
        weights["gl_account", key] = replace(weights["gl_account", key], heading=said - ACCOUNT_LOSS)


def read_entities_as_suppliers(
    weights: Weights, columns: Sequence[Column], profiles: Mapping[str, ColumnProfile], relations: Relations
) -> None:
    """Read the one column of "entities" as suppliers where there are many: businesses, or numbers of suppliers named.

    Some programs call everybody they deal with an entity.
    """
    many = [column.key for column in columns if profiles[column.key].distinct_count >= MANY]
    said = {name: _said(weights, columns, name) for name in ("supplier_id", "supplier_name")}
    businesses = [key for key in many if profiles[key].company_share > SOME_BUSINESSES]
    numbered = {
        named.key
        for named in relations.names
        if named.is_mutual and weights["supplier_name", named.name].total > SAID_CLEARLY
    }
    if not said["supplier_id"]:
        _lend(weights, [key for key in many if key in numbered], "entity_id", "supplier_id")
    if not said["supplier_name"] and not said["supplier_id"]:
        _lend(weights, businesses, "entity_name", "supplier_name")


def _said(weights: Weights, columns: Sequence[Column], name: str) -> bool:
    return any(weights[name, column.key].heading > SAID_CLEARLY for column in columns)


def _lend(weights: Weights, keys: Sequence[str], field: str, lent_to: str) -> None:
    """Let what the heading of a column says for one field speak for another."""
    named = [key for key in keys if weights[field, key].heading > SAID_CLEARLY]
    if len(named) == 1:
        said = weights[field, named[0]].heading
        weights[lent_to, named[0]] = replace(weights[lent_to, named[0]], heading=said)
        weights[field, named[0]] = replace(weights[field, named[0]], heading=said - ACCOUNT_LOSS)


def doubt_unsaid_supplier(weights: Weights, columns: Sequence[Column]) -> None:
    """Want a word or a relation for a supplier's number: a wrong one makes one supplier of many."""
    for column in columns:
        weight = weights["supplier_id", column.key]
        if column.header and weight.heading < SAID_CLEARLY and weight.relations <= 0:
            weights["supplier_id", column.key] = replace(weight, values=weight.values - UNSAID_SUPPLIER_LOSS)
