"""Where a bank restricts people to the companies they own: one filter, and every route of a company behind it."""

import uuid

import pytest
from routes import fill, list_patterns

from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.companies import actions
from ledgerlift_server.companies.models import Company
from ledgerlift_server.portal.staff import find_action

ROUTES = {
    name: (route, find_action(view)) for name, (route, view) in list_patterns().items() if "<uuid:company_id>" in route
}
RESTRICTED = (Role.ONBOARDING, Role.ADVISOR, Role.ANALYST)


@pytest.fixture
def restricted(bank):
    bank.owned_only = True
    bank.save()


def answers(client, user, ids):
    """Give the status of every route of a company that somebody's role opens."""
    client.force_login(user)
    statuses = {}
    for name, (route, action) in ROUTES.items():
        if user.may(action):
            for method in ("get", "post"):
                answer = getattr(client, method)(fill(route, ids))
                if answer.streaming:
                    list(answer.streaming_content)
                if answer.status_code != 405:
                    statuses[name, method] = answer.status_code
    return statuses


def test_no_route_opens_a_company_that_is_somebody_elses(client, bank, restricted, ids, make_staff):
    for role in RESTRICTED:
        assert set(answers(client, make_staff(bank, role), ids).values()) == {404}, role
    assert len(ROUTES) > 20


@pytest.mark.parametrize("role", [Role.ADVISOR])
def test_owner_opens_what_the_role_opens(role, client, bank, restricted, ids, company, make_staff):
    owner = make_staff(bank, role)
    company.owners.add(owner)
    missing = {name for name, status in answers(client, owner, ids).items() if status == 404}
    assert missing == set()


@pytest.mark.parametrize("role", Role)
def test_developers_administrators_and_banks_without_the_rule_see_all(role, client, bank, company, make_staff):
    for bank.owned_only in (False, True):
        bank.save()
        client.force_login(make_staff(bank, role))
        is_seen = client.get(f"/portal/companies/{company.id}/").status_code == 200
        assert is_seen == (role not in RESTRICTED or not bank.owned_only)
        assert (company.name in client.get("/portal/companies/").content.decode()) == is_seen
        assert (company.name in client.get("/portal/spend-insights/?q=maple").content.decode()) == is_seen


def make_group(staff):
    parent = actions.create_company(client=staff.client, name="Parent", id=uuid.uuid4(), by=staff)
    child = actions.create_company(client=staff.client, name="Child", id=uuid.uuid4(), by=staff, parent=parent)
    return parent, child


def test_owner_of_a_parent_sees_its_subsidiaries(client, bank, restricted, staff, make_staff):
    parent, child = make_group(staff)
    owner = make_staff(bank, Role.ANALYST)
    parent.owners.add(owner)
    client.force_login(owner)
    assert client.get(f"/portal/companies/{child.id}/").status_code == 200
    assert "Child" in client.get(f"/portal/companies/{parent.id}/subsidiaries/").content.decode()
    assert "1 subsidiary" in client.get("/portal/companies/").content.decode()


def test_owner_of_a_subsidiary_finds_it_without_its_parent(client, bank, restricted, staff, make_staff):
    parent, child = make_group(staff)
    owner = make_staff(bank, Role.ANALYST)
    child.owners.add(owner)
    client.force_login(owner)
    assert f"/portal/companies/{child.id}/" in client.get("/portal/companies/").content.decode()
    page = client.get(f"/portal/companies/{child.id}/").content.decode()
    assert "Parent" in page
    assert f"/portal/companies/{parent.id}/" not in page
    sent = {"id": child.id, "name": "Child 2", "contact_language": "en", "parent": str(parent.id), "owners": [owner.id]}
    assert client.post(f"/portal/companies/{child.id}/edit/", sent).status_code == 302
    child.refresh_from_db()
    assert (child.name, child.parent) == ("Child 2", parent)


def test_whoever_creates_a_company_owns_it_and_may_hand_it_over(client, bank, restricted, staff, make_staff):
    person = make_staff(bank, Role.ONBOARDING)
    client.force_login(person)
    sent = {"id": uuid.uuid4(), "name": "Mine", "contact_language": "en"}
    assert client.post("/portal/companies/new/", sent).status_code == 200
    assert list(Company.objects.get(name="Mine").owners.all()) == [person]
    address = f"/portal/companies/{sent['id']}/"
    assert client.post(f"{address}edit/", sent | {"owners": [staff.id]}).url == "/portal/companies/"
    assert client.get(address).status_code == 404


def test_form_with_the_id_of_somebody_elses_company_makes_no_link(client, bank, restricted, company, make_staff):
    client.force_login(make_staff(bank, Role.ONBOARDING))
    sent = {"id": company.id, "name": "Anything", "contact_language": "en"}
    assert client.post("/portal/companies/new/", sent).status_code == 404
    assert not company.links.exists()
    assert not company.owners.exists()


def test_others_companies_are_no_parents_and_in_no_funnel(client, bank, restricted, company, connection, make_staff):
    client.force_login(make_staff(bank, Role.ONBOARDING))
    sent = {"id": uuid.uuid4(), "name": "Mine", "contact_language": "en", "parent": company.name}
    assert client.post("/portal/companies/new/", sent).status_code == 422
    assert "Workday" not in client.get("/portal/funnel/").content.decode()


def test_administrator_turns_the_rule_on_and_off(client, bank, staff):
    client.force_login(staff)
    for sent, expected in (({"owned_only": "on"}, True), ({}, False)):
        client.post("/portal/people/rules/", sent)
        bank.refresh_from_db()
        assert bank.owned_only is expected
