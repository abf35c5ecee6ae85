"""The settings: each change is checked, written down, and seen on the pages where it belongs."""

import pytest
from django.utils import translation

from ledgerlift_server.accounts.models import Client as Bank
from ledgerlift_server.accounts.models import Event
from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.client_settings import letters
from ledgerlift_server.client_settings.models import ConsentWording, EmailText
from ledgerlift_server.companies.models import Consent
from ledgerlift_server.syncs import report_settings

PAGES = ("brand", "consent", "link", "reports", "retention", "e-mails")


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def save(signed_in):
    """Send a settings page back as it is shown, with changes; give the answer."""

    def save_(page, changes=(), *, query=""):
        address = f"/portal/settings/{page}/{query}"
        form = signed_in.get(address).context["form"]
        sent = {
            field.html_name: field.value() for field in form if field.value() is not None and field.value() is not False
        }
        return signed_in.post(address, {**sent, **dict(changes)})

    return save_


def last_event():
    event = Event.objects.latest("id")
    return event.name, event.details


def test_developers_change_them(client, bank, make_staff):
    client.force_login(make_staff(bank, Role.DEVELOPER))
    assert client.get("/portal/settings/", follow=True).redirect_chain == [("/portal/settings/brand/", 302)]


@pytest.mark.parametrize("page", PAGES)
def test_saving_what_is_shown_changes_nothing(save, page, bank):
    before = dict(Bank.objects.values().get(pk=bank.pk))
    assert save(page).status_code == 302
    after = dict(Bank.objects.values().get(pk=bank.pk))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"raw_file_days"}
    assert not ConsentWording.objects.exists()
    assert not EmailText.objects.exists()


# Brand


def test_name_colours_and_contact_are_on_the_journey(save, signed_in, link):
    changes = {"name": "Moss Bank", "primary_colour": "#0b5d3b", "second_colour": "#FFD100", "contact_name": "Bea Roy"}
    assert save("brand", changes).status_code == 302
    page, style = signed_in.get(link).content.decode(), signed_in.get("/link/hill-bank/brand.css").content.decode()
    assert "Moss Bank would like to see" in page
    assert "Bea Roy" in page
    # A new address, so that no browser shows the colours it has kept.
    assert "brand.css?0B5D3BFFD100" in page
    assert "--accent: #0B5D3B" in style
    # Black on yellow, not white.
    assert ".branded .bar { background: #FFD100; color: #000000; }" in style
    assert last_event() == ("brand.changed", {"fields": ["contact_name", "name", "primary_colour", "second_colour"]})


def test_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(save, signed_in, bank):
    answer = save("brand", {"primary_colour": "#FFE600", "name": "Moss Bank"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Text in #FFE600 cannot be read on our pages. The nearest colour that can is #7A6E00." in page
    assert 'value="Moss Bank"' in page
    bank.refresh_from_db()
    assert (bank.name, bank.primary_colour) == ("Hill Bank", "#1F4FD8")
    assert save("brand", {"primary_colour": "#FFE600", "suggested": "#7A6E00"}).status_code == 302
    bank.refresh_from_db()
    assert bank.primary_colour == "#7A6E00"


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345G", "#1F4FD8;}", ""])
def test_what_is_no_colour_is_refused(save, bank, colour):
    assert save("brand", {"primary_colour": colour}).status_code == 422


# Consent


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


# Link


def test_link_settings_count_for_new_links_and_the_way_back(save, signed_in, company, bank, make_link):
    sent = {
        "link_days": "7",
        "one_time_links": "on",
        "allowed_hosts": "https://www.bank.example/x\n*.bad",
        "success_url": "",
    }
    assert "“*.bad” is no host." in save("link", sent).content.decode()
    sent |= {
        "allowed_hosts": "https://WWW.Bank.example/x\n",
        "success_url": "https://www.bank.example/done?s={statusCode}",
    }
    assert save("link", sent).status_code == 302
    assert last_event()[1] == {"fields": ["allowed_hosts", "link_days", "one_time_links", "success_url"]}
    bank.refresh_from_db()
    assert bank.allowed_hosts == ["www.bank.example"]
    company.client.refresh_from_db()
    made = make_link(company)
    kept = company.links.get()
    assert kept.is_one_time
    assert (kept.expires_at - kept.created_at).days in {6, 7}
    assert "https://www.bank.example/done?s=403" in signed_in.get(f"{made}leave/").content.decode()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("https://evil.example/", "The host of this address is not on the list above."),
        ("https://www.bank.example.evil.example/", "The host of this address is not on the list above."),
        ("https://www.bank.example@evil.example/", "Write a whole address"),
        ("http://www.bank.example/", "Write a whole address"),
        ("javascript:alert(1)", "Write a whole address"),
        ("//www.bank.example/", "Write a whole address"),
        ("https://www.bank.example\\@evil.example/", "Write a whole address"),
        ("https://{companyId}.bank.example/", "A name that has a meaning of its own"),
        ("https://{env}.evil.example/", "The host of this address is not on the list above."),
        ("https://[/", "Write a whole address"),
    ],
)
def test_way_back_to_a_host_that_is_not_allowed_is_refused(save, bank, address, sentence):
    answer = save("link", {"allowed_hosts": "www.bank.example", "success_url": address})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    bank.refresh_from_db()
    assert bank.success_url == ""


