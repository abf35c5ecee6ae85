"""``ledgerlift run``: from exports to a snapshot, a receipt and the reports."""

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ledgerlift.cli.terminal import ASKS, DONE, REJECTED, printable, progress, say_problem


class _Period(click.ParamType):
    """FROM:TO as two ISO dates."""

    name = "from:to"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, date]:
        try:
            first, last = (date.fromisoformat(part) for part in value.split(":"))
        except ValueError:
            self.fail(f"“{value}” is not two dates such as 2025-01-01:2025-12-31", param, ctx)
        if last < first:
            self.fail(f"the period ends ({last}) before it begins ({first})", param, ctx)
        return first, last


@click.command("run")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the results.")
@click.option("--company", metavar="NAME", default="", help="The company whose books these are.")
@click.option("--software", metavar="SLUG", help="The software that wrote the files; see `ledgerlift catalogue`.")
@click.option("--answers", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Answers to questions.")
@click.option("--period", type=_Period(), help="First and last day of the analysis; default: the last 12 full months.")
@click.option("--base-currency", metavar="CUR", help="The company's own currency, such as USD.")
@click.option(
    "--lang", type=click.Choice(["en", "fr"]), default="en", show_default=True, help="Language of the reports."
)
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
    lang: str,
    no_reports: bool,
) -> None:
    """Turn exports into a snapshot, a receipt and every report.

    Nothing is written when a file is refused or a question is open: the answer could change every figure.
    """
    from ledgerlift import pipeline

    language: pipeline.Language = "fr" if lang == "fr" else "en"
    with progress("Working", len(files) + 5) as advance:
        outcome = pipeline.run(
            files,
            out=out,
            company=company,
            software=software,
            answers=pipeline.read_answers(answers) if answers else (),
            period=period,
            base_currency=base_currency,
            language=language,
            reports=not no_reports,
            today=datetime.now(UTC).date(),
            on_step=advance,
        )
    for inspection in outcome.inspections:
        if inspection.outcome in ("rejected", "wrong_report", "not_recognised"):
            for problem in inspection.problems:
                say_problem(problem, language)
        for question in inspection.questions:
            click.echo(f"{inspection.file.name}: {printable(question.sentence(language))}", err=True)
            for example in question.examples:
                click.echo(f"    {printable(example)}", err=True)
    if outcome.snapshot is None:
        if outcome.open_questions:
            template = json.dumps(
                [
                    {"file": file, "field": question.field, "column": question.column, "value": question.choices[0]}
                    for file, question in outcome.open_questions
                ],
                ensure_ascii=False,
            )
            click.echo(f"Write the answers to a file and give it with --answers, for example:\n{template}", err=True)
        click.echo("Nothing was written." if lang == "en" else "Rien n'a été écrit.", err=True)
        refused = any(inspection.outcome == "rejected" for inspection in outcome.inspections)
        sys.exit(REJECTED if refused else ASKS)
    click.echo(outcome.receipt)
    click.echo()
    for path in (outcome.snapshot, *outcome.reports):
        click.echo(path)
    sys.exit(DONE)
