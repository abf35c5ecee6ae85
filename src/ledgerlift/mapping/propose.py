"""The decision about one table: which report it is and which column is which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from ledgerlift.catalogue import Catalogue
from ledgerlift.catalogue.words import is_unspaced
from ledgerlift.mapping import report_kind
from ledgerlift.mapping.assignment import assign
from ledgerlift.mapping.completion import (
    add_further_taxes,
    add_other_side,
    add_second_status,
    number_documents,
    read_implied_decimals,
)
from ledgerlift.mapping.confidence import confidence, leftover_margin, margins
from ledgerlift.mapping.described_columns import describe_columns, has_any_account, has_lines
from ledgerlift.mapping.evidence import Evidence, gather_evidence
from ledgerlift.mapping.found import Found
from ledgerlift.mapping.headerless_layout import find_headerless_layouts
from ledgerlift.mapping.likely_software import recognise_software
from ledgerlift.mapping.model import ChosenBy, ColumnMapping, TableMapping
from ledgerlift.mapping.own_codes import find_own_codes
from ledgerlift.mapping.relations import Relations, Typed, find_relations, samples_of
from ledgerlift.records import FIELDS, DataType, Kind
from ledgerlift.table.model import Table
from ledgerlift.values.amount_style import Mark
from ledgerlift.values.amounts import parse_amounts
from ledgerlift.values.dates import parse_dates
from ledgerlift.values.profile import ColumnProfile, profile_columns

ACCOUNT, CLEARLY = "gl_account", 1.0


@dataclass(frozen=True)
class Candidate:
    """One kind of report, with the best assignment of its fields to the table's columns."""

    data_type: DataType
    pairs: Mapping[str, str]
    evidence: Evidence

    @property
    def found(self) -> dict[str, Found]:
        """The fields that have a column."""
        weights = self.evidence.weights
        return {
            field: Found(column, weights[field, column].heading, weights[field, column].total)
            for field, column in self.pairs.items()
        }

    @property
    def any_accounts(self) -> frozenset[str]:
        """The columns whose headings mean an account, be it a supplier's or any other."""
        said = {column: weight.heading for (field, column), weight in self.evidence.weights.items() if field == ACCOUNT}
        return frozenset(column for column, heading in said.items() if heading > CLEARLY)


def propose_mapping(
    table: Table,
    *,
    catalogue: Catalogue,
    is_workbook: bool,
    software: str | None = None,
    as_type: DataType | None = None,
    titles: Sequence[str] = (),
    told: str | None = None,
) -> TableMapping:
    """Decide about one table.

    ``titles`` are the names of its file and sheet; the text above the table is added. ``told`` is the kind of report a
    person said it is, where that was in doubt.
    """
    profiles = _profile_columns(table, is_workbook=is_workbook)
    relations = _find_relations(table, profiles)
    described = describe_columns(table, profiles, relations, catalogue)
    keys = [column.key for column in table.columns]
    is_chosen = software is not None
    likely = None if software else recognise_software(described.headings, catalogue)
    if likely and likely.is_sure:
        software = likely.slug
    read_as = software or (likely.slug if likely else None)
    reports = catalogue.software[read_as].reports if read_as else {}
    layouts = find_headerless_layouts(table, profiles, catalogue, software)
    candidates = {}
    for data_type in DataType:
        evidence = gather_evidence(
            table.columns,
            profiles,
            relations,
            headings=catalogue.headings,
            data_type=data_type,
            software=read_as,
            accounts_are_suppliers=described.accounts_are_suppliers,
            own_codes=find_own_codes(table, profiles, reports.get(data_type)),
            places=layouts.get(data_type),
        )
        candidates[data_type] = Candidate(data_type, assign(list(FIELDS[data_type]), keys, evidence.scores), evidence)
    bills = candidates[DataType.BILLS]
    described = replace(
        described,
        has_lines=has_lines(table, candidates[DataType.PAYMENTS].pairs, relations),
        has_any_account=has_any_account(table, bills.pairs, bills.any_accounts),
    )
    decision = report_kind.decide(
        {data_type: candidate.found for data_type, candidate in candidates.items()},
        described,
        catalogue=catalogue,
        titles=(*titles, *table.title),
        as_type=as_type,
        software=software,
        told=told,
        # A chosen software may well call its own payments "Account Transactions".
        printed=() if is_chosen else table.title,
    )
    chosen = candidates[decision.best_data_type]
    columns = tuple(_column_mappings(table, profiles, chosen))
    columns = add_further_taxes(add_second_status(columns, chosen.evidence, profiles), relations)
    if decision.data_type is DataType.BILLS:
        columns = add_other_side(columns, relations, profiles)
    columns = number_documents(columns, chosen.evidence)
    columns = read_implied_decimals(columns, profiles, catalogue)
    return TableMapping(
        data_type=decision.data_type,
        confidence=decision.confidence,
        kind=decision.kind,
        columns=columns,
        reasons=decision.reasons,
        runner_up=decision.runner_up,
        fit=decision.score,
        software=read_as,
        doubt=decision.doubt,
    )


