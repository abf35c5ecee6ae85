"""The files the benchmarks read: invented books of one company, the same bytes every time they are made."""

from datetime import date
from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent / "data"

_TRADES = ("Electrical", "Packaging", "Logistics", "Catering", "Legal", "Plumbing", "Printing", "Timber")
_PLACES = ("Northfield", "Ashdown", "Riverside", "Kingsway", "Harbour", "Summit", "Oakwood", "Lakeview", "Granite")
_FORMS = ("Ltd", "Inc.", "LLC", "Group", "Services", "& Sons")
_TOWNS = ("Leeds", "Bristol", "Cardiff", "Glasgow", "Norwich", "Exeter")
_TERMS = ((30, "Net 30"), (45, "Net 45"), (14, "Net 14"), (60, "Net 60"))
_METHODS = ("BACS", "Check", "Bank transfer", "Credit card", "Direct debit")
_WORK = ("Materials for site", "Monthly service fee", "Repair of equipment", "Freight and handling", "Consulting hours")
_DAYS = 24 * 30
_FIRST_DAY = date(2023, 1, 1)


def make_books(folder: Path, *, bills: int, payments: int, suppliers: int) -> dict[str, Path]:
    """Write three CSV files of books that belong together; files that are there already are kept."""
    paths = {name: folder / f"{name}.csv" for name in ("bills", "payments", "suppliers")}
    if not all(path.exists() for path in paths.values()):
        folder.mkdir(parents=True, exist_ok=True)
        _bills(bills, suppliers).write_csv(paths["bills"], float_precision=2)
        _payments(payments, suppliers).write_csv(paths["payments"], float_precision=2)
        _suppliers(suppliers).write_csv(paths["suppliers"])
    return paths


