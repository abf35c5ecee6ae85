"""Who is left out of what goes to a card network, and on whose word."""

import re
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from ledgerlift import records
from ledgerlift.offers import find_exclusions
from ledgerlift.offers.exclusions import list_classes
from ledgerlift.snapshot import Company, Manifest, Snapshot


def make_snapshot(bills=(), company=None):
    rows = {"bills": list(bills)}
    frames = {
        name: pl.DataFrame(rows.get(name, []), schema=dict(columns), orient="row").lazy()
        for name, columns in records.SNAPSHOT.items()
    }
    return Snapshot(Path(), Manifest(company=Company(name=company)), frames)


def booked(supplier, account, amount, **more):
    return {"supplier_key": supplier, "gl_account_name": account, "total_amount": Decimal(amount), **more}


def exclude(names, **books):
    suppliers = pl.DataFrame(
        {"supplier_key": names, "supplier_name": names},
        schema=dict.fromkeys(("supplier_key", "supplier_name"), pl.String),
    )
    found = find_exclusions(suppliers, make_snapshot(**books))
    return {key: (reason, rule) for key, reason, rule in found.iter_rows()}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Receiver General for Canada", "taxes"),
        ("RECEVEUR GÉNÉRAL DU CANADA", "taxes"),
        ("Revenu Québec", "taxes"),
        ("IRS - EFTPS", "taxes"),
        ("Ohio Department of Taxation", "taxes"),
        ("H.M. Revenue & Customs", "taxes"),
        ("URSSAF Île-de-France", "taxes"),
        ("ADP Payroll", "payroll"),
        ("Bank of America N.A.", "banks"),
        ("Banque Nationale du Canada", "banks"),
        ("Caisse Desjardins de Lévis", "banks"),
        ("American Express", "banks"),
        ("Due to Holdco", "intercompany"),
        ("Petty Cash", "internal"),
        ("Petite caisse", "internal"),
        ("One-Time Vendor", "internal"),
        ("Frais bancaires", "internal"),
        ("Smith LLP in Trust", "escrow"),
    ],
)
def test_name_that_nobody_else_bears_is_enough(name, reason):
    assert exclude([name])[name][0] == reason


@pytest.mark.parametrize(
    "name",
    ["Ottawa Food Bank", "Payroll Software House", "Visa Services Travel", "ARC Document Solutions", "RBC Bearings Inc",
     "Taxi Diamond", "ADP Electronics", "Trust Hardware", "Interest Media Group", "Cash and Carry Foods", None],
)  # fmt: skip
def test_name_that_only_sounds_so_stays(name):
    assert exclude([name]) == {}


def test_name_counts_with_the_account_that_most_was_booked_to():
    bills = [
        booked("Coast Leasing", "2400 Notes payable", 900),
        booked("Coast Leasing", "6100 Office", 100),
        booked("River Bank Cafe", "6400 Meals", 900),
        booked("River Bank Cafe", "2400 Notes payable", 100),
        booked("Plain Name", "2400 Notes payable", 900),
    ]
    found = exclude(["Coast Leasing", "River Bank Cafe", "Plain Name"], bills=bills)
    assert found == {"Coast Leasing": ("banks", "banks.bank")}


def test_own_name_and_those_of_the_group_are_intercompany():
    bills = [booked("x", None, 1, entity_name="Maple Ridge Ltée"), booked("y", None, 1, entity_name="Maple North Inc")]
    found = exclude(["The Maple Ridge Co.", "Maple North", "Maple Syrup"], bills=bills, company="Maple Ridge")
    assert found == dict.fromkeys(["The Maple Ridge Co.", "Maple North"], ("intercompany", "intercompany.own_name"))


def test_supplier_of_two_classes_has_the_first():
    assert exclude(["Receiver General in trust"])["Receiver General in trust"][0] == "taxes"


def test_nobody_is_excluded_from_nobody():
    assert exclude([]) == {}


def test_every_rule_is_a_pattern_of_folded_words():
    for each in list_classes():
        for pattern in [*each.authorities.values(), *each.names.values(), *each.accounts.values()]:
            assert re.search(pattern, "zzz") is None, f"{each.name}: {pattern} finds anything"
            assert pattern == pattern.lower().replace("\\W", "\\w"), f"{each.name}: {pattern}"
        assert set(each.label) == {"en", "fr"}
