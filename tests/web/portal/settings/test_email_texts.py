"""E-mails in the bank's words."""

import pytest
from last_event import last_event

from ledgerlift_server.client_settings import letters
from ledgerlift_server.client_settings.models import EmailText


def test_invitation_in_the_banks_words_is_what_is_copied_and_sent(save, signed_in, company, run_jobs, mailoutbox):
    sent = {"subject": "For {company}", "body": "Dear <all>,\n{link}\n{contact} {{bank}}"}
    assert save("e-mails", sent, query="?kind=invitation&language=en").status_code == 302
    assert last_event() == ("email_text.changed", {"kind": "invitation", "language": "en", "is_own": True})
    company.contact_email = "to@maple.example"
    company.save()
    signed_in.post(f"/portal/companies/{company.id}/requests/")
    run_jobs()
    assert mailoutbox[0].subject == "For Maple Builders"
    assert mailoutbox[0].body.startswith("Dear <all>,\nhttp://testserver/link/hill-bank/")
    assert mailoutbox[0].body.endswith("Ana Li {Hill Bank}")
    shown = signed_in.post(f"/portal/companies/{company.id}/links/").content.decode()
    assert "Dear &lt;all&gt;," in shown
    assert "Bonjour" in shown
    signed_in.post("/portal/settings/e-mails/?kind=invitation&language=en", {"usual": "1"})
    assert not EmailText.objects.exists()


@pytest.mark.parametrize("page", ["consent", "e-mails"])
def test_french_texts_are_saved_as_french_on_an_english_page(signed_in, page):
    shown = signed_in.get(f"/portal/settings/{page}/?language=fr").content.decode()
    assert "language=fr" in shown.split("<form")[-1].partition(">")[0]
    assert 'href="?language=fr" aria-current="true"' in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "no way to answer"}, "Write {link} where the Link URL goes"),
        ({"body": "{link} {compnay}"}, "Nothing is filled in for {compnay}."),
        ({"subject": "{link}"}, "Nothing is filled in for {link}."),
        ({"subject": ""}, "required"),
        ({"body": "{link}" + "x" * 5000}, "at most 5000 characters"),
    ],
)
def test_email_that_could_not_be_answered_is_refused(save, changes, sentence):
    answer = save("e-mails", changes, query="?kind=reminder&language=fr")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not EmailText.objects.exists()


def test_preview_shows_what_is_written_and_keeps_nothing(save):
    answer = save("e-mails", {"subject": "Try {bank}", "preview": "1"})
    assert "<strong>Try Hill Bank</strong>" in answer.content.decode()
    assert not EmailText.objects.exists()


@pytest.mark.parametrize("kind", letters.KINDS)
def test_usual_emails_have_every_placeholder_in_both_languages(kind):
    for language in letters.LANGUAGES:
        _, body = letters.write_usual(kind, language)
        assert letters.list_unknown_placeholders(body) == []
        assert "{link}" in body
        assert body != letters.write_usual(kind, "fr" if language == "en" else "en")[1]
