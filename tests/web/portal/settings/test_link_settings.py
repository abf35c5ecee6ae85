"""How long links hold, and where they lead back to."""

import pytest
from last_event import last_event


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
