import pytest

from ledgerlift import catalogue
from ledgerlift.catalogue import normalise_heading
from ledgerlift.catalogue.mistakes import CatalogueMistakeError
from ledgerlift.catalogue.other_reports import read_other_reports
from ledgerlift.records import DataType


@pytest.fixture(scope="module")
def other_reports():
    return catalogue.load().other_reports


@pytest.mark.parametrize(
    "kind",
    [
        "customers", "sales_invoices", "customer_payments", "purchase_orders", "sales_orders", "trial_balance",
        "chart_of_accounts", "general_ledger", "bank_statement", "payroll", "employees", "items", "inventory",
        "time_sheet", "aged_receivables", "aged_payables", "budget", "tax_report", "fixed_assets", "journals",
        "delivery_notes", "brokerage_trades",
    ],
)  # fmt: skip
def test_kind_is_known_in_two_languages(other_reports, kind):
    report = other_reports[kind]
    assert report.kind == kind
    assert report.name.en.startswith(("a ", "an "))
    assert report.name.fr.startswith(("un ", "une "))
    assert report.titles
    assert len(report.telling) >= 15
    assert report.telling <= report.headings


def test_customer_list_is_told_by_its_customers(other_reports):
    customers = other_reports["customers"]
    assert customers.resembles is DataType.SUPPLIERS
    assert normalise_heading("Salesperson Code") in customers.telling
    assert normalise_heading("Name") in customers.headings - customers.telling


def test_telling_headings_are_no_field_of_the_report_it_resembles(other_reports):
    headings = catalogue.load().headings
    # Ledgers and statements share debit, credit and payment columns with ours; there it is the mix that tells.
    told_by_the_mix = {"general_ledger", "journals", "bank_statement", "card_statement"}
    for report in other_reports.values():
        if report.resembles and report.kind not in told_by_the_mix:
            ours = {
                heading
                for heading in report.telling
                for fact in headings.facts(heading)
                if fact.field and fact.data_type is report.resembles and len(fact.products) > 6
            }
            assert len(ours) <= 1, (report.kind, ours)


def test_mistake_is_told_with_its_line(tmp_path):
    path = tmp_path / "other.yaml"
    path.write_text("customers:\n  name: {en: a list, fr: une liste}\n  titels: {en: [x]}\n", encoding="utf-8")
    with pytest.raises(CatalogueMistakeError, match=r"(?m)^other\.yaml:3: unknown key 'titels'"):
        read_other_reports(path)
