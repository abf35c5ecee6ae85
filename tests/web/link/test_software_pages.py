"""The choice of the software: searched, named, changed."""

import re

import pytest
from link_steps import follow, send

from ledgerlift_server.companies.models import Connection


def test_software_is_found_by_alias_and_maker(client, link):
    assert 'value="workday"' in client.get(f"{link}software/", {"q": "WDAY"}).content.decode()
    found = re.findall(
        r'name="software" value="([^"]+)"', client.get(f"{link}software/", {"q": "oracle"}).content.decode()
    )
    assert len(found) > 5
    assert "workday" not in found


@pytest.mark.parametrize(
    ("text", "first"),
    [("quik books", "QuickBooks"), ("great plains", "Great Plains"), ("JDE", "JD Edwards"), ("s4", "S/4HANA")],
)
def test_software_is_found_by_what_people_call_it(client, link, text, first):
    page = client.get(f"{link}software/", {"q": text}).content.decode()
    assert first in re.search(r'class="choice-name">([^<]+)', page)[1]


def test_editions_that_are_easily_confused_stand_side_by_side_with_their_other_names(client, link):
    page = client.get(f"{link}software/", {"q": "business central"}).content.decode()
    found = re.findall(r'class="choice-name">([^<]+)<span class="choice-vendor">([^<]+)<', page)[:3]
    assert {name for name, _ in found} == {
        f"Dynamics 365 Business Central{edition}" for edition in ("", " (Cloud)", " (On-premise)")
    }
    assert len({names for _, names in found}) == 3
    assert all(" · " in names for _, names in found)
    alone = client.get(f"{link}software/", {"q": "workday"}).content.decode()
    assert '<span class="choice-vendor">Microsoft · ' not in alone


def test_search_without_scripts_and_with_htmx_show_the_same_choices(client, link):
    whole = client.get(f"{link}software/", {"q": "sage"}).content.decode()
    part = client.get(f"{link}software/", {"q": "sage"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    names = re.findall(r'name="software" value="([^"]+)"', whole)
    assert names == re.findall(r'name="software" value="([^"]+)"', part)


def test_software_nobody_knows_can_be_named(client, link):
    assert "Nothing is called" in client.get(f"{link}software/", {"q": "Zzyzx 9000"}).content.decode()
    assert client.post(f"{link}software/", {"other_name": "Zzyzx 9000"}).status_code == 302
    connection = Connection.objects.get()
    assert (connection.software, connection.software_name) == ("", "Zzyzx 9000")
    client.post(f"{link}consent/")
    assert "In Zzyzx 9000" in client.get(f"{link}reports/bills/").content.decode()


def test_choice_of_nothing_is_refused_in_words(client, link):
    answer = client.post(f"{link}software/", {"software": "no-such-thing"})
    assert answer.status_code == 422
    assert "Pick your software, or write its name." in answer.content.decode()


def test_other_software_after_files_came_opens_another_connection(client, link, run_jobs):
    follow(client, link)
    send(client, link, "bills")
    client.post(f"{link}software/", {"software": "xero"})
    old, new = Connection.objects.order_by("created_at")
    assert (old.status, new.status) == ("Unlinked", "PendingAuth")
    assert old.uploads.count() == 1
