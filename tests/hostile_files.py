"""Files made to harm, to mislead or to be mistaken for harmful ones, each with what has to become of it.

Every file is written by code. ``code`` is the refusal it must get; None when it must be accepted, with ``problems``
among what is said about it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from struct import pack

from bill_files import BILLS, HEADINGS, ROWS, html, ods, sheet_of, text_of, xls, xlsx, xml_row, zip_of
from office_files import WORKBOOK_TYPES, ole, relationships, workbook_parts
from swollen_files import MIB, overlapping, plausible, swollen, swollen_ods

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@dataclass(frozen=True)
class Hostile:
    """One file: what it tries, the name it comes under, its bytes, and what has to become of it."""

    title: str
    name: str
    make: Callable[[], bytes]
    code: str | None = None
    problems: tuple[str, ...] = ()


def with_entity(part, entity, used):
    """A workbook one of whose parts defines entities of its own."""
    parts = workbook_parts(sheet_of())
    parts[part] = f"<?xml version='1.0'?><!DOCTYPE x [{entity}]><x>{used}</x>"
    return zip_of(parts)


LAUGHS = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))


def locked_xls():
    stream = xls()
    first = 4 + int.from_bytes(stream[2:4], "little")
    return ole({"Workbook": stream[:first] + pack("<HH", 0x2F, 6) + bytes(6) + stream[first:]})


def macro_sheet_xls():
    stream = bytearray(xls())
    stream[stream.find(pack("<H", 0x85)) + 9] = 1
    return ole({"Workbook": bytes(stream)})


def wide_xls():
    stream = bytearray(xls())
    first_cell = stream.find(pack("<HHHH", 0xFD, 10, 0, 0))
    stream[first_cell + 6 : first_cell + 8] = b"\xff\xff"
    return ole({"Workbook": bytes(stream)})


def macro_xlsx():
    types = WORKBOOK_TYPES.replace(
        "openxmlformats-officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main"
    )
    return xlsx(extra={"[Content_Types].xml": types, "xl/vbaProject.bin": "x"})


def formulas(value, every=1):
    """A sheet whose amounts, or every so many of them, are formulas."""
    rows = []
    for number, values in enumerate(BILLS, start=2):
        formula = f'<c r="E{number}"><f>[1]Sheet1!$A${number}</f>{value}</c></row>'
        whole = number % every
        rows.append(xml_row(number, values) if whole else xml_row(number, values[:4]).replace("</row>", formula))
    return f"<sheetData>{xml_row(1, HEADINGS)}{''.join(rows)}</sheetData>"


def total_below():
    """A total below the list."""
    below = len(ROWS) + 1
    total = f'<c r="A{below}" t="str"><v>Total</v></c><c r="E{below}"><f>SUM(E2:E{below - 1})</f></c>'
    return f'<row r="{below}">{total}</row>'


def linked():
    links = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    targets = ("worksheet", "worksheets/sheet1.xml"), ("externalLink", "externalLinks/externalLink1.xml")
    relations = {"xl/_rels/workbook.xml.rels": relationships(*targets), "xl/externalLinks/externalLink1.xml": links}
    return xlsx(formulas("<v>120.5</v>"), extra=relations)


def zeros():
    """An honest sheet of formatted zeros beside the bills; it deflates very well."""
    blank = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}" s="0"><v>0</v></c>' for c in "GHIJKLMNOP") + "</row>"
        for n in range(40, 30_000)
    )
    return xlsx(sheet_of(ROWS, blank))


def control_characters():
    names = ("Ac\x07me", "Acme\x0b\x1f Ltd", "Acme \u202etxt.exe", "\U0001f9fe Acme", "\ufeffAcme\u200b")
    rows = [(number, names[place % 5], *rest) for place, (number, _, *rest) in enumerate(BILLS)]
    return text_of((HEADINGS, *rows)).encode()


def formula_names():
    names = ("=cmd|' /C calc'!A0", "+1", "@SUM(1)", "\t=1+1", "＝1+1", "-2+3")
    rows = [(number, f'"{names[place % 6]}"', *rest) for place, (number, _, *rest) in enumerate(BILLS)]
    rows[0] = (*rows[0][:4], "-5.20")
    return text_of((HEADINGS, *rows)).encode()


def card_numbers():
    cards = ("4111111111111111", "5555555555554444", "378282246310005", "6011111111111117")
    rows = [(*row, cards[place % 4]) for place, row in enumerate(BILLS)]
    return text_of(((*HEADINGS, "Paid With"), *rows)).encode()


def personal_ids():
    numbers = ("046 454 286", "130 692 544", "193 456 787")
    rows = [(*row, numbers[place % 3]) for place, row in enumerate(BILLS)]
    return text_of(((*HEADINGS, "SIN"), *rows)).encode()


STRAY_CELL = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
STRAY_RIGHT = '<row r="900"><c r="XFD900"><v>1</v></c></row>'
STRAY_ROW = '<row r="1048576"><c r="AO1048576"><v>1</v></c></row>'
MANIFEST = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
BLANKS = "<sheetData>" + '<row r="1"><c r="A1" t="str"><v>  </v></c></row></sheetData>'

HOSTILE = (
    Hostile("a stray cell at the end of the sheet", "report.xlsx", lambda: xlsx(sheet_of(ROWS, STRAY_CELL))),
    Hostile("a stray cell far to the right", "report.xlsx", lambda: xlsx(sheet_of(ROWS, STRAY_RIGHT))),
    Hostile("a column no xls has", "report.xls", wide_xls, "container_corrupt"),
    Hostile("a stray cell in the last row", "report.xlsx", lambda: xlsx(sheet_of(ROWS, STRAY_ROW))),
    Hostile("a part that inflates 400 times", "report.xlsx", lambda: swollen(99, block=b" " * MIB), "container_ratio"),
    Hostile(
        "a part larger than one may be", "report.xlsx", lambda: swollen(601, block=plausible()), "container_too_big"
    ),
    Hostile(
        "parts that are too large together",
        "report.xlsx",
        lambda: swollen(400, 400, block=plausible()),
        "container_too_big",
    ),
    Hostile("an ods with a part larger than one may be", "report.ods", swollen_ods, "container_too_big"),
    Hostile("parts that overlap", "report.xlsx", overlapping, "container_corrupt"),
    Hostile(
        "a zip in a zip",
        "report.zip",
        lambda: zip_of({"a.zip": zip_of({"b.zip": zip_of({"c.csv": text_of()})})}),
        "archive_not_allowed",
    ),
    Hostile(
        "more parts than a workbook has",
        "report.xlsx",
        lambda: xlsx(extra={f"xl/media/{n}.png": "" for n in range(2000)}),
        "container_too_many_parts",
    ),
    *(
        Hostile(
            f"entities that multiply in {part}",
            "report.xlsx",
            lambda part=part: with_entity(part, LAUGHS, "&a9;"),
            "container_corrupt",
        )
        for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml")
    ),
    *(
        Hostile(
            f"an entity that leads to {where}",
            "report.xlsx",
            lambda where=where: with_entity("xl/worksheets/sheet1.xml", f"<!ENTITY a SYSTEM '{where}'>", "&a;"),
            "container_corrupt",
        )
        for where in ("file:///etc/passwd", "http://127.0.0.1:9/")
    ),
    Hostile(
        "a password on an xlsx",
        "report.xlsx",
        lambda: ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}),
        "password_protected",
    ),
    Hostile("a password on an xls", "report.xls", locked_xls, "password_protected"),
    Hostile("a password on an ods", "report.ods", lambda: ods(MANIFEST), "password_protected"),
    Hostile("macros in an xlsm", "report.xlsm", macro_xlsx, "macros_found"),
    Hostile(
        "macros in an xls", "report.xls", lambda: ole({"Workbook": xls(), "_VBA_PROJECT_CUR/": b""}), "macros_found"
    ),
    Hostile("a macro sheet in an xls", "report.xls", macro_sheet_xls, "macros_found"),
    Hostile("amounts that come from another workbook", "report.xlsx", linked, problems=("external_links",)),
    Hostile(
        "amounts of which some are formulas without results",
        "report.xlsx",
        lambda: xlsx(formulas("", every=3)),
        "formulas_uncached",
    ),
    Hostile(
        "amounts that are all formulas without results",
        "report.xlsx",
        lambda: xlsx(formulas("")),
        "formulas_uncached",
    ),
    Hostile(
        "formulas without results that nobody reads",
        "report.xlsx",
        lambda: xlsx(sheet_of(ROWS, total_below())),
    ),
    Hostile("a web page called xls", "report.xls", html),
    Hostile(
        "a web page with scripts and remote pictures",
        "report.xls",
        lambda: html("<script>x()</script>", "<img src='http://127.0.0.1:9/x'>"),
    ),
    Hostile("UTF-16 with tabs called csv", "report.csv", lambda: text_of(delimiter="\t").encode("utf-16")),
    Hostile("French letters of Windows", "report.csv", lambda: text_of().encode("cp1252")),
    Hostile("a PDF called xlsx", "report.xlsx", lambda: PDF, "pdf_or_image"),
    Hostile("a PDF that is a workbook, too", "report.xlsx", lambda: PDF + xlsx(), "type_mismatch"),
    Hostile("no bytes", "report.csv", lambda: b"", "file_empty"),
    Hostile("only headings", "report.csv", lambda: text_of((HEADINGS,)).encode(), "file_empty"),
    Hostile("only blanks", "report.xlsx", lambda: xlsx(BLANKS), "file_empty"),
    Hostile("only empty lines", "report.csv", lambda: b" \n" * 50, "file_empty"),
    Hostile("one row too many", "report.csv", lambda: b"a,b\n" + b"1,2\n" * 1_000_000, "too_many_rows"),
    Hostile(
        "one column too many", "report.csv", lambda: (",".join(["x"] * 513) + "\n").encode() * 3, "too_many_columns"
    ),
    Hostile(
        "more sheets than a workbook may have", "report.xlsx", lambda: xlsx(*[sheet_of()] * 101), "too_many_sheets"
    ),
    Hostile("a quoted cell of 40 MiB", "report.csv", lambda: b'a,b\n1,"' + b"x" * 40 * MIB + b'"\n', "line_too_long"),
    Hostile("a file of more than 50 MiB", "report.csv", lambda: b"1,2\n" * (13 * MIB), "file_too_large"),
    Hostile("names that are formulas", "report.csv", formula_names),
    Hostile("control characters, and marks that turn writing round", "report.csv", control_characters),
    Hostile("card numbers", "report.csv", card_numbers, problems=("card_numbers_found",)),
    Hostile("numbers of persons", "report.csv", personal_ids, problems=("personal_ids_found",)),
    Hostile("honest zeros", "report.xlsx", zeros),
    Hostile(
        "honest styles that deflate well",
        "report.xlsx",
        lambda: xlsx(styles="<cellXfs>" + '<xf numFmtId="0"/>' * 20_000 + "</cellXfs>"),
    ),
)
