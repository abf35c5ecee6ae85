"""``ledgerlift run``: from exports to a snapshot, a receipt and the reports."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledgerlift.cli.parameters import FILES, LANGUAGE, SETTINGS, Currency, Period, SoftwareSlug, choose_settings
from ledgerlift.cli.terminal import (
    ASKS,
    DONE,
    REJECTED,
    json_line,
    printable,
    printable_lines,
    progress,
    say_problem,
)

if TYPE_CHECKING:
    from ledgerlift.pipeline import Answer, Language, Outcome

WORDS = {
    "en": {
        "nothing": "Nothing was written.",
        "answers": "Write the answers to a file and give it with --answers, for example:",
        "snapshot": "Snapshot: ",
        "receipt": "Receipt: ",
        "report": "Report: ",
    },
    "fr": {
        "nothing": "Rien n’a été écrit.",
        "answers": "Écrivez les réponses dans un fichier et indiquez-le avec --answers, par exemple :",
        "snapshot": "Instantané : ",
        "receipt": "Reçu : ",
        "report": "Rapport : ",
    },
}


@click.command("run")
@FILES
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the results.")
@click.option("--company", metavar="NAME", default="", help="The company whose books these are.")
@click.option(
    "--software",
    type=SoftwareSlug(),
    metavar="SLUG",
    help="The software that wrote the files; see `ledgerlift catalogue`.",
)
@click.option("--answers", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Answers to questions.")
@click.option(
    "--period",
    type=Period(),
    metavar="FROM:TO",
    help="First and last day of the analysis; default: the last 12 full months.",
)
@click.option("--base-currency", type=Currency(), metavar="CUR", help="The company's own currency, such as USD.")
@SETTINGS
@click.option("--lang", type=LANGUAGE, help="Language of the reports; default: the settings' own, else en.")
@click.option("--no-reports", is_flag=True, help="Stop after the snapshot and the analysis.")
def command(
    files: tuple[Path, ...],
    *,
    out: Path,
    company: str,
    software: str | None,
    answers: Path | None,
    period: tuple[date, date] | None,
    base_currency: str | None,
    settings: Path | None,
    lang: "Language | None",
    no_reports: bool,
) -> None:
    """Turn exports into a snapshot, a receipt and every report.

    Nothing is written when a file is refused or a question is open: the answer could change every figure.
    """
    from ledgerlift import pipeline
    from ledgerlift.pipeline.running import RECEIPT

    chosen = choose_settings(settings, lang)
    if period:
        chosen = chosen.with_period(*period)
    if base_currency:
        chosen = chosen.with_base_currency(base_currency)
    language = chosen.reports.language
    given = _read_answers(answers) if answers else ()
    with progress("Working", len(files) + 4) as advance:
        outcome = pipeline.run(
            files,
            out=out,
            company=company,
            software=software,
            answers=given,
            settings=chosen,
            reports=not no_reports,
            today=datetime.now(UTC).date(),
            on_step=advance,
        )
    if outcome.snapshot is None:
        _say_what_is_in_the_way(outcome, language)
        refused = any(inspection.outcome == "rejected" for inspection in outcome.inspections)
        sys.exit(REJECTED if refused else ASKS)
    click.echo(printable_lines(outcome.receipt) + "\n")
    _say_where("snapshot", outcome.snapshot, language)
    _say_where("receipt", out / RECEIPT, language)
    for report in outcome.reports:
        _say_where("report", report, language)
    sys.exit(DONE)


def _read_answers(path: Path) -> "tuple[Answer, ...]":
    from ledgerlift.pipeline.answers import AnswersNotReadableError, read_answers

    try:
        return read_answers(path)
    except AnswersNotReadableError as mistake:
        raise click.BadParameter(printable(str(mistake)), param_hint="'--answers'") from None


def _say_what_is_in_the_way(outcome: "Outcome", language: "Language") -> None:
    for inspection in outcome.inspections:
        if inspection.outcome in ("rejected", "wrong_report", "not_recognised"):
            for problem in inspection.problems:
                say_problem(problem, language)
        for question in inspection.questions:
            click.echo(f"{printable(inspection.file.name)}: {printable(question.sentence(language))}", err=True)
            for example in question.examples:
                click.echo(f"    {printable(example)}", err=True)
    if outcome.open_questions:
        template = [
            {"file": file, "field": question.field, "column": question.column, "value": question.choices[0]}
            for file, question in outcome.open_questions
        ]
        click.echo(f"{WORDS[language]['answers']}\n{json_line(template)}", err=True)
    click.echo(WORDS[language]["nothing"], err=True)


def _say_where(what: str, path: Path, language: "Language") -> None:
    click.echo(WORDS[language][what] + printable(str(path)))
