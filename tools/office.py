"""Open every report in LibreOffice, in both languages, and draw its pages: ``python -m tools.office OUT``.

For a person to look at the pictures. Fails when a program is missing or a report does not open; nothing is skipped.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ledgerlift import pipeline
from ledgerlift.problems import FileRejectedError
from ledgerlift.reports import Issuer, ReportSettings, kinds
from ledgerlift.reports.settings import Paper

SAMPLES = Path(__file__).parents[1] / "samples" / "workday"
PROGRAMS = {"soffice": "libreoffice-calc and libreoffice-impress", "pdftoppm": "poppler-utils"}
PAPERS: dict[str, Paper] = {"en": "letter", "fr": "a4"}
BANK = Issuer("Banque Exemple", "#0B5D3B", "#C8A24A")
# The first pages of a workbook are its summaries; the rest lists the records.
PAGES = 6


def main() -> int:
    """Make, open and draw the reports; return the exit code."""
    if missing := [f"{name} ({package})" for name, package in PROGRAMS.items() if shutil.which(name) is None]:
        print(f"These programs are needed and not installed: {', '.join(missing)}", file=sys.stderr)
        return 1
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "out/office")
    outcome = pipeline.run(sorted(SAMPLES.iterdir()), out=out / "books", software="workday", reports=False)
    assert outcome.snapshot, "the samples can no longer be read"
    failed = [name for name in make_reports(outcome.snapshot, out) if not draw(name)]
    for path in failed:
        print(f"{path} does not open", file=sys.stderr)
    print(f"The pages are in {out}; look at them.")
    return bool(failed)


def make_reports(snapshot: Path, out: Path) -> list[Path]:
    """Write every report in both languages; one that says why it cannot be made is named."""
    made = []
    for language in ("en", "fr"):
        settings = pipeline.Settings(reports=ReportSettings(paper=PAPERS[language], issuer=BANK))
        settings = settings.with_language("fr" if language == "fr" else "en")
        for kind in kinds():
            try:
                made.append(pipeline.write_report(snapshot, kind, out / language, settings=settings))
            except FileRejectedError as rejected:
                print(f"{kind} is not made: {rejected.problem.sentence('en')}")
    return made


def draw(report: Path) -> bool:
    """Convert a report to PDF and its first pages to pictures beside it; False when it cannot be opened."""
    with TemporaryDirectory() as profile:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir",
             str(report.parent), str(report)],
            check=False, timeout=600, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    printed = report.with_suffix(".pdf")
    if not printed.exists():
        return False
    subprocess.run(
        ["pdftoppm", "-r", "80", "-l", str(PAGES), "-png", str(printed), str(report.with_suffix(""))], check=True
    )
    return True


if __name__ == "__main__":
    sys.exit(main())
