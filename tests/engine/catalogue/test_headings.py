import pytest

from ledgerlift import catalogue
from ledgerlift.catalogue.headings import GENERAL, Headings, build_index, column_name
from ledgerlift.records import DataType


@pytest.fixture(scope="module")
def headings():
    return catalogue.load().headings


def fields_of(headings, heading, data_type):
    return {fact.field for fact in headings.facts(heading) if fact.data_type is data_type}


def small(**fields):
    report = {"headings": {"en": fields}, "technical": {"supplier_id": ["VendorLedger.Vend_No"]}}
    return Headings(build_index({"one": {"reports": {"bills": report}}}))


@pytest.mark.parametrize(
    ("heading", "data_type", "field"),
    [
        ("Vendor", DataType.BILLS, "supplier_name"),
        ("INVOICEDATE", DataType.BILLS, "issue_date"),
        ("Date Paid", DataType.PAYMENTS, "payment_date"),
        ("Montant TTC", DataType.BILLS, "total_amount"),
        ("Faelligkeit", DataType.BILLS, "due_date"),
        ("Fälligkeit", DataType.BILLS, "due_date"),
        ("Body Name", DataType.PAYMENTS, "entity_name"),
        ("Leveranciersnaam", DataType.SUPPLIERS, "supplier_name"),
        ("Fornecedor", DataType.BILLS, "supplier_name"),
        ("Scadenza", DataType.BILLS, "due_date"),
        ("BSIK.BLART", DataType.BILLS, "document_type"),
    ],
)
def test_heading_is_known_in_a_report(headings, heading, data_type, field):
    assert field in fields_of(headings, heading, data_type)


def test_fact_says_which_products_and_languages_use_the_heading(headings):
    fact = next(fact for fact in headings.facts("Rechnungsnummer") if fact.field == "bill_number")
    assert "de" in fact.languages
    assert GENERAL in fact.products
    assert fact.products - {GENERAL} <= set(catalogue.load().software)
    assert not fact.is_technical


def test_technical_name_says_so(headings):
    fact = next(fact for fact in headings.facts("LIFNR") if fact.data_type is DataType.SUPPLIERS)
    assert (fact.field, fact.is_technical, fact.languages) == ("supplier_id", True, frozenset())


def test_bank_details_are_no_field_and_known_as_such(headings):
    facts = [fact for fact in headings.facts("IBAN") if fact.data_type is DataType.SUPPLIERS]
    assert [(fact.field, fact.is_bank_detail) for fact in facts] == [(None, True)]


def test_ignored_heading_is_known_without_a_field(headings):
    facts = [fact for fact in headings.facts("Fax") if fact.data_type is DataType.SUPPLIERS]
    assert headings.is_known("Fax")
    assert [(fact.field, fact.is_bank_detail) for fact in facts] == [(None, False)]


def test_unknown_heading_has_no_facts(headings):
    assert headings.facts("Zxqwv Plugh") == ()
    assert not headings.is_known("Zxqwv Plugh")
    assert not headings.is_known("")


def test_facts_come_most_shared_first(headings):
    counts = [len(fact.products) for fact in headings.facts("Amount")]
    assert counts == sorted(counts, reverse=True)


def test_words_in_another_order_are_the_same_heading():
    index = small(due_date=["Payment Due Date"])
    assert fields_of(index, "Due Date of Payment", DataType.BILLS) == {"due_date"}


@pytest.mark.parametrize("heading", ["Due Date?", "Due Date No.", "Due Date (LCY)"])
def test_words_that_add_little_are_left_out_of_an_unknown_heading(heading):
    assert fields_of(small(due_date=["Due Date"]), heading, DataType.BILLS) == {"due_date"}


def test_heading_of_such_words_alone_stays_unknown():
    assert small(due_date=["Due Date"]).facts("No.") == ()


def test_table_before_a_technical_name_makes_no_difference():
    index = small(due_date=["Due Date"])
    for heading in ("VendorLedger.Vend_No", "VEND_NO", "dbo.vend_no"):
        assert fields_of(index, heading, DataType.BILLS) == {"supplier_id"}


@pytest.mark.parametrize(("heading", "field"), [("YOURREF", "bill_number"), ("VATAMOUNTFC", "tax_amount")])
def test_technical_name_is_known_without_its_capitals(headings, heading, field):
    assert fields_of(headings, heading, DataType.BILLS) == {field}
    assert fields_of(headings, heading.lower(), DataType.BILLS) == {field}


@pytest.mark.parametrize(
    ("heading", "data_type", "field"),
    [
        ("Betrag ohne MwSt", DataType.BILLS, "subtotal"),
        ("USt-IdNr.", DataType.SUPPLIERS, "tax_number"),
        ("CoCd", DataType.BILLS, "entity_id"),
        ("CompAuxNum", DataType.BILLS, "supplier_id"),
        ("EcritureLib", DataType.BILLS, "description"),
        ("PurchaseOrder", DataType.BILLS, "po_number"),
    ],
)
def test_capitals_make_no_difference(headings, heading, data_type, field):
    assert field in fields_of(headings, heading, data_type)
    assert field in fields_of(headings, heading.upper(), data_type)


def test_vocabulary_is_normalised_and_tokens_count_headings():
    index = small(due_date=["Due Date"], issue_date=["Invoice Date"])
    assert {"due date", "invoice date"} <= set(index.vocabulary)
    assert index.tokens["date"] == 2


def test_normalised_vocabulary_normalises_to_itself(headings):
    assert [form for form in headings.vocabulary if catalogue.normalise_heading(form) != form] == []


@pytest.mark.parametrize(
    ("heading", "field"),
    [("INVDT", "issue_date"), ("DUEDT", "due_date"), ("GROSSAMT", "total_amount"), ("SUPPNAME", "supplier_name")],
)
def test_two_words_written_as_one_are_known(headings, heading, field):
    assert field in fields_of(headings, heading, DataType.BILLS)


@pytest.mark.parametrize("word", ["update", "subtotal", "discount", "estimate"])
def test_words_that_only_end_like_another_stay_whole(headings, word):
    assert headings.parted(word) == word


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("partner_id/name", "supplier_name"),
        ("partner_id/display_name", "supplier_name"),
        ("VendorRef.name", "supplier_name"),
        ("VendorRef.value", "supplier_id"),
        ("vendor.displayName", "supplier_name"),
        ("AccountRef.name", "gl_account_name"),
        ("currency_id/name", "currency"),
    ],
)
def test_column_of_another_record_says_whose_it_is(headings, heading, field):
    assert field in fields_of(headings, heading, DataType.BILLS)


def test_name_of_another_record_is_no_name_of_the_row(headings):
    assert headings.facts("name")
    assert not headings.facts("journal_id/name")


def test_dot_after_a_shortened_word_parts_no_table_from_its_column():
    assert column_name("Amt in Inv.Curr.") == "Amt in Inv.Curr."
    assert column_name("Vendor Ledger Entry.Due Date") == "Due Date"
