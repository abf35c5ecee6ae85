"""docs/reference/match-files.md: the columns of each network's file, their limits and how values are written."""

from tools.docs.markdown import code, page, table

from ledgerlift.offers.exclusions import list_classes, rules_version
from ledgerlift.reports.match.layouts import Layout, MatchColumn, get_layout, layouts_version, list_networks
from ledgerlift.reports.words import list_words

HEADINGS = ("Column", "Heading", "French heading", "Form", "At most", "Required", "Definition")
FORMS = (
    ("text", "Spaces and line ends become one space; what a spreadsheet could take for a formula at its start goes; "
             "too long a text is cut at the end of a word"),
    ("letters", "As text, with letters and spaces only"),
    ("code", "As recorded; left empty rather than cut"),
    ("key", "The id in the books where it has at most 15 letters, figures and hyphens, else one made of it"),
    ("tax_number", "Letters and figures only; left empty rather than cut"),
    ("tax_number_9", "Nine figures: a number of the United States, or a Canadian business number without its account"),
    ("region", "The ISO 3166-2 code without its country where the column is short or the name too long"),
    ("postal_code", "As text; a zero that a spreadsheet dropped comes back where the state shows that it is missing"),
    ("zip5, zip_plus_4", "The parts of a ZIP code of the United States"),
    ("phone", "Figures only, with the country's calling code; never more than 15"),
    ("phone_10", "Ten figures of a North American number, without the leading 1 and the extension"),
    ("country_alpha2, country_alpha3, country_name", "ISO 3166-1; told by the postal code where none is recorded"),
    ("amount, plain_amount", "A number with two decimals, half a cent up; a plain one has no sign"),
    ("whole, days, date", "A whole number, days with one decimal, a date"),
)  # fmt: skip


def render() -> str:
    """Write the page."""
    names = list_words("files", "en")
    about = (
        f"Version {layouts_version()} of `src/ledgerlift/reports/match/layouts.yaml`. Networks adapt their layouts for "
        "an issuer: confirm them with your network's representative. The Log of each file lists every supplier that is "
        "left out and every value that differs from the books; its Ids lead back to the ids of the books."
    )
    blocks = [about]
    for network in list_networks():
        layout = get_layout(network)
        source = f"Limits: those of {layout.limits['en']}." if layout.limits else "No limits are published."
        blocks += [
            f"## {names[network]}",
            f"Report {code(network)}. {source}",
            table(HEADINGS, map(_row, layout.columns)),
        ]
        blocks.append(_say_further(layout))
    blocks += ["## Forms", table(("Form", "How a value is written"), ((code(form), text) for form, text in FORMS))]
    blocks += ["## Who is left out", _exclusions()]
    return page("Match files", *blocks)


def _row(column: MatchColumn) -> tuple[object, ...]:
    return (
        code(column.key), column.heading["en"], column.heading["fr"], code(column.form), column.most or "",
        "yes" if column.required else "", column.definition["en"],
    )  # fmt: skip


def _say_further(layout: Layout) -> str:
    return "On request: " + ", ".join(f"{code(each.key)} ({each.heading['en']})" for each in layout.further) + "."


def _exclusions() -> str:
    rows = [
        (code(each.name), each.label["en"], each.label["fr"], ", ".join(map(code, each.authorities)),
         ", ".join(map(code, each.names)))
        for each in list_classes()
    ]  # fmt: skip
    about = (
        f"Version {rules_version()} of `src/ledgerlift/offers/exclusions.yaml`. A name that nobody else bears is "
        "enough. Any other name counts only where at least half of what was booked for the supplier stands in accounts "
        "of its class. Suppliers named like the company itself or one of its companies are left out as well, and so "
        "are those without a name, without spend in the period, or below the minimum spend."
    )
    headings = ("Class", "Meaning", "In French", "Rules by name alone", "Rules by name and account")
    return f"{about}\n\n{table(headings, rows)}"
