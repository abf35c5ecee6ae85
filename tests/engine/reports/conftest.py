from datetime import date
from decimal import Decimal

import openpyxl
import polars as pl
import pytest

from ledgerlift import records
from ledgerlift.analysis import AnalysisSettings, analyse
from ledgerlift.reports import Issuer, ReportSettings
from ledgerlift.reports.spend_analysis import write_spend_analysis
from ledgerlift.snapshot import Company, Manifest, SourceEntry, TableEntry, read_snapshot, write_snapshot

EPOCH = date(1970, 1, 1)
# A one-pixel PNG.
LOGO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
LONG_NAME = "Très long nom " * 400  # 5,600 characters


def frame(name, rows):
    return pl.DataFrame(rows, schema=dict(records.SNAPSHOT[name]), orient="row")


def bill(number, supplier, issued, total, *, due=None, settled=None, owed=None, **more):
    total = Decimal(total)
    owed = total if owed is None and settled is None else Decimal(owed or 0)
    return {
        "bill_key": f"b{number}", "bill_number": f"{number:05d}", "supplier_key": supplier, "total_amount": total,
        "amount_due": owed, "issue_date": issued, "issue_day": (issued - EPOCH).days,
        "due_date": due, "due_day": due and (due - EPOCH).days,
        "settled_on": settled, "settled_day": settled and (settled - EPOCH).days,
        "currency": "CAD", "status": "Paid" if settled else "Open", "file": "bills.csv", "row": number + 1, **more,
    }  # fmt: skip


def payment(number, supplier, paid, amount, method, **more):
    return {
        "payment_key": f"p{number}", "supplier_key": supplier, "amount": Decimal(amount), "payment_date": paid,
        "payment_day": (paid - EPOCH).days, "currency": "CAD", "recorded_method": method, "inferred_method": method,
        "method_basis": "recorded", "file": "paid.xlsx", "sheet": "Feuil 1", "row": number + 1, **more,
    }  # fmt: skip


def cost(number, supplier, spent, total, **more):
    return {
        "expense_key": f"e{number}", "supplier_key": supplier, "total_amount": Decimal(total), "date": spent,
        "issue_day": (spent - EPOCH).days, "currency": "CAD", "inferred_method": "CreditCard",
        "method_basis": "account", "payment_account": "Amex", "file": "costs.csv", "row": number + 1, **more,
    }  # fmt: skip


def books():
    """A small company whose text tries everything a cell should not do."""
    return {
        "suppliers": frame("suppliers", [
            {"supplier_key": "a", "supplier_id": "00042", "supplier_name": "Ateliers Côté & fils <SARL>",
             "phone": "+14185550100", "origin": "suppliers", "file": "suppliers.csv", "row": 2},
            {"supplier_key": "b", "supplier_id": "-7", "supplier_name": '=HYPERLINK("http://x","y")',
             "origin": "suppliers", "file": "suppliers.csv", "row": 3},
            {"supplier_key": "c", "supplier_name": LONG_NAME, "origin": "bills"},
            {"supplier_key": "idle", "supplier_name": "Idle", "origin": "suppliers", "file": "suppliers.csv", "row": 4},
        ]),
        "bills": frame("bills", [
            bill(1, "a", date(2025, 3, 2), "1000.10", due=date(2025, 4, 1), settled=date(2025, 4, 20)),
            bill(2, "a", date(2025, 5, 1), "0.20", due=date(2025, 5, 31), description="_x0041_ \x07bell \u202eback"),
            bill(3, "b", date(2025, 6, 1), "500.00", description="  spaces \r\nand lines\t"),
            bill(4, "c", date(2026, 2, 3), "20.00", status="Void"),
            bill(5, "c", date(2026, 2, 4), "30.00", currency="USD", currency_rate=Decimal("1.365432109")),
            bill(6, "b", date(2024, 6, 1), "70.00"),
            bill(7, "b", date(1899, 12, 31), "1.00", description="+1\n"),
        ]),
        "payments": frame("payments", [
            payment(1, "a", date(2025, 4, 20), "1000.10", "Check", note="@SUM(A1)"),
            payment(2, "b", date(2025, 7, 1), "400", "BankTransfer", recorded_method=None, method_basis="note"),
        ]),
        "direct_costs": frame("direct_costs", [
            cost(1, "a", date(2025, 8, 1), "12.34", note="＝2+2"),
            cost(2, "a", date(2025, 8, 2), "-2.34"),
        ]),
        "credit_notes": frame("credit_notes", [
            {"bill_key": "n1", "supplier_key": "a", "currency": "CAD", "total_amount": Decimal(-5), "file": "bills.csv",
             "row": 9},
        ]),
        "set_aside": frame("set_aside", [{"data_type": "bills", "reason": "total", "file": "bills.csv", "row": 10}]),
        "problems": frame("problems", [
            {"code": "file_empty", "severity": "refusal", "count": 1, "file": "bills.csv"},
            {"code": "of_a_later_version", "severity": "warning", "count": 3, "file": "bills.csv", "row": 5},
        ]),
    }  # fmt: skip


