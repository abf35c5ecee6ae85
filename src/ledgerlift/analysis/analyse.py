"""From the records of a snapshot to the figures of its reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from ledgerlift.analysis import cubes
from ledgerlift.analysis.account import account_for
from ledgerlift.analysis.entities import analyse_entities
from ledgerlift.analysis.marks import Scope
from ledgerlift.analysis.methods import analyse_methods
from ledgerlift.analysis.period import Period, choose_period
from ledgerlift.analysis.portable import Records, fetch
from ledgerlift.analysis.settings import AnalysisSettings
from ledgerlift.analysis.suppliers import DETAILS, analyse_suppliers, is_listed
from ledgerlift.analysis.survey import survey
from ledgerlift.snapshot import Snapshot

# Goes up whenever a definition changes, so that two reports can be told apart.
RULES_VERSION = "1"


@dataclass(frozen=True)
class Analysis:
    """The figures of one snapshot.

    ``suppliers`` has every supplier with activity in the period and says in ``is_listed`` who reaches the threshold of
    the supplier table; ``methods`` covers them all. ``entities`` is empty unless the books hold several companies.
    ``account`` says what became of every transaction. Amounts are Decimals in base currency, percentages floats from
    0 to 100 and unrounded; columns are described in `definitions`.
    """

    settings: AnalysisSettings
    scope: Scope
    suppliers: pl.DataFrame
    methods: pl.DataFrame
    entities: pl.DataFrame
    account: pl.DataFrame

    @property
    def period(self) -> Period | None:
        """The days looked at; None when no transaction has a date."""
        return self.scope.period

    @property
    def months(self) -> int:
        """Months reviewed."""
        return self.period.months if self.period else 0

    @property
    def base_currency(self) -> str | None:
        """The currency of every amount; None when no record states any."""
        return self.scope.base_currency

    @property
    def overall(self) -> dict[str, Any]:
        """The figures of the whole company, by column of ``methods``."""
        return self.methods.row(-1, named=True)

    @property
    def listed_suppliers(self) -> pl.DataFrame:
        """The rows of the supplier table."""
        return self.suppliers.filter("is_listed")


def analyse(snapshot: Snapshot, settings: AnalysisSettings | None = None) -> Analysis:
    """Analyse a snapshot."""
    settings = settings or AnalysisSettings()
    return analyse_records(snapshot.frames, settings, base_currency=snapshot.manifest.base_currency)


def analyse_records(
    frames: Mapping[str, Any], settings: AnalysisSettings, *, base_currency: str | None = None
) -> Analysis:
    """Analyse the record types of a snapshot, held by any engine narwhals speaks to: Polars, DuckDB, Spark ...

    The base currency is the one of the settings, else ``base_currency``, else the one most transactions are in.
    """
    tables: dict[str, Records] = {name: nw.from_native(frame).lazy() for name, frame in frames.items()}
    seen = survey(tables, settings.as_of)
    scope = Scope(
        base_currency=settings.base_currency or base_currency or seen.currency,
        period=choose_period(settings, seen.oldest, seen.newest),
    )
    bills = cubes.add_up_bills(tables["bills"], scope)
    payments = cubes.add_up_payments(tables["payments"], scope)
    direct_costs = cubes.add_up_direct_costs(tables["direct_costs"], scope)
    suppliers = analyse_suppliers(
        fetch(tables["suppliers"].select("supplier_key", *DETAILS)),
        bills,
        cubes.add_up_terms(tables["bills"], scope),
        payments,
        direct_costs,
        imported_on=settings.imported_on,
    )
    months = scope.period.months if scope.period else 0
    return Analysis(
        settings=settings,
        scope=scope,
        suppliers=suppliers.with_columns(is_listed=is_listed(settings.supplier_threshold, months)),
        methods=analyse_methods(suppliers),
        entities=analyse_entities(bills, direct_costs),
        account=account_for(bills, payments, direct_costs, tables["credit_notes"]),
    )
