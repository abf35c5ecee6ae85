"""The receipt: what was in the files, what became of it, and that it adds up."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from ledgerlift.analysis import Analysis, definitions
from ledgerlift.problems import Language
from ledgerlift.reports.problem_list import list_problems
from ledgerlift.reports.words import count_of, list_words, say, write_count, write_money
from ledgerlift.snapshot import Manifest, Reconciliation, Snapshot
from ledgerlift.snapshot.facts import NO_CURRENCY

# Lines a section may have, and currencies a line; the rest is counted.
MOST_LINES = 30
MOST_CURRENCIES = 6

# The amount a record type is summed up by.
MAIN_AMOUNT = {
    "bills": "total_amount",
    "credit_notes": "total_amount",
    "payments": "amount",
    "direct_costs": "total_amount",
}


@dataclass(frozen=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
    """A receipt in one language: structured for a page, and as plain text for a terminal."""

    title: str
    headline: str
    sections: tuple[Section, ...]

    @property
    def text(self) -> str:
        """The receipt as plain text."""
        blocks = [f"{self.title}\n{self.headline}"]
        blocks += ["\n".join([section.heading, *(f"  {line}" for line in section.lines)]) for section in self.sections]
        return "\n\n".join(blocks)


def make_receipt(snapshot: Snapshot, analysis: Analysis, language: Language = "en") -> Receipt:
    """Make the receipt of a snapshot and its analysis; a section without lines is left away."""
    manifest, words = snapshot.manifest, list_words("receipt", language)
    company, overall = manifest.company.name, analysis.overall
    headline = words["headline"].format(
        bills=count_of("records", "bills", overall["bills_count"], language),
        suppliers=count_of("records", "suppliers", overall["suppliers_count"], language),
        spend=write_money(overall["total_spend"], analysis.base_currency, language),
    )
    sections = {
        "period": [say_period(analysis, language)],
        "files": list(_say_files(manifest, language)),
        "in_the_snapshot": list(_say_records(manifest, language)),
        "left_out": list(_say_left_out(analysis, language)),
        "problems": list(_say_problems(snapshot, language)),
    }
    return Receipt(
        title=words["title"].format(company=company) if company else words["untitled"],
        headline=headline,
        sections=tuple(Section(words[key], _shorten(lines, language)) for key, lines in sections.items() if lines),
    )


def say_period(analysis: Analysis, language: Language) -> str:
    """Say which days were reviewed."""
    if analysis.period is None:
        return say("receipt", "no_period", language)
    months = count_of("records", "months", analysis.months, language)
    start, end = analysis.period.start.isoformat(), analysis.period.end.isoformat()
    return say("receipt", "span", language, start=start, end=end, months=months)


def say_sum(sheet: Reconciliation, language: Language) -> str:
    """Say what the rows of a sheet became: 412 bills + 6 totals + 2 blank rows."""
    parts = [count_of("records", name, count, language) for name, count in sheet.records.items()]
    if sheet.further_lines:
        parts.append(count_of("records", "further_lines", sheet.further_lines, language))
    parts += [count_of("set_aside", reason, count, language) for reason, count in sheet.set_aside.items()]
    if sheet.unexplained:
        parts.append(count_of("records", "unexplained", sheet.unexplained, language))
    return " + ".join(parts) or write_count(0, language)


def _say_files(manifest: Manifest, language: Language) -> Iterator[str]:
    for source in manifest.sources:
        sheets = [sheet for sheet in manifest.reconciliation if sheet.file == source.name]
        if not sheets:
            yield say("receipt", "nothing_read", language, file=source.name)
        for sheet in sheets:
            place = sheet.file
            if sheet.sheet is not None:
                place = say("receipt", "sheet", language, file=sheet.file, sheet=sheet.sheet)
            rows = count_of("records", "rows", sheet.rows, language)
            yield say("receipt", "sum", language, place=place, rows=rows, parts=say_sum(sheet, language))


def _say_records(manifest: Manifest, language: Language) -> Iterator[str]:
    if suppliers := manifest.counts.get("suppliers"):
        yield count_of("records", "suppliers", suppliers, language)
    for name, field in MAIN_AMOUNT.items():
        if count := manifest.counts.get(name):
            amounts = [
                write_money(Decimal(sums[field]), _stated(currency), language)
                for currency, sums in manifest.totals[name].items()
                if field in sums
            ]
            if (more := len(amounts) - MOST_CURRENCIES) > 0:
                amounts = [*amounts[:MOST_CURRENCIES], count_of("records", "more_currencies", more, language)]
            counted, added = count_of("records", name, count, language), " + ".join(amounts)
            yield say("receipt", "records", language, count=counted, amounts=added) if amounts else counted


def _say_left_out(analysis: Analysis, language: Language) -> Iterator[str]:
    reasons = definitions.list_words("left_out", language)
    for row in analysis.account.filter(pl.col("left_out").is_not_null()).iter_rows(named=True):
        count = count_of("records", row["data_type"], row["count"], language)
        amount = write_money(row["amount"], _stated(row["currency"]), language)
        yield say("receipt", "reason", language, reason=reasons[row["left_out"]], count=count, amount=amount)


def _say_problems(snapshot: Snapshot, language: Language) -> Iterator[str]:
    for problem in list_problems(snapshot, language):
        sentence, count = problem.sentence, write_count(problem.count, language)
        is_said = problem.count == 1 or count in sentence
        yield sentence if is_said else say("receipt", "repeated", language, sentence=sentence, count=count)


def _shorten(lines: list[str], language: Language) -> tuple[str, ...]:
    more = len(lines) - MOST_LINES
    if more <= 0:
        return tuple(lines)
    return (*lines[:MOST_LINES], say("receipt", "more", language, count=write_count(more, language)))


def _stated(currency: str) -> str | None:
    return None if currency == NO_CURRENCY else currency
