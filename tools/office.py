"""Open every report in LibreOffice, in both languages, and draw its pages: ``python -m tools.office OUT``.

For a person to look at the pictures. Fails when a program is missing, when a report does not open in LibreOffice or in
another reader, or when a page shows what no page should; nothing is skipped.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import fastexcel
import openpyxl
from PIL import Image, ImageDraw
from pptx import Presentation

from ledgerlift import pipeline
from ledgerlift.problems import FileRejectedError, Language
from ledgerlift.reports import Issuer, ReportSettings, kinds
from ledgerlift.reports.settings import Paper

SAMPLES = Path(__file__).parents[1] / "samples" / "workday"
PROGRAMS = {
    "soffice": "libreoffice-calc and libreoffice-impress",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
}
PAPERS: dict[Language, Paper] = {"en": "letter", "fr": "a4"}
COMPANY, TODAY = "Calloway Ridge Manufacturing Inc", date(2026, 11, 2)
# The first pages of a workbook are its summaries, the last its Read me; those between list the records.
FIRST_PAGES, LAST_PAGES = 8, 4
TIMEOUT = 900
# A number that does not fit its column; and thousands as English writes them, which no French page should show.
NO_ROOM, ENGLISH_NUMBER = r"###", r"\d,\d{3}\b"


def main() -> int:
    """Make, open, check and draw the reports; return the exit code."""
    if missing := [f"{name} ({package})" for name, package in PROGRAMS.items() if shutil.which(name) is None]:
        print(f"These programs are needed and not installed: {', '.join(missing)}", file=sys.stderr)
        return 1
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "out/office")
    outcome = pipeline.run(
        sorted(SAMPLES.iterdir()), out=out / "books", software="workday", company=COMPANY, reports=False
    )
    assert outcome.snapshot, "the samples can no longer be read"
    mistakes = []
    for language in PAPERS:
        made = make_reports(outcome.snapshot, out / language, language)
        convert(made)
        for report in made:
            mistakes += [f"{report}: {mistake}" for mistake in check(report, language)]
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    print(f"The pages are in {out}; look at them.")
    return bool(mistakes)


def make_reports(snapshot: Path, out: Path, language: Language) -> list[Path]:
    """Write every report in one language; one that says why it cannot be made is named."""
    issuer = Issuer("Banque Exemple", "#0B5D3B", "#C8A24A", draw_logo() if language == "fr" else None)
    settings = pipeline.Settings(reports=ReportSettings(paper=PAPERS[language], issuer=issuer))
    made = []
    for kind in kinds():
        try:
            made.append(
                pipeline.write_report(snapshot, kind, out, settings=settings.with_language(language), today=TODAY)
            )
        except FileRejectedError as rejected:
            print(f"{kind} is not made: {rejected.problem.sentence('en')}")
    return made


def draw_logo() -> bytes:
    """Draw a logo that is larger than any place for it."""
    picture, file = Image.new("RGB", (1200, 300), "#F2E9D0"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.ellipse((30, 30, 270, 270), fill="#0B5D3B")
    pen.rectangle((330, 110, 1150, 190), fill="#C8A24A")
    picture.save(file, "PNG", dpi=(300, 300))
    return file.getvalue()


def convert(reports: list[Path]) -> None:
    """Convert reports to PDF beside them, all in one start of the program."""
    with TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir",
             str(reports[0].parent), *map(str, reports)],
            check=False, timeout=TIMEOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def check(report: Path, language: Language) -> Iterator[str]:
    """Read a report back in other readers, draw its pages, and say what is wrong with them."""
    printed = report.with_suffix(".pdf")
    if not printed.exists():
        yield "does not open"
        return
    if report.suffix == ".pptx":
        assert len(Presentation(str(report)).slides) == 1
    else:
        tabs = openpyxl.load_workbook(report).sheetnames
        if fastexcel.read_excel(report).sheet_names != tabs:
            yield "two readers find different tabs"
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout
    if re.search(NO_ROOM, text):
        yield "a column is too narrow for its numbers"
    if language == "fr" and (found := re.search(rf"^.*({ENGLISH_NUMBER}).*$", text, re.MULTILINE)):
        yield f"an English number in a French report: {found[0].strip()[:120]}"
    pages = text.count("\f")
    for first, last in ((1, min(FIRST_PAGES, pages)), (max(FIRST_PAGES + 1, pages - LAST_PAGES + 1), pages)):
        if first <= last:
            subprocess.run(
                ["pdftoppm", "-r", "80", "-f", str(first), "-l", str(last), "-png", printed, report.with_suffix("")],
                check=True,
            )


if __name__ == "__main__":
    sys.exit(main())
