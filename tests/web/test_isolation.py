"""No route shows anything of another company or client: the routes are listed, so none can be forgotten."""

import uuid

import pytest
from routes import fill, list_patterns

from ledgerlift_server.companies import actions as companies
from ledgerlift_server.companies.models import Link
from ledgerlift_server.syncs import arrivals, sync_actions
from ledgerlift_server.syncs.models import Snapshot, SnapshotFile

PUBLIC = {
    "account_login", "account_logout", "account_reauthenticate", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "home", "link:brand", "link:kit",
    "link:kit_pdf", "link:picture", "link:preview_consent", "link:preview_landing", "live", "mfa_activate_totp",
    "mfa_authenticate", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_reauthenticate",
    "mfa_view_recovery_codes", "portal:account", "portal:audit_csv", "portal:audit_log", "portal:bulk",
    "portal:bulk_example", "portal:change_kit", "portal:change_person", "portal:columns", "portal:companies",
    "portal:end_sessions", "portal:funnel", "portal:invitation", "portal:kit", "portal:new_company",
    "portal:people", "portal:people_rules", "portal:settings", "portal:settings_brand",
    "portal:settings_consent", "portal:settings_emails", "portal:settings_link", "portal:settings_picture",
    "portal:settings_reports", "portal:settings_retention", "portal:spend_insights", "ready", "set_language",
}  # fmt: skip
ROUTES = {name: route for name, (route, _) in list_patterns().items()}
GUARDED = {name: route for name, route in ROUTES.items() if name not in PUBLIC}


@pytest.fixture
def theirs(other_bank, make_staff, make_company, make_connection, make_upload, make_link, run_jobs):
    """A finished journey of another client's company."""
    company = make_company(make_staff(other_bank), "Other Company")
    connection = make_connection(company)
    supplier = make_upload(connection, "suppliers", "s.csv", b"a")
    make_upload(connection, "bills", "b.csv", b"b")
    run_jobs()
    sync_actions.complete_journey(connection=connection, language="en", by=company.created_by.actor)
    run_jobs()
    partial = arrivals.start(
        connection=connection,
        data_type="suppliers",
        name="p.csv",
        size=5,
        fingerprint="",
        replaces=None,
        by=company.created_by.actor,
    )
    token = make_link(company).split("/")[-2]
    return {
        "slug": company.client.slug, "token": token, "data_type": "suppliers", "company_id": company.id,
        "upload_id": supplier.id, "partial_id": partial.id, "file_id": SnapshotFile.objects.get(is_report=True).id,
        "number": 1, "link_id": company.links.get().id, "connection_id": connection.id,
        "snapshot_id": Snapshot.objects.get().id, "supplier_key": "S1",
    }  # fmt: skip


def answers(client, url):
    return {method: client.generic(method, url).status_code for method in ("GET", "POST", "HEAD", "PATCH", "DELETE")}


def test_every_route_is_guarded_or_known_to_be_public():
    assert set(ROUTES) >= PUBLIC
    assert all("<str:token>" in route or "<uuid:company_id>" in route for route in GUARDED.values())


@pytest.mark.parametrize("name", sorted(name for name in GUARDED if name.startswith("portal:")))
def test_staff_never_reach_another_clients_company(name, client, staff, theirs):
    client.force_login(staff)
    statuses = answers(client, fill(GUARDED[name], theirs))
    assert set(statuses.values()) <= {404, 405}
    assert 404 in statuses.values()


# Whoever is not of the staff opens these with the token of an e-mail.
BY_TOKEN = ("portal:unsubscribe",)


@pytest.mark.parametrize(
    "name", sorted(name for name in GUARDED if name.startswith("portal:") and name not in BY_TOKEN)
)
def test_strangers_are_asked_to_sign_in(name, client, theirs):
    statuses = answers(client, fill(GUARDED[name], theirs))
    assert set(statuses.values()) <= {302, 405}


@pytest.mark.parametrize("name", BY_TOKEN)
def test_token_of_nothing_opens_nothing(name, client, theirs):
    statuses = answers(client, fill(GUARDED[name], theirs))
    assert set(statuses.values()) <= {404, 405}


@pytest.mark.parametrize("name", sorted(name for name in GUARDED if name.startswith("link:")))
def test_unknown_token_opens_nothing(name, client, theirs):
    statuses = answers(client, fill(GUARDED[name], theirs | {"token": "A" * 43}))
    assert set(statuses.values()) <= {404, 405}
    assert 404 in statuses.values()


@pytest.mark.parametrize("name", sorted(name for name in GUARDED if name.startswith("link:")))
def test_token_under_another_clients_address_opens_nothing(name, client, theirs, bank):
    statuses = answers(client, fill(GUARDED[name], theirs | {"slug": bank.slug}))
    assert set(statuses.values()) <= {404, 405}


@pytest.mark.parametrize(
    "name", sorted(name for name, route in GUARDED.items() if "upload_id>" in route or "partial_id>" in route)
)
def test_own_link_never_reaches_another_companys_files(name, client, theirs, company, connection, make_link):
    if not name.startswith("link:"):
        return
    token = make_link(company).split("/")[-2]
    statuses = answers(client, fill(GUARDED[name], theirs | {"slug": company.client.slug, "token": token}))
    assert set(statuses.values()) - {302} <= {404, 405}
    # A card that is opened by itself only ever leads to its page.
    assert 302 not in statuses.values() or name == "link:file"


@pytest.mark.parametrize("name", sorted(name for name in GUARDED if name.startswith("link:")))
def test_colleagues_link_opens_its_own_report_only(name, client, company, connection):
    token = companies.create_step_link(connection=connection, data_type="payments", by=company.created_by.actor)
    values = {"slug": company.client.slug, "token": token, "data_type": "bills", "upload_id": uuid.uuid4(),
              "partial_id": uuid.uuid4(), "number": 1}  # fmt: skip
    statuses = answers(client, fill(GUARDED[name], values))
    assert set(statuses.values()) <= ({302, 405} if name == "link:landing" else {404, 405})


def test_only_hashes_of_tokens_are_kept(company, link):
    token = link.split("/")[-2]
    kept = Link.objects.get(company=company)
    assert len(token) == 43
    assert token not in str(vars(kept))
