import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.catalogue.words import expand, normalise_heading, unqualified, without_accents


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Vendor Name", "vendor name"),
        ("VENDOR_NAME", "vendor name"),
        ("vendorName", "vendor name"),
        ("Vendor.Name", "vendor name"),
        ("\ufeffVendor", "vendor"),
        ("ï»¿Vendor", "vendor"),
        ("*ContactName", "contact name"),
        ("Inv. Amt (USD)", "invoice amount"),
        ("Net Amount £", "net amount"),
        ("Amount in EUR", "amount"),
        ("Total USD", "total"),
        ("Montant (€)", "montant"),
        ("Amount (LCY)", "amount local"),
        ("Amount in local cur.", "amount local"),
        ("Date Paid (dd/mm/yyyy)", "date paid"),
        ("Supplier ID (T)", "supplier id text"),
        ("No.", "number"),
        ("#", "number"),
        ("N° de facture", "number facture"),
        ("Nº factura", "number factura"),
        ("Numéro", "number"),
        ("Rechnungs-Nr.", "rechnung number"),
        ("Rechnungsnummer", "rechnung number"),
        ("Factuurnummer", "factuur number"),
        ("A/C Ref.", "account reference"),
        ("O/S Amount", "outstanding amount"),
        ("P.O. Number", "po number"),
        ("Purchase Order No", "po number"),
        ("E-mail", "email"),
        ("Zip/Postal code", "postcode"),
        ("Date d'échéance", "date echeance"),
        ("Date de la facture", "date facture"),
        ("Payé le", "paye le"),
        ("Payé", "paye"),
        ("Paid?", "paid yn"),
        ("Address1", "address 1"),
        ("Payment Terms", "payment term"),
        ("LFA1.LIFNR", "lifnr"),
        ("APInvoice.docType", "document type"),
        ("PS_VOUCHER.VOUCHER_STYLE", "voucher style"),
        ("供应商名称", "supplier name"),
        ("供應商編號", "supplier number"),
        ("不含税金额（元）", "amount excluding tax"),
        ("仕入先コード", "supplier number"),
        ("支払期日", "due date"),
        ("ＩＮＶＯＩＣＥ　ＮＯ", "invoice number"),
        ("", ""),
        ("---", ""),
    ],
)
def test_heading_is_brought_to_one_form(written, form):
    assert normalise_heading(written) == form


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_any_text_has_a_form_of_words_without_capitals(text):
    form = normalise_heading(text)
    assert form == " ".join(form.split())
    assert form == form.casefold()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["invoice", "date", "vendor", "name", "amount", "paid"]), min_size=1, max_size=4, unique=True
    )
)
def test_spelling_of_the_same_words_makes_no_difference(words):
    forms = {
        normalise_heading(" ".join(words)),
        normalise_heading("_".join(words).upper()),
        normalise_heading("".join(word.title() for word in words)),
        normalise_heading("  " + "-".join(words).title() + " *"),
    }
    assert len(forms) == 1


def test_expand_writes_words_out_and_joins_phrases():
    assert expand(["vend", "inv", "nbr"]) == ["vendor", "invoice", "number"]
    assert expand(["purchase", "order", "no"]) == ["po", "number"]


def test_unqualified_leaves_abbreviations_with_a_dot():
    assert unqualified("Inv.Date") == "Inv.Date"
    assert unqualified("INV.DATE") == "INV.DATE"
    assert unqualified("BSIK.BELNR") == "BELNR"


def test_without_accents_keeps_the_letters():
    assert without_accents("Libellé Øre œuvre Straße") == "Libelle Ore oeuvre Strasse"
