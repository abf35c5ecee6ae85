"""One file: what inspecting it says, in the documented form."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from ledgerlift import pipeline
from ledgerlift.catalogue import SoftwareNotKnownError
from ledgerlift.records import DataType

CENT = Decimal("0.01")
BILLS = "Vendor,Invoice Number,Invoice Date,Amount\n" + "".join(
    f"Supplier {number} Ltd,A-{number},{number + 12}/05/2025,{number}.25\n" for number in range(1, 9)
)
CUSTOMERS = "Customer ID,Customer Name,Salesperson,Ship To Address\n" + "".join(
    f"C{number},Buyer {number} Ltd,Ann Lee,{number} Mill Road\n" for number in range(1, 9)
)


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_inspection_names_kind_columns_and_totals(tmp_path: Path) -> None:
    found = pipeline.inspect(write(tmp_path / "bills.csv", BILLS))
    assert (found.outcome, found.data_type) == ("ready", DataType.BILLS)
    (table,) = found.tables
    assert {column.field for column in table.mapping.columns} == {
        "supplier_name", "bill_number", "issue_date", "total_amount"
    }  # fmt: skip
    assert table.totals == {"total_amount": Decimal("38.00")}
    assert (table.rows, table.records, table.suppliers) == (8, 8, 8)


def test_json_has_every_documented_key_and_writes_amounts_as_text(tmp_path: Path) -> None:
    data = pipeline.inspect(write(tmp_path / "bills.csv", BILLS)).to_json()
    assert list(data["file"]) == ["name", "bytes", "sha256", "format", "encoding", "delimiter", "sheet"]
    (table,) = data["tables"]
    assert table["totals"] == {"total_amount": "38.00"}
    assert table["columns"][2]["date_order"] == "DMY"
    assert table["columns"][3]["decimal"] == "."
    assert {"position", "header", "field", "confidence", "chosen_by", "reasons"} <= set(table["columns"][0])


def test_look_alike_is_named_with_what_we_need_instead(tmp_path: Path) -> None:
    found = pipeline.inspect(write(tmp_path / "list.csv", CUSTOMERS), as_type=DataType.SUPPLIERS)
    assert (found.outcome, found.kind) == ("wrong_report", "customers")
    sentence = found.problems[-1].sentence("en")
    assert "customer list" in sentence
    assert "list of suppliers" in sentence
    assert "fournisseurs" in found.problems[-1].sentence("fr")
    assert found.to_json()["tables"][0]["data_type"]["value"] is None


def test_look_alike_with_its_software_says_where_the_right_report_is(tmp_path: Path) -> None:
    found = pipeline.inspect(
        write(tmp_path / "list.csv", CUSTOMERS), as_type=DataType.SUPPLIERS, software="sage-50-accounts"
    )
    assert "In Sage 50 Accounts: " in found.problems[-1].sentence("en")


@pytest.mark.parametrize("content", ["Dear all,\n\nplease find the figures attached.\n", "just one line\n"])
def test_prose_is_not_recognised(tmp_path: Path, content: str) -> None:
    found = pipeline.inspect(write(tmp_path / "letter.txt", content))
    assert found.outcome == "not_recognised"
    assert found.tables == ()


def test_rejected_file_keeps_its_name_and_says_why(tmp_path: Path) -> None:
    found = pipeline.inspect(write(tmp_path / "bills.csv", ""))
    assert (found.outcome, found.file.name) == ("rejected", "bills.csv")
    assert [problem.code for problem in found.problems] == ["file_empty"]
    assert found.to_json()["data_type"] == {"value": None, "confidence": None}


def test_unknown_software_is_refused_with_the_nearest_name(tmp_path: Path) -> None:
    with pytest.raises(SoftwareNotKnownError, match="xero"):
        pipeline.inspect(write(tmp_path / "bills.csv", BILLS), software="xerro")


def test_workbook_with_a_report_on_each_sheet_gives_them_all(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for title, text in (
        ("Suppliers", "Supplier ID,Supplier Name,City\nS1,Ann Ltd,York\nS2,Bob Ltd,Hull\n"),
        ("Bills", BILLS),
    ):
        sheet = book.create_sheet(title)
        for line in text.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "all.xlsx")
    found = pipeline.inspect(tmp_path / "all.xlsx")
    assert {table.data_type for table in found.tables} == {DataType.SUPPLIERS, DataType.BILLS}


def test_months_on_sheets_of_their_own_are_read_together(tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for month in ("January", "February"):
        sheet = book.create_sheet(month)
        for line in BILLS.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "bills.xlsx")
    assert [table.table.sheet for table in pipeline.inspect(tmp_path / "bills.xlsx").tables] == ["January", "February"]


def test_table_is_given_as_it_stands(tmp_path: Path) -> None:
    table = pipeline.find_table(write(tmp_path / "bills.csv", "My report\n\n" + BILLS))
    assert table is not None
    assert table.header_rows == (3,)
    assert table.body.select("1", "4").row(0) == ("Supplier 1 Ltd", "1.25")


def test_correction_moves_a_field_to_the_column_somebody_names(tmp_path: Path) -> None:
    path = write(
        tmp_path / "bills.csv", BILLS.replace("Vendor,", "Vendor,Second Total,").replace(" Ltd,", " Ltd,7.00,")
    )
    before = pipeline.inspect(path)
    assert before.tables[0].totals["total_amount"] == Decimal("38.00")
    after = pipeline.inspect(path, answers=[pipeline.Answer("total_amount", "2")])
    assert after.tables[0].totals["total_amount"] == Decimal("56.00")
    chosen = after.tables[0].mapping.column_of("total_amount")
    assert chosen is not None
    assert (chosen.position, chosen.chosen_by, chosen.confidence) == (2, "answer", 1.0)


def test_correction_to_a_column_that_cannot_be_it_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "bills.csv", BILLS)
    found = pipeline.inspect(path, answers=[pipeline.Answer("total_amount", "1")])
    assert found.tables[0].totals["total_amount"] == Decimal("38.00")
    (problem,) = [each for each in found.problems if each.code == "correction_not_possible"]
    assert "“Vendor” cannot be the total amount:" in problem.sentence("en")
    assert "« Vendor » ne peut pas être le montant total :" in problem.sentence("fr")


def write_journal(path: Path) -> Path:
    """Write what French books call their file of entries: each bill on the supplier's account, the cost and the tax."""
    rows = ["EcritureNum;EcritureDate;CompteNum;CompteLib;CompAuxNum;CompAuxLib;PieceRef;EcritureLib;Debit;Credit"]
    for number in range(1, 31):
        who = f"F{number % 7};Fournisseur {number % 7} SARL"
        for account, debit, credit in ((401000, 0, 12), (606100, 10, 0), (445660, 2, 0)):
            shown = who if account == 401000 else ";"
            rows.append(
                f"HA{number};202503{number:02};{account};Compte;{shown};FA{number};Achat;{debit},00;{credit},00"
            )
    return write(path, "\n".join(rows))


