"""The onboarding kit: complete in both languages, in the bank's words, as a page and as a PDF."""

import re

import pytest
from pypdfium2 import PdfDocument

from ledgerlift_server.accounts.models import Role
from ledgerlift_server.companies import kit
from ledgerlift_server.companies.models import KitText

# The topics a bank's customers ask about (the published FAQ).
ASKED = {"benefits", "who_processes", "why_share", "see_everything", "is_it_safe", "permissions", "complicated",
         "which_company", "plug_ins", "leave_out", "how_long", "blocked", "migrating", "who_sees", "disconnect",
         "what_exactly", "ongoing", "policy", "it_approval", "not_our_bank", "no_time", "again", "current_way",
         "by_mail"}  # fmt: skip


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


def test_every_topic_has_words_in_both_languages():
    assert set(kit.list_topics()) == {*ASKED, "checklist"}
    for language in ("en", "fr"):
        written = kit.write_usual(language)
        texts = [*written.checklist, *(answer.text for _, answers in written.sections for answer in answers)]
        assert all(len(text) > 20 for text in texts)
        assert {mark for text in texts for mark in re.findall(r"\{\w*\}", text)} <= {"{bank}", "{contact}", "{email}"}


@pytest.mark.parametrize(("language", "words"), [("en", "Is it safe?"), ("fr", "Est-ce sûr?")])
def test_anybody_may_read_the_page_and_the_pdf(client, bank, language, words):
    page = client.get(f"/link/hill-bank/kit/{language}/").content.decode()
    assert words in page
    assert "Ana Li" in page
    assert "{bank}" not in page
    assert f'<html lang="{language}' in page
    pdf = client.get(f"/link/hill-bank/kit/{language}/kit.pdf")
    assert pdf.content[:5] == b"%PDF-"
    assert pdf.content == client.get(f"/link/hill-bank/kit/{language}/kit.pdf").content
    # One section after the other: a customer prints it.
    assert len(PdfDocument(pdf.content)) <= 3
    assert client.get(f"/link/nobody/kit/{language}/").status_code == 404


def test_bank_puts_answers_in_its_own_words_and_goes_back(signed_in, client, bank):
    own = "We promise: {contact} <b>& co</b>"
    signed_in.post("/portal/kit/texts/?language=en", {"is_it_safe": own, "checklist": "One\n\nTwo"})
    page = client.get("/link/hill-bank/kit/en/").content.decode()
    assert "We promise: Ana Li &lt;b&gt;&amp; co" in page
    assert page.count("<li>") == 2
    assert "We promise" not in client.get("/link/hill-bank/kit/fr/").content.decode()
    assert client.get("/link/hill-bank/kit/en/kit.pdf").status_code == 200
    usual = {answer.topic: answer.text for _, answers in kit.write_usual("en").sections for answer in answers}
    signed_in.post("/portal/kit/texts/?language=en", {"is_it_safe": usual["is_it_safe"], "checklist": ""})
    assert not KitText.objects.exists()


def test_french_texts_are_saved_as_french_on_an_english_page(signed_in):
    page = signed_in.get("/portal/kit/?language=fr").content.decode()
    assert '?language=fr" class="block"' in page
    assert 'href="?language=fr" aria-current="true"' in page


def test_only_some_roles_change_it_and_no_other_bank_sees_it(client, bank, other_bank, make_staff):
    client.force_login(make_staff(bank, Role.ANALYST))
    assert client.get("/portal/kit/").status_code == 200
    assert client.post("/portal/kit/texts/?language=en", {"is_it_safe": "mine"}).status_code == 403
    client.force_login(make_staff(bank))
    client.post("/portal/kit/texts/?language=en", {"is_it_safe": "mine alone"})
    assert "mine alone" not in client.get("/link/vale-bank/kit/en/").content.decode()