def make_sheet(path: Path, *, bills: int) -> Path:
    """Write a workbook of one sheet of bills with 20 columns, numbers and dates as such, strings shared."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        frame = _bill_frame(bills, 2_000).with_columns(
            pl.lit("GBP").alias("Base Currency"), (pl.col("Total Amount") - pl.col("Balance Due")).alias("Amount Paid")
        )
        frame.write_excel(path, "Bills", dtype_formats={pl.Date: "yyyy-mm-dd"})
    return path


def _bill_frame(count: int, suppliers: int) -> pl.DataFrame:
    """Give typed columns of bills; every number below comes from the number of the row and nothing else."""
    row = pl.int_range(count, dtype=pl.Int64)
    supplier = _scatter(row, 7919) % suppliers
    issued = pl.lit(_FIRST_DAY) + pl.duration(days=row * _DAYS // count)
    days = _pick(supplier, [days for days, _ in _TERMS])
    net = _amount(row)
    total = net + (net * 0.2).round(2)
    is_paid = _is_paid(row)
    return pl.select(
        _number("INV-", row, 8).alias("Bill Number"),
        _number("V", supplier, 6).alias("Vendor ID"),
        _name(supplier).alias("Vendor Name"),
        issued.alias("Bill Date"),
        (issued + pl.duration(days=days)).alias("Due Date"),
        (issued + pl.duration(days=row % 3)).alias("Posting Date"),
        _pick(supplier, [words for _, words in _TERMS]).alias("Payment Terms"),
        pl.lit("GBP").alias("Currency"),
        net.alias("Net Amount"),
        (net * 0.2).round(2).alias("Tax Amount"),
        total.alias("Total Amount"),
        pl.when(is_paid).then(0.0).otherwise(total).alias("Balance Due"),
        pl.when(is_paid).then(pl.lit("Paid")).otherwise(pl.lit("Open")).alias("Status"),
        _number("PO-", row // 4, 7).alias("PO Number"),
        (4000 + _scatter(row, 31) % 90 * 10).cast(pl.String).alias("GL Account"),
        pl.format("{}, job {}, phase {}", _pick(row, _WORK), row // 50, row % 9).alias("Description"),
        pl.format("Site {}", row % 40).alias("Department"),
        pl.format("user{}@company.example", row % 25).alias("Entered By"),
    )


def _bills(count: int, suppliers: int) -> pl.DataFrame:
    return _bill_frame(count, suppliers).with_columns(pl.col(pl.Float64).round(2))


def _payments(count: int, suppliers: int) -> pl.DataFrame:
    """Give one payment for each of the paid bills, in the order of the bills."""
    # Four bills in five are paid: the rows whose number leaves a remainder below four.
    number = pl.int_range(count, dtype=pl.Int64)
    row = number // 4 * 5 + number % 4
    supplier = _scatter(row, 7919) % suppliers
    net = _amount(row)
    bills = count * 5 // 4
    paid = pl.lit(_FIRST_DAY) + pl.duration(days=row * _DAYS // bills + 10 + _scatter(row, 13) % 50)
    return pl.select(
        _number("PAY-", number, 8).alias("Payment Number"),
        paid.alias("Payment Date"),
        _number("V", supplier, 6).alias("Vendor ID"),
        _name(supplier).alias("Vendor Name"),
        _number("INV-", row, 8).alias("Bill Number"),
        (net + (net * 0.2).round(2)).round(2).alias("Amount Paid"),
        pl.lit("GBP").alias("Currency"),
        _pick(supplier // 7, _METHODS).alias("Payment Method"),
        pl.lit("Barclays current account").alias("Bank Account"),
        pl.format("{} of {}", pl.lit("Settlement"), _number("INV-", row, 8)).alias("Memo"),
    )


def _suppliers(count: int) -> pl.DataFrame:
    supplier = pl.int_range(count, dtype=pl.Int64)
    return pl.select(
        _number("V", supplier, 6).alias("Vendor ID"),
        _name(supplier).alias("Vendor Name"),
        pl.format("accounts{}@supplier{}.example", supplier % 5, supplier).alias("Email"),
        pl.format("+44 113 496 {}", _number("", supplier % 10_000, 4)).alias("Phone"),
        pl.format("{} High Street", supplier % 300 + 1).alias("Address"),
        _pick(supplier, _TOWNS).alias("City"),
        pl.format("LS{} {}AB", supplier % 28 + 1, supplier % 9 + 1).alias("Postcode"),
        pl.lit("United Kingdom").alias("Country"),
        _pick(supplier, [words for _, words in _TERMS]).alias("Payment Terms"),
        _pick(supplier // 7, _METHODS).alias("Payment Method"),
        pl.lit("GBP").alias("Currency"),
        pl.lit("Active").alias("Status"),
    )


def _is_paid(row: pl.Expr) -> pl.Expr:
    return row % 5 < 4


def _amount(row: pl.Expr) -> pl.Expr:
    """Give net amounts from 10 to some 3,000 with two decimals."""
    return ((_scatter(row, 104_729) % 300_000 + 1_000) / 100).round(2)


def _name(supplier: pl.Expr) -> pl.Expr:
    return pl.format(
        "{} {} {} {}",
        _pick(supplier, _PLACES),
        _pick(supplier // len(_PLACES), _TRADES),
        supplier // (len(_PLACES) * len(_TRADES)),
        _pick(supplier // 5, _FORMS),
    )


def _scatter(row: pl.Expr, factor: int) -> pl.Expr:
    """Spread a running number: the same everywhere, unlike a hash or a seeded generator of a library."""
    return row * factor * 2_654_435 % 4_294_967_291 // 97


def _number(prefix: str, value: pl.Expr, digits: int) -> pl.Expr:
    return pl.lit(prefix) + value.cast(pl.String).str.zfill(digits)


def _pick(value: pl.Expr, choices: "list[int] | list[str] | tuple[str, ...]") -> pl.Expr:
    return pl.lit(pl.Series(choices)).gather(value % len(choices))
