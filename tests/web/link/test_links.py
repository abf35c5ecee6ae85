"""Links that are good, and links that are not: each refusal in its own words, in both languages."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from ledgerlift_server.accounts.models import Event
from ledgerlift_server.companies import actions
from ledgerlift_server.companies.models import Link


def expire(link):
    Link.objects.update(expires_at=timezone.now() - datetime.timedelta(seconds=1))


def revoke(link):
    Link.objects.update(revoked_at=timezone.now())


@pytest.mark.parametrize(
    ("spoil", "status", "english", "french"),
    [
        (
            expire,
            410,
            "This link has expired. Ask your bank contact for a new one.",
            "Ce lien a expiré. Demandez-en un nouveau à votre contact bancaire.",
        ),
        (
            revoke,
            410,
            "This link was withdrawn. Ask your bank contact for a new one.",
            "Ce lien a été retiré. Demandez-en un nouveau à votre contact bancaire.",
        ),
        (
            lambda link: Link.objects.all().delete(),
            404,
            "This link isn&#x27;t valid. Ask your bank contact for a new one.",
            "Ce lien n’est pas valide. Demandez-en un nouveau à votre contact bancaire.",
        ),
    ],
)
def test_spoilt_link_is_refused_on_every_page(client, link, spoil, status, english, french):
    spoil(link)
    for page in ("", "software/", "reports/bills/", "complete/"):
        answer = client.get(link + page)
        assert answer.status_code == status
        assert english in answer.content.decode()
    assert french in client.get(link, headers={"Accept-Language": "fr-CA,fr;q=0.9"}).content.decode()


@pytest.mark.parametrize("token", ["short", "x" * 44, "%00" * 5, "é" * 43])
def test_malformed_token_is_not_valid(client, bank, token):
    assert client.get(f"/link/{bank.slug}/{token}/").status_code == 404


def test_one_time_link_belongs_to_the_browser_that_opened_it(client, bank, company, make_link):

    bank.one_time_links = True
    bank.save()
    company.client.refresh_from_db()
    link = make_link(company)
    assert client.get(link).status_code == 200
    assert client.get(f"{link}software/").status_code == 200
    other = Client()
    answer = other.get(link)
    assert answer.status_code == 410
    assert "This link works once" in answer.content.decode()
    assert Event.objects.filter(name="link.opened").count() == 1


def test_withdrawing_ends_all_links_of_the_company_only(client, company, link, staff, make_company, make_link):
    other = make_link(make_company(staff, "Another"))
    assert actions.revoke_links(company=company, by=staff.actor) == 1
    assert client.get(link).status_code == 410
    assert client.get(other).status_code == 200


def test_language_follows_the_browser_and_the_switch(client, link):
    assert '<html lang="en">' in client.get(link, headers={"Accept-Language": "de"}).content.decode()
    assert '<html lang="fr-ca">' in client.get(link, headers={"Accept-Language": "fr-FR"}).content.decode()
    client.post("/i18n/setlang/", {"language": "fr-ca", "next": link})
    assert '<html lang="fr-ca">' in client.get(link, headers={"Accept-Language": "en"}).content.decode()


def test_pages_are_private_and_locked_down(client, link):
    answer = client.get(link)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert len(answer["X-Correlation-Id"]) == 32


def test_form_without_the_sessions_token_is_refused_in_words(link):

    answer = Client(enforce_csrf_checks=True).post(f"{link}software/", {"software": "workday"})
    assert answer.status_code == 403
    assert "Your session has ended. Open the link again." in answer.content.decode()


def test_request_log_names_the_route_and_never_the_address(client, link, caplog):
    client.get(link)
    record = next(record for record in caplog.records if record.getMessage() == "request")
    assert record.route == "link:landing"
    assert link.split("/")[-2] not in str(vars(record))


def test_success_address_gets_its_placeholders(client, bank, company, link, run_jobs):
    bank.success_url = "https://bank.example/done?c={companyId}&s={statusCode}&n={platformName}&ref={ref}&no={nothing}"
    bank.allowed_hosts = ["bank.example"]
    bank.save()
    client.get(link, {"ref": "a b&c"})
    client.post(f"{link}software/", {"software": "workday"})
    page = client.get(f"{link}leave/").content.decode()
    assert f"https://bank.example/done?c={company.id}&amp;s=403&amp;n=Workday&amp;ref=a%20b%26c&amp;no=" in page
