"""Reports that hold suppliers or their amounts and are none of ours: journals, price lists, summaries, orders."""

import functools

import pytest

from ledgerlift import pipeline
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file

FIRMS = ("Alder Supply Ltd", "Birch Transport Ltd", "Cedar Energy plc", "Dogwood Print Ltd", "Elm Catering Ltd")


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def inspect_rows(folder, heading, row, count=40):
    path = folder / "export.csv"
    path.write_text("\n".join([heading, *map(row, range(count))]) + "\n", encoding="utf-8")
    return pipeline.inspect(path)


def day(number):
    return f"{number % 28 + 1:02}/04/2025"


def kind_of(found):
    return found.outcome, found.kind


def test_journal_of_all_books_is_none_of_ours_though_its_sides_differ(tmp_path):
    """A journal cut at a month's end does not add up, and half of its rows name a customer or a supplier."""
    books = [("AC", "401000", "607000"), ("VE", "411000", "707000"), ("BQ", "512000", "401000")]

    def row(number):
        journal, one, other = books[number // 2 % 3]
        who = f"F{number % 5};{FIRMS[number % 5]}" if number % 2 else ";"
        sides = f"{number + 10},50;0,00" if number % 2 else f"0,00;{number + 11},20"
        account = one if number % 2 else other
        return f"{journal};{number // 2};202504{number % 28 + 1:02};{account};Compte;{who};P{number};Pièce;{sides}"

    heading = "JournalCode;EcritureNum;EcritureDate;CompteNum;CompteLib;CompAuxNum;CompAuxLib;PieceRef;EcritureLib"
    assert kind_of(inspect_rows(tmp_path, f"{heading};Debit;Credit", row)) == ("wrong_report", "general_ledger")


def test_journal_of_purchases_is_a_journal_though_every_row_names_the_supplier(tmp_path):
    def row(number):
        amount = f"{number // 2 + 10}.50"
        account, sides = ("Repairs", f"{amount},") if number % 2 else ("Accounts Payable", f",{amount}")
        return f"{number // 2},{day(number // 2)},{account},{sides},{FIRMS[number // 2 % 5]},B{number // 2}"

    heading = "Transaction ID,Transaction Date,Account Name,Debit Amount,Credit Amount,Vendor,Bill Number"
    found = inspect_rows(tmp_path, heading, row)
    assert found.outcome == "wrong_report"
    assert found.kind in ("general_ledger", "journals")


def test_postings_of_any_account_against_any_other_are_a_journal(tmp_path):
    """Creditors stand on either side beside banks and revenue, so the accounts are no suppliers'."""
    pairs = [("70001", "4930"), ("1200", "70001"), ("10010", "8400"), ("70002", "4980"), ("1200", "10010")]

    def row(number):
        one, other = pairs[number % 5]
        return f"{number + 10},50;{'SH'[number % 2]};EUR;{one};{other};{number % 28 + 1:02}04;R{number};Buchung"

    heading = "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Gegenkonto (ohne BU-Schlüssel)"
    found = inspect_rows(tmp_path, f"{heading};Belegdatum;Belegfeld 1;Buchungstext", row)
    assert found.outcome == "wrong_report"
    assert found.kind in ("general_ledger", "journals")


def test_bills_coded_to_accounts_of_suppliers_alone_are_bills(tmp_path):
    def row(number):
        account = 70001 + number % 5
        return f"{number + 10},50;EUR;{account};{4900 + number % 7};{number % 28 + 1:02}.04.2025;R{number};Einkauf"

    heading = "Rechnungsbetrag;Währung;Konto;Gegenkonto;Rechnungsdatum;Rechnungsnummer;Buchungstext"
    assert inspect_rows(tmp_path, heading, row).kind not in ("general_ledger", "journals")


def test_costs_taken_out_of_the_ledger_are_direct_costs(tmp_path):
    """They keep both columns and fill one."""

    def row(number):
        return f"6{number % 5}10,Training,{day(number)},P-CARD,{1000 + number},Course fee,{number + 10}.50,0.00"

    heading = "ACCOUNT,ACCOUNT DESCRIPTION,DATE,SOURCE,REFERENCE,DESCRIPTION,DEBIT,CREDIT"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("ready", "direct_costs")


def test_price_list_of_suppliers_is_a_list_of_items(tmp_path):
    def row(number):
        return (
            f"{FIRMS[number % 5]},P{1000 + number},Bolt M{number},{number + 10}.50,10,{number + 9}.45,{day(number)},EA"
        )

    heading = "Vendor,Vendor Part No,Description,List Price,Discount %,Net Price,Effective Date,UOM"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("wrong_report", "items")


def test_amounts_on_tax_slips_are_no_list_of_suppliers(tmp_path):
    def row(number):
        return f"V{100 + number},Contractor {number} LLC,12-{3456789 + number},NEC,{number + 700}.50"

    found = inspect_rows(tmp_path, "Vendor ID,Vendor,Tax ID,Box,1099 Amount YTD", row)
    assert kind_of(found) == ("wrong_report", "tax_slips")


def test_suppliers_with_their_address_are_suppliers_whatever_they_were_paid(tmp_path):
    def row(number):
        return f"V{100 + number},Contractor {number} LLC,{number} Mill Lane,Fresno,CA,93721,NEC,{number + 700}.50"

    heading = "Vendor ID,Vendor Name,Address,City,State,ZIP,Box,1099 Amount YTD"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("ready", "suppliers")


@pytest.mark.parametrize(
    "periods",
    [
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        ("Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"),
        ("2024-01", "2024-02", "2024-03", "2024-04", "2024-05"),
        ("Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024"),
        ("janvier", "février", "mars", "avril", "mai"),
    ],
)
def test_a_column_for_each_month_sums_up_by_supplier(tmp_path, periods):
    def row(number):
        return ",".join(
            [f"Firm {number} Ltd", *(f"{number + at}.50" for at in range(len(periods))), f"{number * 9}.00"]
        )

    found = inspect_rows(tmp_path, ",".join(["Supplier", *periods, "Total"]), row)
    assert kind_of(found) == ("wrong_report", "supplier_summary")


def test_list_that_numbers_orders_and_no_bill_is_one_of_orders(tmp_path):
    def row(number):
        status = ("Open order", "Received", "Invoiced")[number % 3]
        return (
            f"PO{7000 + number},V{number % 5},{FIRMS[number % 5]},{day(number)},{day(number + 3)},{status},{number}.50"
        )

    heading = "Purchase order,Vendor account,Vendor name,Order date,Delivery date,Status,Total"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("wrong_report", "purchase_orders")


def test_accruals_name_suppliers_and_are_no_direct_costs(tmp_path):
    def row(number):
        return f"{FIRMS[number % 5]},5{number % 4}00,Lot {number},{day(number)},{number * 3}.50,2025-04,Ana Ruiz"

    heading = "Vendor,Expense Account,Description,Accrual Date,Accrued Amount,Reversal Period,Preparer"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("wrong_report", "accruals")


def test_claims_of_employees_that_name_no_business_are_no_direct_costs(tmp_path):
    def row(number):
        return f"R{number},Ana Ruiz,{day(number)},{('Meals', 'Taxi')[number % 2]},{number * 3}.50,Yes,Approved"

    heading = "Report ID,Employee,Expense Date,Category,Amount,Reimbursable,Report Status"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("wrong_report", "expense_claims")


def test_spend_of_employees_with_businesses_is_direct_costs(tmp_path):
    def row(number):
        return f"{day(number)};{FIRMS[number % 5]};{number + 12},50;EUR;Ana Ruiz;Reisen;6{number % 3}00;Notiz {number}"

    heading = "Datum;Händler;Betrag;Währung;Mitarbeiter;Kategorie;Konto;Notiz"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("ready", "direct_costs")


def test_list_that_has_all_headings_of_a_package_and_one_of_customers_is_of_customers(tmp_path):
    def row(number):
        return f"{100 + number % 5};{FIRMS[number % 5]};F{number};{day(number)};{day(number)};{number + 12},50;0,00"

    heading = "Debiteurnummer;Naam;Factuurnummer;Factuurdatum;Vervaldatum;Bedrag;Openstaand"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("wrong_report", "sales_invoices")


def test_dated_bills_under_the_title_of_a_summary_are_bills(tmp_path):
    def row(number):
        return f"{day(number)},F{number},{FIRMS[number % 5]},{number}0.00,{number}.60,{number * 10}.60,{day(number)}"

    heading = "Reporte de compras por proveedor\nFecha,Folio,Razón Social,Subtotal,IVA,Total,Fecha Vencimiento"
    assert kind_of(inspect_rows(tmp_path, heading, row)) == ("ready", "bills")
