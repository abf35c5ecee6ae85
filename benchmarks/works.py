"""What is measured: each work with its floor, the least that reading or writing the same cells takes here and now."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.data import FOLDER, make_books, make_sheet
from benchmarks.measure import Taken, best_of, run_python, time_python
from ledgerlift.compiled import cache_folder

_READ_AS_TEXT = """
import polars as pl
begin()
for path in paths:
    pl.read_csv(path, infer_schema=False)
"""

_READ_SHEET = """
import fastexcel
begin()
fastexcel.read_excel(paths[0]).load_sheet(0)
"""

_WRITE_REPORT = """
import polars, narwhals, xlsxwriter
from pathlib import Path
from ledgerlift import pipeline
begin()
pipeline.write_report(Path(paths[0]), "spend_analysis", Path(paths[1]))
"""

# The cells come from the report itself, so that the same ones are written.
_WRITE_BARE = """
import fastexcel, xlsxwriter
book = fastexcel.read_excel(paths[0])
sheets = [(name, book.load_sheet(name, header_row=None).to_polars()) for name in book.sheet_names]
begin()
with xlsxwriter.Workbook(paths[1], {"constant_memory": True}) as workbook:
    for name, cells in sheets:
        sheet = workbook.add_worksheet(name)
        for row, values in enumerate(cells.iter_rows()):
            for column, value in enumerate(values):
                if value is not None:
                    sheet.write(row, column, value)
"""


_LOAD_CATALOGUE = """
import ledgerlift
from ledgerlift import catalogue
begin()
loaded = catalogue.load()
loaded.headings, loaded.get("xero").reports
"""

_READ_COMPILED = """
import json
from pathlib import Path
begin()
for path in paths:
    json.loads(Path(path).read_bytes())
"""


@dataclass(frozen=True)
class Result:
    """One line of the table. ``seconds`` or ``ratio`` may be at most ``bar``; the aim is where we want to get."""

    work: str
    taken: Taken
    floor: Taken
    floor_name: str
    bar: float
    aim: float
    is_bar_in_seconds: bool = False
    most_bytes: int | None = None

    @property
    def ratio(self) -> float:
        """How many times the floor it took."""
        return self.taken.seconds / self.floor.seconds

    @property
    def cpu_ratio(self) -> float:
        """The same in processor time, which other work on the machine disturbs less."""
        return self.taken.cpu_seconds / self.floor.cpu_seconds

    @property
    def is_met(self) -> bool:
        """Whether time and memory are within the bar."""
        reached = self.taken.seconds if self.is_bar_in_seconds else self.ratio
        return reached <= self.bar and (self.most_bytes is None or self.taken.peak_bytes < self.most_bytes)


def run_large_books() -> Result:
    """A million bills, 800,000 payments and 50,000 suppliers, to snapshot and analysis."""
    books = make_books(FOLDER / "large", bills=1_000_000, payments=800_000, suppliers=50_000)
    paths = [str(path) for path in books.values()]
    with _folder() as out:
        floor = best_of(3, lambda: time_python(_READ_AS_TEXT, *paths))
        taken = best_of(2, lambda: run_python(["-m", "ledgerlift", "run", *paths, "--out", str(out), "--no-reports"]))
    return Result(
        "run, 1M bills + 800k payments + 50k suppliers", taken, floor, "Polars reads the files as text",
        bar=6, aim=4, most_bytes=2 * 2**30,
    )  # fmt: skip


def load_catalogue() -> Result:
    """The catalogue as a run needs it, compiled before: the index of headings and one package."""
    time_python(_LOAD_CATALOGUE)
    compiled = [
        str(max(cache_folder().glob(f"{name}-*.json"), key=lambda path: path.stat().st_mtime_ns))
        for name in ("headings", "software")
    ]
    return Result(
        "load the catalogue",
        best_of(3, lambda: time_python(_LOAD_CATALOGUE)),
        best_of(3, lambda: time_python(_READ_COMPILED, *compiled)),
        "the same compiled files as JSON",
        bar=0.05, aim=0.03, is_bar_in_seconds=True,
    )  # fmt: skip


def inspect_small_file() -> Result:
    """An everyday file, from the start of the process to its end."""
    path = make_books(FOLDER / "small", bills=2_000, payments=1_600, suppliers=200)["bills"]
    return Result(
        "inspect, CSV of 2,000 rows",
        best_of(3, lambda: run_python(["-m", "ledgerlift", "inspect", str(path)])),
        best_of(3, lambda: run_python(["-c", "import polars"])),
        "Python starts and imports Polars",
        bar=1.5, aim=0.7, is_bar_in_seconds=True,
    )  # fmt: skip


def inspect_sheet() -> Result:
    """A workbook of 100,000 rows and 20 columns."""
    path = str(make_sheet(FOLDER / "bills.xlsx", bills=100_000))
    return Result(
        "inspect, xlsx of 100k rows x 20 columns",
        best_of(3, lambda: run_python(["-m", "ledgerlift", "inspect", path])),
        best_of(3, lambda: time_python(_READ_SHEET, path)),
        "fastexcel reads the sheet",
        bar=1.5, aim=1.2,
    )  # fmt: skip


def write_workbook() -> Result:
    """The Spend Analysis workbook of a snapshot with 100,000 bills: reading it, the analysis and the writing."""
    books = make_books(FOLDER / "report", bills=100_000, payments=80_000, suppliers=5_000)
    with _folder() as out:
        run_python(["-m", "ledgerlift", "run", *map(str, books.values()), "--out", str(out), "--no-reports"])
        taken = best_of(3, lambda: time_python(_WRITE_REPORT, out / "snapshot", out))
        report = next(out.glob("*.xlsx"))
        floor = best_of(2, lambda: time_python(_WRITE_BARE, report, out / "bare.xlsx"))
    return Result(
        "Spend Analysis of 100k bills + 80k payments", taken, floor, "XlsxWriter writes the same cells",
        bar=0.25, aim=0.1,
    )  # fmt: skip


WORKS: tuple[Callable[[], Result], ...] = (
    load_catalogue, inspect_small_file, inspect_sheet, write_workbook, run_large_books,
)  # fmt: skip


@contextmanager
def _folder() -> Iterator[Path]:
    with TemporaryDirectory(prefix="ledgerlift-benchmark-") as name:
        yield Path(name)
