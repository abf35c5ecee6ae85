from collections import Counter
from pathlib import Path

import pytest
from stdnum.au import abn
from stdnum.ca import bn
from stdnum.de import vat as german
from stdnum.es import cif
from stdnum.fr import tva
from stdnum.gb import vat as british
from stdnum.nl import btw
from tools.samples.invent import invent_ledger

PLACES = sorted(path.stem for path in Path(invent_ledger.__code__.co_filename).parent.joinpath("places").glob("*.yaml"))
CHECKS = {"gb": british, "de": german, "nl": btw, "fr": tva, "es": cif, "au": abn, "ca": bn, "ca-fr": bn}

places = pytest.mark.parametrize("place", PLACES)


@places
def test_same_seed_gives_the_same_books(place):
    assert repr(invent_ledger(place, seed=5).bills[:9]) == repr(invent_ledger(place, seed=5).bills[:9])


@places
def test_supplier_names_differ_whatever_their_case(place):
    names = [supplier.name.casefold() for supplier in invent_ledger(place, seed=6, suppliers=40).suppliers]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("place", sorted(CHECKS))
def test_tax_numbers_have_right_check_digits(place):
    numbers = [supplier.tax_number for supplier in invent_ledger(place, seed=7).suppliers]
    assert all(CHECKS[place].is_valid(number) for number in numbers)


@places
def test_every_supplier_has_a_bill(place):
    ledger = invent_ledger(place, seed=8)
    assert {bill.supplier.n for bill in ledger.bills} == {supplier.n for supplier in ledger.suppliers}


@places
def test_bill_numbers_are_unique_for_a_supplier(place):
    bills = invent_ledger(place, seed=9, bills=200).bills
    assert max(Counter((bill.supplier.n, bill.number) for bill in bills).values()) == 1


@places
def test_nothing_is_paid_twice_or_before_it_came(place):
    for bill in invent_ledger(place, seed=10, bills=200).bills:
        assert abs(bill.paid) <= abs(bill.total)
        assert bill.issued <= bill.posted
        assert bill.issued <= bill.due
        assert all(item.payment.date > bill.posted for item in bill.allocations)


@places
def test_payments_are_positive_and_made_of_their_parts(place):
    for payment in invent_ledger(place, seed=11, bills=200).payments:
        assert payment.amount > 0
        assert {item.bill.supplier.n for item in payment.allocations} == {payment.supplier.n}


def test_early_days_only_gives_no_day_that_is_no_month():
    ledger = invent_ledger("gb", seed=12, last_day=12)
    days = [bill.issued.day for bill in ledger.bills] + [bill.due.day for bill in ledger.bills]
    days += [payment.date.day for payment in ledger.payments] + [bill.posted.day for bill in ledger.bills]
    assert max(days) <= 12


def test_suppliers_from_abroad_bill_in_their_own_currency():
    ledger = invent_ledger("us", seed=13, abroad={"de": 2})
    assert Counter(supplier.currency for supplier in ledger.suppliers)["EUR"] == 2
    assert {bill.rate for bill in ledger.bills if bill.supplier.currency == "USD"} == {1}