def _profile_columns(table: Table, *, is_workbook: bool) -> dict[str, ColumnProfile]:
    # Where headings are Chinese or Japanese, nobody writes a comma before decimals.
    hint: Mark | None = "." if any(is_unspaced(column.header) for column in table.columns) else None
    columns = {column.key: table.body[column.key] for column in table.columns}
    return profile_columns(columns, is_workbook=is_workbook, hint=hint)


def _find_relations(table: Table, profiles: Mapping[str, ColumnProfile]) -> Relations:
    amounts = [
        parse_amounts(pl.col(key), profile.number_style)
        for key, profile in profiles.items()
        if profile.number_style and profile.number_share >= 0.8
    ]
    dates = [
        parse_dates(pl.col(key), profile.date_style)
        for key, profile in profiles.items()
        if profile.date_style and profile.date_share >= 0.8
    ]
    texts = [pl.col(key) for key, profile in profiles.items() if profile.date_share < 0.5 and profile.cents_share < 0.3]

    def read(rows: pl.DataFrame) -> Typed:
        return Typed(rows.select(amounts), rows.select(dates), rows.select(texts))

    spread, first = samples_of(table.body)
    known = read(spread)
    return find_relations(known, known if first is spread else read(first))


def _column_mappings(table: Table, profiles: Mapping[str, ColumnProfile], chosen: Candidate) -> list[ColumnMapping]:
    scores = chosen.evidence.scores
    field_of = {column: field for field, column in chosen.pairs.items()}
    found = margins(chosen.pairs, scores)
    mappings = []
    for column in table.columns:
        profile, field = profiles[column.key], field_of.get(column.key)
        if field is None:
            margin, runner_up = leftover_margin(column.key, chosen.pairs, scores)
            mappings.append(
                ColumnMapping(
                    column.position, column.key, column.header, None, confidence(margin, "columns"), "none",
                    (chosen.evidence.headings[column.key].reason,), runner_up, 1 - confidence(margin, "columns"),
                    profile.date_style, profile.number_style,
                )
            )  # fmt: skip
            continue
        margin, runner_up = found[field]
        sure = confidence(margin, "columns")
        chosen_by, reasons = _explain(chosen.evidence, field, column.key, profile)
        kind = FIELDS[chosen.data_type][field]
        mappings.append(
            ColumnMapping(
                column.position, column.key, column.header, field, sure, chosen_by, reasons, runner_up,
                1 - sure if runner_up else None,
                profile.date_style if kind is Kind.DATE else None,
                profile.number_style if kind in (Kind.AMOUNT, Kind.RATE) else None,
            )
        )  # fmt: skip
    return mappings


def _explain(evidence: Evidence, field: str, column: str, profile: ColumnProfile) -> tuple[ChosenBy, tuple[str, ...]]:
    weight = evidence.weights[field, column]
    parts: list[tuple[float, ChosenBy, str]] = [
        (weight.heading, "heading", evidence.headings[column].reason),
        (weight.values, "values", profile.summary()),
    ]
    if weight.relation_reason:
        parts.append((weight.relations, "relation", weight.relation_reason))
    parts.sort(key=lambda part: part[0], reverse=True)
    return parts[0][1], tuple(reason for amount, _, reason in parts if amount > 0)