def table(data_type, rows, sheet=None, **skipped):
    return TableEntry(
        sheet=sheet, data_type=data_type, kind=data_type, confidence=1, header_rows=(1,), first_row=2,
        last_row=rows + 1, rows=rows, layout="flat", skipped=skipped,
    )  # fmt: skip


MANIFEST = Manifest(
    company=Company(name="=Café Zoë", tax_number="0012", addresses=("1, rue A", "2, rue B")),
    base_currency="CAD",
    software="ledgerly",
    sources=(
        SourceEntry("suppliers.csv", 100, "1" * 64, "csv", "utf-8", ",", (table("suppliers", 3),)),
        SourceEntry("bills.csv", 200, "2" * 64, "csv", "utf-8", ",", (table("bills", 8, total=1),)),
        SourceEntry("paid.xlsx", 300, "3" * 64, "xlsx", tables=(table("payments", 2, sheet="Feuil 1"),)),
        SourceEntry("costs.csv", 400, "4" * 64, "csv", "utf-8", ",", (table("direct_costs", 2),)),
        SourceEntry("letter.csv", 1, "5" * 64, "csv"),
    ),
)

PERIOD = AnalysisSettings(period_from=date(2025, 3, 1), period_to=date(2026, 2, 28))


@pytest.fixture(scope="session")
def snapshot_of(tmp_path_factory):
    """Writes frames as a snapshot and opens it."""

    def make(frames, manifest=MANIFEST):
        directory = tmp_path_factory.mktemp("books") / "snapshot"
        write_snapshot(frames, manifest, directory)
        return read_snapshot(directory)

    return make


@pytest.fixture(scope="session")
def snapshot(snapshot_of):
    return snapshot_of(books())


@pytest.fixture(scope="session")
def analysis(snapshot):
    return analyse(snapshot, PERIOD)


@pytest.fixture(scope="session")
def several_companies(snapshot_of):
    frames = books()
    entity = pl.when(pl.col("bill_key") == "b1").then(pl.lit("01")).otherwise(pl.lit("02"))
    frames["bills"] = frames["bills"].with_columns(entity_id=entity, entity_name="Filiale " + entity)
    opened = snapshot_of(frames)
    return opened, analyse(opened, PERIOD)


@pytest.fixture(scope="session")
def two_quarters(snapshot_of):
    """Two whole quarters: a supplier of both, and one that is new in the second."""
    days = [date(2025, 4, 1), date(2025, 6, 30), date(2025, 7, 1), date(2025, 9, 30)]
    rows = {
        "suppliers": [{"supplier_key": key, "supplier_name": key.upper(), "origin": "suppliers"} for key in "an"],
        "bills": [*(bill(n, "a", on, "100") for n, on in enumerate(days)), bill(7, "n", date(2025, 8, 1), "50.25"),
                  bill(8, "n", date(2025, 8, 2), "9.75"), bill(9, "n", date(2025, 8, 3), "1", status="Void")],
        "payments": [*(payment(n, "a", on, "100", "Check") for n, on in enumerate(days)),
                     payment(7, "n", date(2025, 8, 30), "60", "Cash")],
        "direct_costs": [cost(1, "n", date(2025, 9, 1), "5"), cost(2, "n", date(2025, 9, 2), "-1")],
    }  # fmt: skip
    opened = snapshot_of({name: frame(name, each) for name, each in rows.items()}, Manifest(base_currency="CAD"))
    return opened, analyse(opened, AnalysisSettings(as_of=date(2025, 10, 2)))


@pytest.fixture(scope="session")
def nothing(snapshot_of):
    opened = snapshot_of({}, Manifest())
    return opened, analyse(opened)


@pytest.fixture(scope="session")
def english(snapshot, analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "spend.xlsx"
    write_spend_analysis(analysis, snapshot, path)
    return path


@pytest.fixture(scope="session")
def french(snapshot, analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "depenses.xlsx"
    issuer = Issuer("Banque Zoë", "#FFD400", logo=LOGO)
    write_spend_analysis(analysis, snapshot, path, ReportSettings(language="fr", issuer=issuer))
    return path


@pytest.fixture(scope="session")
def book(english):
    return openpyxl.load_workbook(english)
