"""The Companies tab: search, filter, sort, pages, columns, the hierarchy; and how often it asks the database."""

import datetime
import re

import pytest
from django.utils import timezone

from ledgerlift_server.companies import actions
from ledgerlift_server.companies.models import Company, ConnectionStatus, Standing
from ledgerlift_server.syncs.models import Sync

COMPANIES = "/portal/companies/"
# Session, user, client, columns; count, companies, connections, subsidiaries, owners.
LIST_QUERIES = 8


@pytest.fixture
def signed_in(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def make_subsidiary(staff, make_company):
    def make(parent, name):
        company = make_company(staff, name)
        actions.update_company(company=company, owners=[], by=staff, parent=parent)
        return company

    return make


def names_on(page):
    return re.findall(r'<a href="/portal/companies/[\w-]{36}/">([^<]+)</a></span>', page.content.decode())


def test_search_finds_names_software_ids_and_creators(signed_in, bank, company, connection, make_staff, make_company):
    make_company(make_staff(bank), "Other One")
    Company.objects.filter(name="Other One").update(created_by=None)
    for text in ("maple", "workday", "sam staff", str(company.id), str(connection.id)):
        page = signed_in.get(COMPANIES, {"q": text})
        assert names_on(page) == ["Maple Builders"], text
    assert "No company matches “zzz”." in signed_in.get(COMPANIES, {"q": "zzz"}).content.decode()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("name", ["a", "B", "c"]), ("-name", ["c", "B", "a"]), ("synced", ["B", "a", "c"]), ("-synced", ["a", "B", "c"]),
     ("created", ["c", "B", "a"]), ("nonsense", ["a", "B", "c"]), ("standing", ["a", "B", "c"])],
)  # fmt: skip
def test_sorts_by_any_column_and_never_synced_comes_last_both_ways(signed_in, staff, make_company, sort, expected):
    now = timezone.now()
    for number, name in enumerate(["c", "B", "a"]):
        company = make_company(staff, name)
        synced_at = None if name == "c" else now - datetime.timedelta(days=5 - number)
        standing = {"a": Standing.LINKED, "B": Standing.NONE, "c": Standing.UNLINKED}[name]
        Company.objects.filter(pk=company.pk).update(last_synced_at=synced_at, standing=standing)
    assert names_on(signed_in.get(COMPANIES, {"sort": sort})) == expected


def test_pages_hold_forty_and_one_after_the_last_gives_the_last(signed_in, bank):
    Company.objects.bulk_create(Company(client=bank, name=f"Company {number:03}") for number in range(90))
    first = signed_in.get(COMPANIES, {"sort": "name"})
    assert len(names_on(first)) == 40
    assert "1–40 of 90" in first.content.decode()
    assert names_on(signed_in.get(COMPANIES, {"sort": "name", "page": "3"}))[0] == "Company 080"
    for number in ("99", "0", "x", "9" * 30):
        assert signed_in.get(COMPANIES, {"page": number}).status_code == 200


def test_status_filter(signed_in, staff, company, connection, make_company):
    make_company(staff, "Not yet")
    assert names_on(signed_in.get(COMPANIES, {"standing": "PendingAuth"})) == ["Maple Builders"]
    assert names_on(signed_in.get(COMPANIES, {"standing": "None"})) == ["Not yet"]
    assert len(names_on(signed_in.get(COMPANIES, {"standing": "'; --"}))) == 2


def test_chosen_columns_are_remembered_and_go_back_to_where_one_was(signed_in):
    answer = signed_in.post(f"{COMPANIES}columns/", {"columns": ["tags", "nonsense"], "next": f"{COMPANIES}?q=a"})
    assert answer.url == f"{COMPANIES}?q=a"
    assert signed_in.post(f"{COMPANIES}columns/", {"columns": ["tags"], "next": "//evil.example"}).url == COMPANIES
    page = signed_in.get(COMPANIES).content.decode()
    assert "No companies yet" in page


def test_columns_show_what_was_chosen(signed_in, staff, company):
    actions.update_company(company=company, owners=[staff], by=staff, tags={"region": "east"})
    signed_in.post(f"{COMPANIES}columns/", {"columns": ["tags", "owners"]})
    page = signed_in.get(COMPANIES).content.decode()
    assert "region: east" in page
    assert "Sam Staff" in page
    assert "Last data sync</a>" not in page


def test_standing_follows_the_connection(company, make_connection, staff):
    def standing():
        return Company.objects.get(pk=company.pk).standing

    assert standing() == Standing.NONE
    connection = make_connection(company)
    assert standing() == Standing.PENDING
    actions.move(connection, ConnectionStatus.LINKED, by=staff.actor)
    assert standing() == Standing.LINKED
    actions.unlink(connection=connection, by=staff.actor)
    assert standing() == Standing.UNLINKED


def test_parent_is_partial_while_a_subsidiary_is_not_linked(company, staff, make_connection, make_subsidiary):
    def standing():
        return Company.objects.get(pk=company.pk).standing

    north, south = make_subsidiary(company, "North"), make_subsidiary(company, "South")
    assert standing() == Standing.NONE
    for subsidiary, expected in ((north, Standing.PARTIAL), (south, Standing.LINKED)):
        actions.move(make_connection(subsidiary), ConnectionStatus.LINKED, by=staff.actor)
        assert standing() == expected


def test_subsidiaries_unfold_below_their_parent_and_have_a_page(signed_in, company, make_connection, make_subsidiary):
    north = make_subsidiary(company, "North")
    make_connection(north)
    page = signed_in.get(COMPANIES)
    assert names_on(page) == ["Maple Builders"]
    assert "0/1 companies" in page.content.decode()
    assert names_on(signed_in.get(COMPANIES, {"open": str(company.id)})) == ["Maple Builders", "North"]
    assert names_on(signed_in.get(f"{COMPANIES}{company.id}/subsidiaries/")) == ["North"]
    found = signed_in.get(COMPANIES, {"q": "north"})
    assert names_on(found) == ["North"]
    assert "of Maple Builders" in found.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_list_asks_the_database_as_often_for_many_companies_as_for_one(
    signed_in, staff, make_company, make_connection, django_assert_num_queries, count
):
    for number in range(count):
        company = make_company(staff, f"Company {number}")
        company.owners.set([staff])
        Sync.objects.create(connection=make_connection(company), inputs_key=str(number))
    with django_assert_num_queries(LIST_QUERIES):
        page = signed_in.get(COMPANIES)
    assert page.content.decode().count(">Workday<span") == count