def test_host_with_a_name_leads_to_allowed_hosts_alone(save, signed_in, link):
    address = "https://{env}.bank.example/done"
    assert save("link", {"allowed_hosts": "www.bank.example", "success_url": address}).status_code == 302
    for env, is_sent in (("www", True), ("test", False), ("evil.example/", False), ("", False)):
        signed_in.get(link, {"env": env})
        assert ("bank.example/done" in signed_in.get(f"{link}leave/").content.decode()) is is_sent


# Reports


def test_settings_of_the_reports_are_those_of_the_next_sync(save, bank, snapshot, run_jobs, connection):
    changes = {"hourly_cost": "55.5", "percent_1": "1.5", "up_to_1": "500000", "percent_2": "0.5",
               "period_from": "2025-01-01", "period_to": "2025-06-30", "reports": ["spend_analysis", "paytech"],
               "columns_paytech": ["supplier_key", "supplier_name"], "base_currency": "cad"}  # fmt: skip
    answer = save("reports", changes)
    assert answer.status_code == 302, answer.context["form"].errors
    bank.refresh_from_db()
    assert bank.base_currency == "CAD"
    assert bank.report_settings == {
        "hourly_cost": 55.5, "cashback_tiers": [{"percent": 1.5, "up_to": 500000}, {"percent": 0.5}],
        "period_from": "2025-01-01", "period_to": "2025-06-30", "reports": ["spend_analysis", "paytech"],
        "match_columns": {"paytech": bank.report_settings["match_columns"]["paytech"]},
    }  # fmt: skip
    assert sorted(bank.report_settings["match_columns"]["paytech"]) == ["supplier_key", "supplier_name"]
    assert last_event() == ("report_settings.changed", {"fields": ["base_currency", "report_settings"]})
    from ledgerlift_server.syncs import product_actions

    product_actions.update_reports(snapshot=snapshot, by=connection.company.created_by.actor)
    run_jobs()
    assert {file.report[0] for file in snapshot.files.filter(is_report=True)} == {"spend_analysis", "paytech", "bundle"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"hourly_cost": "-1"}, "greater than or equal to 0"),
        ({"hourly_cost": "NaN"}, "Enter a number"),
        ({"base_currency": "XXQ"}, "This is no currency code such as USD or CAD."),
        ({"period_from": "2025-12-31", "period_to": "2025-01-01"}, "The last day comes before the first."),
        ({"period_from": "31/12/2025x"}, "Enter a valid date"),
        ({"up_to_1": "", "percent_2": "1"}, "Only the last tier may be without an end."),
        ({"up_to_2": "5", "percent_3": "1"}, "Each tier ends higher than the one before it."),
        ({"percent_1": "", "up_to_1": "", "percent_2": ""}, "Write at least one tier"),
        ({"percent_4": "1"}, "Fill in the tiers from the first on"),
        ({"percent_1": "101"}, "less than or equal to 100"),
        ({"reports": ["everything"]}, "Select a valid choice"),
        ({"columns_paytech": ["nothing"]}, "Select a valid choice"),
    ],
)
def test_settings_that_the_engine_would_refuse_are_never_kept(save, bank, real_engine, changes, sentence):
    answer = save("reports", changes)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    bank.refresh_from_db()
    assert bank.report_settings == {}


def test_engine_itself_has_the_last_word(real_engine):
    assert report_settings.list_mistakes({"hourly_cost": 40}) == []
    assert len(report_settings.list_mistakes({"hourly_cost": "much", "colour": 1})) == 2


def test_settings_kept_before_they_were_checked_are_named_for_what_they_are(bank, connection, make_upload, run_jobs):
    from ledgerlift_server.syncs import engine_child

    bank.report_settings = {"hourly_cost": "much"}
    answer = engine_child.run(
        sources=[], out="out", company="", software="", settings=bank.report_settings, language="en", max_bytes=1
    )
    assert answer["failure"] == "settings_not_usable"


# Retention


def test_days_are_those_of_the_consent_page(save, signed_in, link, connection, bank):
    for days, sentence in (("12", "deleted after 12 days"), ("0", "deleted as soon as the analysis is made")):
        assert save("retention", {"raw_file_days": days}).status_code == 302
        assert sentence in signed_in.get(f"{link}consent/").content.decode()
    for days in ("-1", "183", "x", "1.5"):
        assert save("retention", {"raw_file_days": days}).status_code == 422
    bank.refresh_from_db()
    assert bank.raw_file_days == 0


# E-mails


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
