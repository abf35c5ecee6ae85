"""One file from its bytes to what it is: reading, tables, mapping, typed records, problems."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ledgerlift import catalogue
from ledgerlift.catalogue import Software
from ledgerlift.catalogue.template import find_filled_sheets
from ledgerlift.mapping import propose_mapping
from ledgerlift.mapping.corrections import correct_column
from ledgerlift.mapping.model import Question, TableMapping
from ledgerlift.mapping.questions import apply_answer, find_questions, settle_date_orders
from ledgerlift.mapping.required import find_missing
from ledgerlift.normalise import mapping_of_part, normalise_table, split_by_document_type
from ledgerlift.pipeline.answers import Answer, find_answer, find_report
from ledgerlift.pipeline.choose import Considered, choose_tables
from ledgerlift.pipeline.formulas import find_linked, find_unworked
from ledgerlift.pipeline.inspection import FileFacts, InspectedTable, Inspection, Verdict
from ledgerlift.pipeline.privacy import say_what_is_withheld, withhold
from ledgerlift.pipeline.software_hint import find_other_software
from ledgerlift.problems import FileRejectedError, Place, Problem
from ledgerlift.reading import OWN_FILES, Limits, Reading, read_file
from ledgerlift.reading.source import Source
from ledgerlift.records import DataType
from ledgerlift.resolve import logical_records
from ledgerlift.table import Table, find_tables
from ledgerlift.validate import validate

# What we ask for, as it completes "We need ..." in English and French.
NEEDED = {
    DataType.SUPPLIERS: ("the list of suppliers", "la liste des fournisseurs"),
    DataType.BILLS: ("the list of bills from suppliers", "la liste des factures de fournisseurs"),
    DataType.PAYMENTS: ("the list of payments to suppliers", "la liste des paiements aux fournisseurs"),
    DataType.DIRECT_COSTS: ("the list of direct costs", "la liste des dépenses directes"),
}


def inspect(
    file: Path | Reading | Source,
    *,
    software: str | None = None,
    as_type: DataType | None = None,
    answers: Sequence[Answer] = (),
    limits: Limits = OWN_FILES,
    name: str | None = None,
) -> Inspection:
    """Say what a file is, what each column is and why, and what has to be asked.

    ``file`` may be one whose reading has begun, or that was read before; the limits are its own then.
    ``software`` is a slug of the catalogue (an unknown one raises SoftwareNotKnownError); ``as_type`` is what the file
    is meant to be: strong evidence, not an order. ``name`` is the name its sender gave it where the path is another.
    A file that cannot be read is an inspection with the outcome ``rejected``.
    """
    chosen = catalogue.load().get(software) if software else None
    shown = name or (file.name if isinstance(file, Source | Path) else file.path.name)
    try:
        source = replace(file if isinstance(file, Source) else read_file(file, limits=limits), name=shown)
        told = find_report(answers, shown)
        considered = consider_tables(source, shown, software=chosen, as_type=as_type, told=told)
    except FileRejectedError as rejected:
        return _rejected(file, shown, rejected.problem)
    kept = choose_tables(considered)
    if unworked := find_unworked(source.sheets, kept or considered, catalogue.load().headings, shown):
        return _rejected(file, shown, *unworked)
    if not kept:
        return _not_ours(source, shown, considered, as_type, chosen)
    open_questions: list[Question] = []
    tables: list[InspectedTable] = []
    problems = [*source.problems]
    linked = {sheet.name: sheet.formulas.linked for sheet in source.sheets}
    for table, proposed in kept:
        mapping, unanswered, refused = _answered(table, proposed, answers, Place(shown, table.sheet))
        problems += [*refused, *say_what_is_withheld(table, shown)]
        problems += find_linked(linked.get(table.sheet, {}), table, mapping, shown)
        # A sheet a month asks once what report it is.
        open_questions += [question for question in unanswered if question.column or question not in open_questions]
        missing = find_missing(table, mapping)
        if missing and not unanswered:
            problem = Problem("columns_missing", Place(shown, table.sheet), field=missing)
            return replace(_not_read(source, shown, mapping, considered), problems=(*_merge(problems), problem))
        records = normalise_table(table, mapping, file=shown, software=chosen or _read_as(mapping))
        problems += records.problems
        for part in split_by_document_type(records):
            logical = logical_records(part)
            is_joined = logical.layout == "lines"
            problems += validate(part, logical.frame if is_joined else None)
            tables.append(InspectedTable(table, mapping_of_part(mapping, part), part.data_type, logical))
    largest = max(tables, key=lambda each: each.rows)
    headings = [column.header for column in largest.mapping.columns if column.header]
    place = Place(file=shown, sheet=largest.table.sheet)
    if hint := find_other_software(headings, largest.data_type, chosen, place):
        problems.append(hint)
    outcome: Verdict = "needs_answer" if open_questions else "ready"
    is_open = largest.mapping.may_be_another_report
    return Inspection(
        file=_facts(source, shown, largest.table.sheet),
        outcome=outcome,
        data_type=None if is_open else tables[0].data_type if len(kept) == 1 else largest.data_type,
        confidence=largest.mapping.confidence,
        kind=largest.mapping.kind,
        tables=tuple(tables),
        questions=tuple(open_questions),
        problems=_merge(problems),
        source=source,
        considered=considered,
    )


def _read_as(mapping: TableMapping) -> Software | None:
    """Give the package whose headings a table has, where nobody has chosen one."""
    return catalogue.load().get(mapping.software) if mapping.software else None


def consider_tables(
    source: Source, name: str, *, software: Software | None, as_type: DataType | None, told: str | None = None
) -> tuple[Considered, ...]:
    """Find every table of a file and decide about each of them; ``told`` is what a person said the file is.

    Raises FileRejectedError for a file of headings only.
    """
    loaded = catalogue.load()
    found = [(sheet, table) for sheet in source.sheets for table in find_tables(sheet, loaded.headings)]
    if found and not any(table.body.height or table.skipped for _, table in found):
        raise FileRejectedError(Problem("file_empty"))
    several = len({sheet.name for sheet, _ in found}) > 1
    decided = [
        (
            table,
            propose_mapping(
                table,
                catalogue=loaded,
                is_workbook=source.is_workbook,
                software=software.slug if software else None,
                as_type=as_type,
                # In a workbook of many sheets the file's name says little about each of them.
                titles=tuple(filter(None, (sheet.name, None if several else Path(name).stem))),
                told=told,
            ),
        )
        for sheet, table in found
        if table.body.height
    ]
    columns = [column for _, mapping in decided for column in mapping.columns]
    settled = ((table, settle_date_orders(mapping, columns)) for table, mapping in decided)
    return tuple(withhold(table, mapping, loaded.headings) for table, mapping in settled)


def find_table(path: Path, *, sheet: str | None = None, limits: Limits = OWN_FILES) -> Table | None:
    """Find the table of a file as it stands there; the largest one when there are several."""
    source = read_file(path, limits=limits)
    headings = catalogue.load().headings
    tables = [table for each in source.sheets if sheet in (None, each.name) for table in find_tables(each, headings)]
    return max(tables, key=lambda table: table.body.height, default=None)


def _answered(
    table: Table, mapping: TableMapping, answers: Sequence[Answer], place: Place
) -> tuple[TableMapping, list[Question], list[Problem]]:
    """Apply what was answered: first what a column is, then what is still asked about it."""
    problems = []
    for answer in answers:
        if answer.corrects(mapping.data_type, place.file):
            mapping, problem = correct_column(table, mapping, answer.field, answer.corrected_column, place)
            problems += [problem] if problem else []
    unanswered = []
    for question in find_questions(table, mapping):
        value = find_answer(question, answers, place.file)
        if value is None:
            unanswered.append(question)
        else:
            mapping = apply_answer(mapping, question, value)
    return mapping, unanswered, problems


def _rejected(file: Path | Reading | Source, name: str, *problems: Problem) -> Inspection:
    size = 0
    if isinstance(file, Source):
        size = file.bytes
    else:
        with suppress(OSError):
            size = (file.path if isinstance(file, Reading) else file).stat().st_size
    placed = tuple(replace(problem, place=replace(problem.place, file=name)) for problem in problems)
    return Inspection(FileFacts(name, size), "rejected", None, None, None, problems=placed)


def _not_read(source: Source, name: str, mapping: TableMapping, considered: tuple[Considered, ...]) -> Inspection:
    """Refuse a report that lacks what it is worth nothing without."""
    facts = _facts(source, name, None)
    return Inspection(
        facts, "rejected", mapping.data_type, mapping.confidence, mapping.kind, source=source, considered=considered
    )


def _not_ours(
    source: Source,
    name: str,
    considered: tuple[Considered, ...],
    as_type: DataType | None,
    software: Software | None,
) -> Inspection:
    known = [(table, mapping) for table, mapping in considered if mapping.kind in catalogue.load().other_reports]
    facts = _facts(source, name, None)
    if not known:
        filled = find_filled_sheets({sheet.name: sheet.cells.height for sheet in source.sheets})
        code = "not_recognised" if considered else "table_not_found"
        if filled is not None:
            code = "template_changed" if filled else "file_empty"
        problems = (*source.problems, Problem(code, Place(file=name)))
        return Inspection(
            facts, "not_recognised", None, None, None, problems=problems, source=source, considered=considered
        )
    table, mapping = max(known, key=lambda each: each[0].body.height)
    problem = _wrong_report(mapping.kind, Place(file=name, sheet=table.sheet), as_type, software)
    return Inspection(
        _facts(source, name, table.sheet), "wrong_report", None, mapping.confidence, mapping.kind,
        problems=(*source.problems, problem), source=source, considered=considered,
    )  # fmt: skip


def _wrong_report(kind: str, place: Place, as_type: DataType | None, software: Software | None) -> Problem:
    other = catalogue.load().other_reports[kind]
    # Whoever sends whole books has bills to send, which say most of what is in them.
    resembles = None if other.is_double_entry else other.resembles
    needed = as_type or resembles or DataType.BILLS
    details = {
        "looks_like_en": other.name.en,
        "looks_like_fr": other.name.fr,
        "needed_en": NEEDED[needed][0],
        "needed_fr": NEEDED[needed][1],
    }
    report = software.reports.get(needed) if software else None
    if software is None or report is None or not report.menu_path:
        return Problem("wrong_report", place, details=details)
    details |= {"software": software.name, "path": " › ".join(report.menu_path)}
    return Problem("wrong_report_in_software", place, details=details)


def _facts(source: Source, name: str, sheet: str | None) -> FileFacts:
    return FileFacts(name, source.bytes, source.sha256, source.format, source.encoding, source.delimiter, sheet)


def _merge(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Count the same problem of one place once, in the order they were found."""
    merged: dict[tuple[str, str | None, int | None, str | None], Problem] = {}
    for problem in problems:
        key = (problem.code, problem.place.sheet, problem.place.column, problem.field)
        before = merged.get(key)
        merged[key] = replace(before, count=before.count + problem.count) if before else problem
    return tuple(merged.values())
