"""No English word is left in any French report: in its name, its tabs, cells, charts, footers, tips and properties.

The books are written in nonsense, so that every other word is one of ours.
"""

import re
import xml.etree.ElementTree as ElementTree
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import polars as pl
import pytest

from ledgerlift import records
from ledgerlift.analysis import AnalysisSettings, analyse
from ledgerlift.data_files import read_yaml
from ledgerlift.reports import Issuer, ReportSettings, kinds
from ledgerlift.snapshot import Company, Manifest, SourceEntry

EPOCH = date(1970, 1, 1)
PERIOD = AnalysisSettings(period_from=date(2025, 1, 1), period_to=date(2025, 12, 31), imported_on=date(2026, 1, 2))
STATUSES = ["Open", "PartiallyPaid", "Paid", "Void", "Draft", *["Paid"] * 8]
OURS = (
    ("ledgerlift.reports", "words.yaml"),
    ("ledgerlift.analysis", "definitions.yaml"),
    ("ledgerlift.reports.match", "layouts.yaml"),
    ("ledgerlift.offers", "exclusions.yaml"),
)
# These give an English sentence away even where a French word of ours is spelled like an English one.
SMALL_WORDS = {
    *(
        "the",
        "of",
        "and",
        "with",
        "from",
        "is",
        "are",
        "was",
        "by",
        "their",
        "its",
        "it",
        "this",
        "that",
        "not",
        "than",
    ),
    *("all", "each", "which", "who", "for", "or"),
}
# A file format, the name the accounting API has for a column, and a country that networks read in English.
DATA = re.compile(
    r"xlsx|csv|utf-8|[a-z]+(?:[A-Z][a-z]+)+|addresses\.\w+|snap_\w+|ledgerlift [\d.]+|United States|[Zz]\w*lp"
)
# Where a package holds what a reader sees.
TAGS = {"t", "v", "oddFooter", "title", "creator", "lastModifiedBy"}
ATTRIBUTES = {"descr", "tooltip"}
NAMED = {"sheet", "cNvPr", "cSldLayout", "cSld"}


def say(node, language):
    """Give every text of one language in a tree of words."""
    if isinstance(node, dict) and set(node) >= {"en", "fr"}:
        node = node[language]
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for each in node.values() if isinstance(node, dict) else node:
            yield from say(each, language)


def words_in(text):
    return set(re.findall(r"[^\W\d_]{2,}", text.casefold()))


@pytest.fixture(scope="module")
def english_words():
    trees = [read_yaml(package, name) for package, name in OURS]
    english, french = (
        set().union(*(words_in(text) for tree in trees for text in say(tree, language))) for language in ("en", "fr")
    )
    return english - french | SMALL_WORDS


def frame(name, rows):
    return pl.DataFrame(rows, schema=dict(records.SNAPSHOT[name]), orient="row")


@pytest.fixture(scope="module")
def books(snapshot_of):
    place = {"file": "zolp.xlsx", "sheet": "Zilp", "row": 2}
    days = [date(2025, month, 3) for month in range(1, 13)] + [date(2025, 12, 31)]
    bills = [
        {"bill_key": f"z{n}", "supplier_key": "abc"[n % 3], "total_amount": Decimal("1234.50"), "issue_date": on,
         "issue_day": (on - EPOCH).days, "due_day": (on - EPOCH).days + 30, "settled_day": (on - EPOCH).days + 20 + n,
         "currency": "CAD", "entity_name": "Zelp" if n % 2 else "Zulp", "status": status, **place}
        for n, (on, status) in enumerate(zip(days, STATUSES, strict=True))
    ]  # fmt: skip
    payments = [
        {"payment_key": f"z{n}", "supplier_key": "abc"[n % 3], "amount": Decimal(200), "payment_date": on,
         "payment_day": (on - EPOCH).days, "currency": "CAD", "inferred_method": str(method),
         "recorded_method": str(method), "method_basis": ("recorded", "account", "note", "none")[n % 4], **place}
        for n, (on, method) in enumerate(zip(days, [*records.Method, *records.Method], strict=False))
    ]  # fmt: skip
    details = {"address_line1": "Zolp " * 40, "city": "Z0lp", "country": "US", "postal_code": "2101", "region": "MA",
               "tax_number": "Z-1234567890123", "phone": "12", "email": "z@z.example"}  # fmt: skip
    suppliers = [
        {"supplier_key": key, "supplier_name": name, "origin": "suppliers", **details}
        for key, name in (("a", "Zolp"), ("b", "=Zalp"), ("c", "Receiver General for Canada"))
    ]
    return snapshot_of(
        {
            "suppliers": frame("suppliers", suppliers),
            "bills": frame("bills", bills),
            "payments": frame("payments", payments),
            "credit_notes": frame("credit_notes", [{"bill_key": "z", "currency": "CAD", "total_amount": Decimal(-5)}]),
            "set_aside": frame("set_aside", [{"data_type": "bills", "reason": "repeated_header", **place}]),
            "problems": frame("problems", [{"code": "file_empty", "severity": "refusal", "count": 1, **place}]),
        },
        Manifest(
            company=Company(name="Zolp"), base_currency="CAD",
            sources=(SourceEntry("zolp.xlsx", 9, "0" * 64, "xlsx"), SourceEntry("zolp.csv", 9, "1", "csv", "utf-8")),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module", params=list(kinds()))
def french(request, books, tmp_path_factory):
    kind = kinds()[request.param]
    path = tmp_path_factory.mktemp("french") / kind.file_name(books.manifest, "fr")
    settings = ReportSettings(language="fr", paper="screen", issuer=Issuer("Zolp"), minimum_spend=Decimal("0.5"))
    kind.writer(analyse(books, PERIOD), books, path, settings)
    return path


def texts_of(package):
    """Give every text that a reader of an Office package sees, those of workbooks in it included."""
    with zipfile.ZipFile(package) as members:
        for name in members.namelist():
            content = members.read(name)
            if name.endswith(".xlsx"):
                yield from texts_of(BytesIO(content))
            elif name.endswith(".xml") and "theme" not in name and name != "docProps/app.xml":
                for element in ElementTree.fromstring(content).iter():
                    tag = element.tag.split("}")[1] if "}" in element.tag else element.tag
                    if tag in TAGS and element.text:
                        yield element.text
                    yield from (value for key, value in element.attrib.items() if key in ATTRIBUTES)
                    if tag in NAMED and "name" in element.attrib:
                        yield element.attrib["name"]


def test_no_english_word_is_left(french, english_words):
    assert not words_in(french.stem) & english_words
    texts = set(texts_of(french))
    assert len(texts) > 20
    for text in texts:
        said = DATA.sub(" ", text.replace("Receiver General for Canada", " "))
        assert not words_in(said) & english_words, text


def test_numbers_are_written_with_french_marks(french):
    if french.suffix == ".pptx":
        formats = set(re.findall(r'formatCode(?:="|>)([^"<]+)', "".join(charts_of(french)))) - {"General"}
        assert formats
        assert all(code.startswith("[$-C0C]") for code in formats), formats
        return
    formats = {
        cell.number_format
        for sheet in openpyxl.load_workbook(french)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and cell.data_type == "n"
    }
    read_by_people = {code for code in formats if "," in code or "." in code or "%" in code} - {"0.00"}
    assert all(code.startswith("[$-C0C]") for code in read_by_people), read_by_people


def charts_of(path):
    with zipfile.ZipFile(path) as package:
        return [package.read(name).decode() for name in package.namelist() if name.startswith("ppt/charts/chart")]