def test_books_with_both_sides_of_everything_are_no_list_of_bills(tmp_path: Path) -> None:
    found = pipeline.inspect(write_journal(tmp_path / "fec.txt"), as_type=DataType.BILLS)
    assert (found.outcome, found.kind) == ("wrong_report", "general_ledger")


def test_whoever_sends_a_journal_is_asked_for_bills(tmp_path: Path) -> None:
    found = pipeline.inspect(write_journal(tmp_path / "fec.txt"))
    assert found.outcome == "wrong_report"
    assert found.problems[-1].details["needed_en"] == "the list of bills from suppliers"


def test_yes_and_no_are_no_payment_method(tmp_path: Path) -> None:
    lines = ["Timestamp,Merchant,Amount,Category,Reimbursable"]
    lines += [f"2025-03-{day:02},Shop {day % 5},{day}.25,Travel,{'yes' if day % 3 else 'no'}" for day in range(1, 25)]
    (table,) = pipeline.inspect(write(tmp_path / "expenses.csv", "\n".join(lines))).tables
    assert "payment_method" not in {column.field for column in table.mapping.columns}


def test_taxes_in_several_columns_are_read_together(tmp_path: Path) -> None:
    lines = ["No facture;Fournisseur;Date facture;Montant avant taxes;TPS;TVQ;Total"]
    for number in range(1, 25):
        net = Decimal(number * 100)
        taxes = [Decimal(0), Decimal(0)] if number % 6 == 0 else [net * 5 / 100, (net * 9975 / 100000).quantize(CENT)]
        cells = [f"{amount:.2f}".replace(".", ",") for amount in (net, *taxes, net + sum(taxes))]
        lines.append(";".join([f"F{number}", f"Papeterie {number % 5} inc.", f"2025-03-{number:02}", *cells]))
    (table,) = pipeline.inspect(write(tmp_path / "factures.csv", "\n".join(lines))).tables
    assert [column.field for column in table.mapping.columns].count("tax_amount") == 2
    assert table.totals["tax_amount"] == table.totals["total_amount"] - table.totals["subtotal"]


def write_ledger(path: Path, *, words: tuple[str, str]) -> Path:
    """Write suppliers' accounts: bills on the credit side, payments on the debit side, and what that leaves."""
    lines = ["Supplier Ledger", "", "Supplier,Date,Ref,Details,Debit,Credit,Balance"]
    for supplier in range(4):
        balance = Decimal(0)
        for entry in range(6):
            amount = Decimal(supplier * 100 + entry * 10) + Decimal("5.50")
            debit, credit = (amount, "") if entry % 2 else ("", amount)
            balance += amount if credit else -amount
            day = f"{entry + 1:02}/{supplier + 1:02}/2025"
            lines.append(f"Shop {supplier} Ltd,{day},R{supplier}{entry},{words[entry % 2]},{debit},{credit},{balance}")
    return write(path, "\n".join(lines))


