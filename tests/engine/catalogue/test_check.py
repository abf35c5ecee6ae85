import pytest

from ledgerlift.catalogue.check import check_abbreviations, check_catalogue

PACKAGE = """\
slug: ledgerly
name: Ledgerly
vendor: Ledgerly
platform_key: ledg
regions: [GB]
connections: {file: [bills]}
reports:
  bills:
    name: Bill list
    headings:
      en:
        bill_number: [Ref, Our Ref]
        total_amount: [Gross]
    technical:
      bill_number: [REF_NO]
"""


@pytest.fixture
def general(tmp_path):
    path = tmp_path / "general.txt"
    path.write_text("shared: {}\nreports: {}\n", encoding="utf-8")
    return path


@pytest.fixture
def other_reports(tmp_path):
    path = tmp_path / "other_reports.txt"
    path.write_text("", encoding="utf-8")
    return path


@pytest.fixture
def mistakes_of(tmp_path, general, other_reports):
    def mistakes_of(text, name="ledgerly"):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return [str(mistake) for mistake in check_catalogue(tmp_path, general, other_reports)]

    return mistakes_of


def test_catalogue_has_no_mistakes():
    assert check_catalogue() == []
    assert check_abbreviations() == []


def test_sound_package_passes(mistakes_of):
    assert mistakes_of(PACKAGE) == []


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("[Gross]", "[Gross,\n          OUR REF.]", "14: 'OUR REF.' is total_amount here and bill_number as 'Our Ref'"),
        ("REF_NO", "Gross", "15: 'Gross' is bill_number here and total_amount as 'Gross'"),
        ("total_amount", "grand_total", "13: 'grand_total' is no field of bills"),
        ("Our Ref", "'-'", "12: '-' has no letters or digits to know it by"),
        ("Our Ref", "Ref", "12: 'Ref' is written twice"),
        ("ledg\n", "LEDG\n", "4: 'LEDG' is not four small letters"),
        ("[GB]", "[UK1]", "5: 'UK1' is no country code of two capitals"),
        ("[bills]", "[bills, payments]", "6: payments are offered, but no report gives them"),
    ],
)
def test_mistake_is_told_with_its_line(mistakes_of, old, new, mistake):
    assert mistakes_of(PACKAGE.replace(old, new)) == [f"ledgerly.yaml:{mistake}"]


def test_keys_and_aliases_belong_to_one_package(mistakes_of):
    mistakes_of(PACKAGE)
    second = PACKAGE.replace("slug: ledgerly", "slug: second").replace("regions", "slug_aliases: [ledgerly]\nregions")
    assert mistakes_of(second, name="second") == [
        "second.yaml:4: 'ledg' is taken by ledgerly",
        "second.yaml:5: 'ledgerly' is taken by ledgerly",
    ]


def test_mistakes_of_one_file_do_not_hide_those_of_another(mistakes_of, general):
    general.write_text(
        "shared: {headings: {en: {supplier_name: [Payee]}}, technical: {}}\n"
        "reports:\n  bills:\n    headings:\n      en:\n        due_date: [Payee]\n    technical: {}\n",
        encoding="utf-8",
    )
    assert mistakes_of("slug: ledgerly\nname: [1]\n") == [
        "general.txt:5: 'Payee' is supplier_name here and due_date as 'Payee'",
        "ledgerly.yaml:1: connections is missing",
        "ledgerly.yaml:1: platform_key is missing",
        "ledgerly.yaml:1: vendor is missing",
        "ledgerly.yaml:2: expected one value, found a list",
    ]


def test_general_headings_may_differ_from_language_to_language(mistakes_of, general):
    general.write_text(
        "shared: {headings: {}, technical: {}}\nreports:\n  payments:\n"
        "    headings: {nl: {currency: [Valuta]}, de: {payment_date: [Valuta]}}\n    technical: {}\n",
        encoding="utf-8",
    )
    assert mistakes_of(PACKAGE) == []


def test_other_report_needs_headings_that_can_be_known(mistakes_of, other_reports):
    other_reports.write_text(
        "customers:\n  name: {en: a customer list, fr: une liste de clients}\n  titles: {en: [Customers]}\n"
        "  telling: {en: [Customer, '/']}\n  headings: {en: [Name]}\n",
        encoding="utf-8",
    )
    assert mistakes_of(PACKAGE) == ["other_reports.txt:4: '/' has no letters or digits to know it by"]


def test_abbreviation_that_leads_to_another_is_a_mistake(tmp_path):
    path = tmp_path / "abbreviations.yaml"
    path.write_text("words:\n  inv: invoic\n  invoic: invoice\n", encoding="utf-8")
    assert [str(mistake) for mistake in check_abbreviations(path)] == [
        "abbreviations.yaml:2: 'invoic' is abbreviated again as 'invoice'"
    ]
