"""The words of consent with the days files are kept, and their versions."""

from django.utils import translation
from last_event import last_event

from ledgerlift_server.client_settings.models import ConsentWording
from ledgerlift_server.companies.models import Consent


def test_consent_in_the_banks_words_is_a_new_version_and_earlier_consents_keep_theirs(
    save, signed_in, link, connection
):
    earlier = connection.consents.get()
    changes = {"purpose_heading": "Why", "purpose_body": "{bank} & {company} with {platformName}:\n- <b>one</b>\n- two",
               "terms": "Our terms."}  # fmt: skip
    assert save("consent", changes, query="?language=en").status_code == 302
    assert last_event() == ("consent_wording.changed", {"version": 1, "language": "en"})
    page = signed_in.get(f"{link}consent/").content.decode()
    assert "Hill Bank &amp; Maple Builders with Workday:" in page
    assert "<li>&lt;b&gt;one&lt;/b&gt;</li><li>two</li>" in page
    assert "Our terms." in page
    assert "Only the files you choose to upload are read." in page
    signed_in.post(f"{link}consent/")
    given = connection.consents.get(withdrawn_at=None)
    assert given.version == "2026-11/1"
    assert "## Why\n\nHill Bank & Maple Builders with Workday:\n- <b>one</b>\n- two" in given.text
    assert "## Terms and conditions\n\nOur terms.\n" in given.text
    save("consent", {"terms": "New terms."}, query="?language=en")
    given.refresh_from_db()
    earlier.refresh_from_db()
    assert "Our terms." in given.text
    assert earlier.text == "all of it"
    numbers = list(ConsentWording.objects.order_by("number").values_list("number", "texts__en__terms"))
    assert numbers == [(1, "Our terms."), (2, "New terms.")]
    with translation.override("fr-ca"):
        assert (
            "Our terms" not in signed_in.get(f"{link}consent/", headers={"accept-language": "fr-ca"}).content.decode()
        )


def test_nobody_agrees_to_words_that_were_not_shown(save, signed_in, link, connection):
    shown = signed_in.get(f"{link}consent/").context["text"].version
    save("consent", {"terms": "New terms."}, query="?language=en")
    answer = signed_in.post(f"{link}consent/", {"version": shown})
    assert answer.status_code == 409
    assert "These words have changed since you opened the page." in answer.content.decode()
    assert "New terms." in answer.content.decode()
    assert Consent.objects.count() == 1


def test_consent_with_unknown_placeholder_or_too_long_heading_is_refused(save):
    answer = save("consent", {"access_body": "Hello {banque}", "data_heading": "x" * 51})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing is filled in for {banque}. There are {bank}, {company}, {software}, {days}." in page
    assert "at most 50 characters" in page
    assert "Hello {banque}" in page
    assert not ConsentWording.objects.exists()


def test_preview_is_for_the_banks_own_staff(signed_in, client, bank, other_bank, make_staff):
    assert "This is a preview" in signed_in.get("/link/hill-bank/preview/landing/").content.decode()
    assert "Example Company" in signed_in.get("/link/hill-bank/preview/consent/").content.decode()
    assert signed_in.get("/link/hill-bank/preview/consent/?version=7").status_code == 404
    client.force_login(make_staff(other_bank))
    assert client.get("/link/hill-bank/preview/landing/").status_code == 404
    client.logout()
    assert client.get("/link/hill-bank/preview/landing/").status_code == 404


def test_days_are_those_of_the_consent_page(save, signed_in, link, connection, bank):
    for days, sentence in (("12", "deleted after 12 days"), ("0", "deleted as soon as the analysis is made")):
        assert save("retention", {"raw_file_days": days}).status_code == 302
        assert sentence in signed_in.get(f"{link}consent/").content.decode()
    for days in ("-1", "183", "x", "1.5"):
        assert save("retention", {"raw_file_days": days}).status_code == 422
    bank.refresh_from_db()
    assert bank.raw_file_days == 0
