"""docs/reference/catalogue: a page a software, and their index, from the catalogue."""

from collections.abc import Iterator, Mapping

from tools.docs.markdown import code, codes, numbered, page, table

from ledgerlift import catalogue
from ledgerlift.catalogue.model import BANK_DETAILS, IGNORED, Report, Software

CONFIDENCE = {
    "verified": "seen in real exports or in the program's own source",
    "documented": "from the vendor's documentation",
    "general_knowledge": "from general knowledge, to be confirmed with a real export",
}
# Keys beside the fields: columns that are read, and then dropped.
NO_FIELD = {IGNORED: "nothing we keep", BANK_DETAILS: "bank details, dropped and reported"}


def render_all() -> Iterator[tuple[str, str]]:
    """Give each page's file name and text."""
    packages = catalogue.load().software
    yield "README.md", _index(packages)
    for slug, software in packages.items():
        yield f"{slug}.md", _page(software)


def _index(packages: Mapping[str, Software]) -> str:
    about = (
        "What Ledgerlift knows of each software: how to export its reports, what its columns are called, how it signs "
        "amounts. [How to add a software package](../../how-to/add-a-software-package.md) says how to correct or "
        "extend it. A software that is not listed is read all the same, from general vocabulary and from the values."
    )
    rows = [
        (f"[{each.name}]({each.slug}.md)", each.vendor, code(each.slug), ", ".join(map(_name, each.data_types)))
        for each in sorted(packages.values(), key=lambda each: (each.vendor.casefold(), each.name.casefold()))
    ]
    return page("Catalogue", about, table(("Software", "Vendor", "Slug", "Reports"), rows))


def _page(software: Software) -> str:
    facts = [
        ("Vendor", software.vendor),
        ("Slug", codes([software.slug, *software.slug_aliases])),
        ("Also known as", ", ".join(software.aliases)),
        ("Editions", ", ".join(software.editions)),
        ("Regions", ", ".join(software.regions)),
        ("Shares the facts of", f"[{software.extends}]({software.extends}.md)" if software.extends else ""),
        ("Who can export", software.who_can_export.en),
        ("Date orders", ", ".join(software.conventions.date_orders)),
        ("Decimal marks", codes(software.conventions.decimal_marks)),
        ("Negative amounts", ", ".join(software.conventions.negatives).replace("_", " ")),
        ("Dates that stand for none", codes(software.conventions.empty_dates)),
    ]
    reports = [_report(_name(data_type), report) for data_type, report in software.reports.items()]
    return page(software.name, table(("", ""), [fact for fact in facts if fact[1]]), *reports)


def _report(title: str, report: Report) -> str:
    signs = report.signs
    facts = [
        ("Report", report.name),
        ("Menu", " › ".join(report.menu_path)),
        ("Filters", report.filters.en),
        ("File types", ", ".join(report.file_types)),
        ("How to recognise it", report.recognise.en),
        ("Layouts", ", ".join(report.layouts).replace("_", " ")),
        ("Amounts are", signs.amounts or ""),
        ("Credits are", signs.credits or ""),
        ("Ordinary amounts stand in", f"the {signs.side} column" if signs.side else ""),
        ("Known", CONFIDENCE[report.confidence]),
        ("Sources", ", ".join(report.references)),
    ]
    alternative = report.alternative
    blocks = [
        f"## {title}",
        table(("", ""), [fact for fact in facts if fact[1]]),
        numbered(report.steps.en),
        _french(report.steps.fr),
        f"Where that report is missing: **{alternative.name}**, {' › '.join(alternative.menu_path)}."
        if alternative
        else "",
        numbered(alternative.steps.en) if alternative else "",
        table(("Heading or technical name", "Field"), _headings(report)),
        table(("Code", "Document type"), [(code(key), value.value) for key, value in report.document_types.items()]),
        table(("Code", "Payment method"), [(code(key), value.value) for key, value in report.methods.items()]),
        *(
            f"**{query.name}** ({query.file_name}): {query.note.en}\n\n```\n{query.text.strip()}\n```"
            for query in report.queries
        ),
    ]
    return "\n\n".join(filter(None, blocks))


def _french(steps: tuple[str, ...]) -> str:
    return f"<details><summary>En français</summary>\n\n{numbered(steps)}\n\n</details>" if steps else ""


def _headings(report: Report) -> list[tuple[str, str]]:
    by_field: dict[str, list[str]] = {}
    for listed in (*report.headings.values(), report.technical):
        for field, headings in listed.items():
            known = by_field.setdefault(field, [])
            known += [heading for heading in headings if heading not in known]
    return [(codes(headings), NO_FIELD.get(field) or code(field)) for field, headings in by_field.items()]


def _name(data_type: str) -> str:
    return str(data_type).replace("_", " ").capitalize()
