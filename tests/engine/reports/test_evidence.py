"""Every underlined number leads to the rows behind it, and they add up to it; in both languages."""

import re

import openpyxl
import pytest

from ledgerlift.analysis import definitions
from ledgerlift.analysis.quarters import compare_quarters
from ledgerlift.reports import Issuer, ReportSettings, kinds
from ledgerlift.reports.words import list_words

TARGET = re.compile(r"'([^']+)'!([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
COUNTS = {"bills_count": "bills", "payments_count": "payments", "direct_costs_count": "direct_costs"}
AMOUNTS = {"bills": "bills_amount", "payments": "payments_amount", "direct_costs": "direct_costs_amount"}


@pytest.fixture(scope="module", params=["en", "fr"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def write(language, tmp_path_factory):
    def make(kind, opened, analysed):
        path = tmp_path_factory.mktemp("evidence") / "report.xlsx"
        settings = ReportSettings(language=language, issuer=Issuer("Banque Zoë"))
        kinds()[kind].writer(analysed, opened, path, settings)
        return openpyxl.load_workbook(path)

    return make


@pytest.fixture(scope="module")
def book(write, several_companies):
    return write("spend_analysis", *several_companies)


def headings(sheet, row):
    return [cell.value for cell in sheet[row]]


def list_records(book, name, language):
    """Give the rows of a tab of records by heading."""
    sheet = book[list_words("tabs", language)[name]]
    return [dict(zip(headings(sheet, 1), row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]


@pytest.mark.parametrize("kind", ["spend_analysis", "ongoing_insights"])
def test_every_link_leads_to_cells_that_are_there(kind, write, two_quarters, language):
    opened, analysed = two_quarters
    book = write(kind, opened, analysed)
    links = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) > 8
    for cell in links:
        sheet, _, row, _, last = TARGET.fullmatch(cell.hyperlink.location).groups()
        assert int(last or row) <= book[sheet].max_row, cell.coordinate
        assert cell.font.underline, cell.coordinate


def test_headlines_lead_to_the_column_that_says_what_counts(book, several_companies, language):
    _, analysis = several_companies
    raw, yes, tabs = list_words("raw", language), list_words("values", language)["yes"], list_words("tabs", language)
    labels = list_words("customer", language)
    cells = {row[0].value: row[1] for row in book[tabs["customer"]].iter_rows()}
    for name, amount in AMOUNTS.items():
        tab, letters, row = TARGET.fullmatch(cells[labels[amount]].hyperlink.location).groups()[:3]
        assert (tab, book[tab][f"{letters}{row}"].value) == (tabs[name], raw["in_the_figures"])
        counted = [each for each in list_records(book, name, language) if each[raw["in_the_figures"]] == yes]
        assert sum(each[raw["base_amount"]] for each in counted) == pytest.approx(float(analysis.overall[amount]))


def test_method_counts_lead_to_the_column_to_filter_by(book, several_companies, language):
    _, analysis = several_companies
    sheet = book[list_words("tabs", language)["methods"]]
    keys = [column.key for column in definitions.list_columns("methods")]
    raw, method_names = list_words("raw", language), definitions.list_words("methods", language)
    yes = list_words("values", language)["yes"]
    for number, figures in enumerate(analysis.methods.iter_rows(named=True), 3):
        for count, name in COUNTS.items():
            cell = sheet.cell(number, keys.index(count) + 1)
            if not figures[count]:
                assert cell.hyperlink is None
                continue
            tab, letters, row = TARGET.fullmatch(cell.hyperlink.location).groups()[:3]
            assert tab == list_words("tabs", language)[name]
            assert book[tab][f"{letters}{row}"].value == raw["supplier_method"]
            if figures["level"] != "method":
                continue
            behind = [
                record[raw["base_amount"]]
                for record in list_records(book, name, language)
                if record[raw["supplier_method"]] == method_names[figures["payment_method"]]
                and record[raw["in_the_figures"]] == yes
            ]
            assert sum(behind) == pytest.approx(float(figures[AMOUNTS[name]]))
            assert sum(amount > 0 for amount in behind) == figures[count]


def test_supplier_counts_lead_to_the_amounts_behind_them(book, several_companies, language):
    _, analysis = several_companies
    sheet = book[list_words("tabs", language)["suppliers"]]
    keys = [column.key for column in definitions.list_columns("suppliers")]
    for number, supplier in enumerate(analysis.listed_suppliers.iter_rows(named=True), 3):
        for count, name in COUNTS.items():
            cell = sheet.cell(number, keys.index(count) + 1)
            if not supplier[count]:
                assert cell.hyperlink is None
                assert not cell.font.underline
                continue
            tab, letters, first, until, last = TARGET.fullmatch(cell.hyperlink.location).groups()
            assert (tab, until) == (list_words("tabs", language)[name], letters)
            amounts = [row[0].value for row in book[tab][f"{letters}{first}:{until}{last}"]]
            assert sum(amounts) == pytest.approx(float(supplier[AMOUNTS[name]]))
            assert sum(amount > 0 for amount in amounts) == supplier[count]


def test_company_rows_add_up_from_their_records(book, several_companies, language):
    _, analysis = several_companies
    raw, yes = list_words("raw", language), list_words("values", language)["yes"]
    sheet = book[list_words("tabs", language)["entities"]]
    for number, entity in enumerate(analysis.entities.iter_rows(named=True), 2):
        for letters, name, amount in (("C", "bills", "bills_amount"), ("D", "direct_costs", "direct_costs_amount")):
            cell = sheet[f"{letters}{number}"]
            assert bool(cell.hyperlink) == bool(entity[amount])
            if cell.hyperlink:
                tab, column, row = TARGET.fullmatch(cell.hyperlink.location).groups()[:3]
                assert book[tab][f"{column}{row}"].value == raw["entity_name"]
            behind = [
                record[raw["base_amount"]]
                for record in list_records(book, name, language)
                if record[raw["entity_id"]] == entity["entity_id"] and record[raw["in_the_figures"]] == yes
            ]
            assert sum(behind) == pytest.approx(float(entity[amount]))


def test_records_of_new_suppliers_add_up_to_the_summary(write, two_quarters, language):
    opened, analysed = two_quarters
    book = write("ongoing_insights", opened, analysed)
    summary = compare_quarters(opened, analysed.settings).summary
    raw = list_words("raw", language)
    for name, amount in AMOUNTS.items():
        amounts = [record[raw["base_amount"]] for record in list_records(book, name, language)]
        assert sum(amounts) == pytest.approx(float(summary[amount]))
        assert sum(each > 0 for each in amounts) == summary[f"{name}_count"]
        assert all(record[raw["file"]] and record[raw["row"]] for record in list_records(book, name, language))


@pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if kind.suffix == ".xlsx"])
def test_every_workbook_says_where_it_comes_from_and_how_it_was_made(kind, write, two_quarters, language):
    opened, analysed = two_quarters
    sheet = write(kind, opened, analysed)[list_words("tabs", language)["read_me"]]
    said = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    words, chosen = list_words("read_me", language), list_words("settings", language)
    assert said[words["snapshot_id"]] == opened.manifest.snapshot_id
    assert said[words["rules_version"]] == "1"
    assert said[chosen["language"]] == chosen["own_language"]
    assert said[chosen["issuer"]] == "Banque Zoë"
    assert said[chosen["paper"]] == chosen["letter"]


@pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if kind.suffix == ".xlsx"])
def test_every_sheet_is_set_up_for_paper(kind, write, two_quarters, language):
    opened, analysed = two_quarters
    for sheet in write(kind, opened, analysed):
        assert sheet.page_setup.fitToWidth or sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert "&P" in sheet.oddFooter.right.text, sheet.title
        if sheet.auto_filter.ref:
            assert sheet.print_title_rows, sheet.title