def test_accounts_of_suppliers_give_bills_and_payments(tmp_path: Path) -> None:
    found = pipeline.inspect(write_ledger(tmp_path / "ledger.csv", words=("Purchase invoice", "Payment")))
    bills, payments = found.tables
    assert (bills.data_type, payments.data_type) == (DataType.BILLS, DataType.PAYMENTS)
    assert bills.totals == {"total_amount": Decimal("2106.00")}
    assert payments.totals == {"amount": Decimal("2226.00")}


def test_few_credits_on_the_other_side_are_taken_off(tmp_path: Path) -> None:
    """A package that codes its bills to accounts calls the debit an amount of a line."""
    lines = [",Type,Date,Num,Memo,Account,Clr,Split,Debit,Credit"]
    for supplier in range(5):
        lines.append(f'"Shop {supplier}, Inc.",,,,,,,,,')
        lines += [
            f",Bill,01/{day}/2025,B{supplier}{day},Paper,2000 Payable,,6100 Office,,10.00" for day in range(13, 23)
        ]
    lines.append(",Credit,01/28/2025,C1,Paper,2000 Payable,,6100 Office,4.00,")
    (bills,) = pipeline.inspect(write(tmp_path / "export.csv", "\n".join(lines))).tables
    assert bills.totals == {"total_amount": Decimal("496.00")}


def test_accounts_without_types_give_what_was_credited(tmp_path: Path) -> None:
    path = write_ledger(tmp_path / "ledger.csv", words=("Paper", "Ink"))
    found = pipeline.inspect(path, as_type=DataType.BILLS)
    (bills,) = found.tables
    assert bills.totals == {"total_amount": Decimal("2106.00")}


def test_balances_of_accounts_are_a_trial_balance(tmp_path: Path) -> None:
    lines = ["Account,Account Name,Debit,Credit"]
    lines += [f"{1000 + n},Account {n},{n * 7 if n % 2 else 0}.00,{0 if n % 2 else n * 3}.00" for n in range(1, 40)]
    found = pipeline.inspect(write(tmp_path / "tb.csv", "\n".join(lines)))
    assert (found.outcome, found.kind) == ("wrong_report", "trial_balance")


PARTIES = "id,name,address,city,email\n" + "".join(
    f"{number},Firm {number} Ltd,{number} Mill Road,Leeds,office@firm{number}.example\n" for number in range(1, 12)
)
MOVEMENTS = "Supplier,Date,Number,Amount\n" + "".join(
    f"Firm {number} Ltd,{number + 12}/03/2025,T{number},{number}0.50\n" for number in range(1, 12)
)


def test_list_that_may_be_ours_or_not_is_asked_about(tmp_path: Path) -> None:
    path = write(tmp_path / "list.csv", PARTIES)
    found = pipeline.inspect(path)
    assert (found.outcome, found.data_type) == ("needs_answer", None)
    (question,) = found.questions
    assert (question.kind, question.choices) == ("data_type", ("suppliers", "customers", "employees"))
    assert question.sentence("en") == "Is this a list of suppliers, a customer list or an employee list?"
    assert question.sentence("fr") == "Est-ce une liste de fournisseurs, une liste de clients ou une liste d'employés?"
    assert question.examples[0].startswith("1 · Firm 1 Ltd · 1 Mill Road")
    assert found.to_json()["data_type"]["value"] is None
    assert found.to_json()["tables"][0]["data_type"]["value"] is None


@pytest.mark.parametrize(
    ("said", "outcome", "kind"), [("suppliers", "ready", "suppliers"), ("customers", "wrong_report", "customers")]
)
def test_answer_decides_what_a_list_is(tmp_path: Path, said: str, outcome: str, kind: str) -> None:
    path = write(tmp_path / "list.csv", PARTIES)
    found = pipeline.inspect(path, answers=[pipeline.Answer("data_type", said)])
    assert (found.outcome, found.kind, found.questions) == (outcome, kind, ())


def test_what_a_list_was_sent_as_needs_no_question(tmp_path: Path) -> None:
    found = pipeline.inspect(write(tmp_path / "list.csv", PARTIES), as_type=DataType.SUPPLIERS)
    assert (found.outcome, found.data_type) == ("ready", DataType.SUPPLIERS)


@pytest.mark.parametrize("said", ["bills", "payments"])
def test_two_of_our_reports_that_fit_alike_are_asked_about(tmp_path: Path, said: str) -> None:
    path = write(tmp_path / "movements.csv", MOVEMENTS)
    (question,) = pipeline.inspect(path).questions
    assert (question.kind, set(question.choices)) == ("data_type", {"bills", "payments", "direct_costs"})
    found = pipeline.inspect(path, answers=[pipeline.Answer("data_type", said)])
    assert (found.outcome, found.data_type) == ("ready", DataType(said))
    fields = {column.field for column in found.tables[0].mapping.columns}
    assert ("payment_date" if said == "payments" else "issue_date") in fields


def test_answer_that_is_none_of_the_two_is_no_answer(tmp_path: Path) -> None:
    path = write(tmp_path / "movements.csv", MOVEMENTS)
    found = pipeline.inspect(path, answers=[pipeline.Answer("data_type", "suppliers")])
    assert found.outcome == "needs_answer"
