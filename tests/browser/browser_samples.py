"""Files for the browser tests: made here, small, and read without a question."""

from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "samples" / "workday"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
NAMES = ("Birch Electric", "Cedar Lumber Co", "Delta Rentals", "Elm Street Printing")


def write_suppliers(folder):
    path = folder / "suppliers.csv"
    lines = [f"S-{n},{name},ap{n}@supplier.example,Active,{n} Main St,Toronto,Canada" for n, name in enumerate(NAMES)]
    path.write_text("Supplier ID,Supplier Name,Email,Status,Address,City,Country\n" + "\n".join(lines) + "\n")
    return path


def write_bills(folder, count=120):
    path = folder / "bills.csv"
    lines = [
        f"INV-{n:04},S-{n % 4},{NAMES[n % 4]},2025-{n % 12 + 1:02}-{n % 27 + 1:02},2025-12-28,CAD,{100 + n}.50"
        for n in range(count)
    ]
    path.write_text(
        "Invoice Number,Supplier ID,Supplier Name,Invoice Date,Due Date,Currency,Invoice Amount\n"
        + "\n".join(lines)
        + "\n"
    )
    return path
