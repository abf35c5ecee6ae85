"""Nothing is opened, downloaded or changed without an event: asked of every route."""

import io
import uuid

import pytest
from allauth.account.forms import default_token_generator
from django.db import transaction
from routes import fill, list_patterns, list_portal

from ledgerlift_server.accounts import people
from ledgerlift_server.accounts.models import Event, StaffInvitation
from ledgerlift_server.accounts.roles import Role
from ledgerlift_server.syncs import subscriptions, sync_actions

PATTERNS = {name: route for name, (route, _) in list_portal().items()}
LINK_PATTERNS = {name: route for name, (route, _) in list_patterns().items() if name.startswith("link:")}
PASSWORD = "a long passphrase"
NEW_PASSWORD = {"new_password1": "another long passphrase", "new_password2": "another long passphrase"}

# Opening these leaves "company.viewed", unless another event is named.
OPENED = {
    "company.viewed": "company suppliers supplier rows data correct files history snapshot edit_company delete_company "
    "subsidiaries links connections delete_connection",
    "report.downloaded": "report",
    "file.downloaded": "upload",
    "files.downloaded": "all_files",
    "audit.exported": "audit_csv",
}

# What is sent to each route that changes something, and the event it leaves.
SENT = {
    "account_login": ({"login": "sam@hill.example", "password": PASSWORD}, "sign_in.succeeded"),
    "account_logout": ({}, "sign_out.done"),
    "end_sessions": ({}, "sessions.ended"),
    "invitation": ({"full_name": "Nia New", **NEW_PASSWORD}, "person.joined"),
    "people": ({"email": "pat@hill.example", "role": "advisor"}, "person.invited"),
    "people_rules": ({"owned_only": "on"}, "rules.changed"),
    "change_person": ({"id": "{colleague}", "action": "role", "role": "analyst"}, "person.role_changed"),
    "change_kit": ({"is_it_safe": "Yes"}, "kit.changed"),
    "new_company": ({"id": "{new}", "name": "New", "contact_language": "en"}, "company.created"),
    "bulk": ({"file": "Company name\nNew\n"}, "company.created"),
    "edit_company": ({"id": "{new}", "name": "Renamed", "contact_language": "en"}, "company.updated"),
    "delete_company": ({"name": "Maple Builders"}, "company.deleted"),
    "links": ({}, "link.created"),
    "revoke_links": ({}, "links.revoked"),
    "revoke_link": ({}, "link.revoked"),
    "send_request": ({}, "invitation.requested"),
    "remind": ({}, "invitation.requested"),
    "unlink": ({}, "connection.unlinked"),
    "delete_connection": ({}, "connection.deleted"),
    "correct": ({"0-1": ""}, "upload.answered"),
    "make_snapshot": ({}, "sync.queued"),
    "make_current": ({}, "snapshot.made_current"),
    "update_reports": ({}, "reports.update_requested"),
    "settings_brand": ({"name": "Moss Bank"}, "brand.changed"),
    "settings_consent": ({"purpose_body": "Because."}, "consent_wording.changed"),
    "settings_link": ({"link_days": "7"}, "link_settings.changed"),
    "settings_reports": ({"base_currency": "EUR"}, "report_settings.changed"),
    "settings_retention": ({"raw_file_days": "3"}, "retention.changed"),
    "settings_emails": ({"subject": "Hello", "body": "Look: {link}"}, "email_text.changed"),
    "unsubscribe": ({}, "subscription.ended"),
    "account_reset_password_from_key": (NEW_PASSWORD, "password.changed"),
}
SENT_BY_LINK = {
    "software": ({"other_name": "Our own"}, "connection.started"),
    "consent": ({}, "consent.given"),
    "withdraw": ({}, "consent.withdrawn"),
    "check": ({}, "sync.queued"),
    "step": ({"file": "a,b\n1,2\n"}, "upload.received"),
    "skip": ({}, "step.skipped"),
    "colleague": ({"email": "pat@maple.example"}, "step_link.created"),
    "confirm": ({}, "upload.confirmed"),
    "columns": ({"0-1": ""}, "upload.answered"),
    "remove": ({}, "upload.removed"),
}
EXEMPT = {
    "lists, which show no company's data": "spend_insights companies kit funnel bulk_example people audit_log settings",
    "a page that asks by itself": "status",
    "how somebody likes the list": "columns",
    "somebody's own pages; what they change is in test_second_factor_changes.py": "account account_reauthenticate "
    "mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes "
    "mfa_authenticate",
    "leaves password.requested when a job sends the letter, test_people.py": "account_reset_password",
    "leaves brand.picture_changed, tests/web/client_settings/test_pictures.py": "settings_picture",
    "nobody is known yet": "account_login account_reset_password_done account_reset_password_from_key "
    "invitation unsubscribe",
}
LINK_EXEMPT = {
    "the company's own pages and papers": "landing how complete leave example template query "
    "problems file brand kit kit_pdf picture preview_landing preview_consent",
    "leave upload.received when the file is whole, tests/web/link/test_parts.py": "parts part same_file move",
    "leaves upload.answered as columns does": "answer",
}


def names_of(table):
    return {name for names in table.values() for name in names.split()}


def test_every_route_has_its_event_or_a_reason_for_none():
    assert {*names_of(OPENED), *SENT, *names_of(EXEMPT)} == {*PATTERNS}
    link = {name.partition(":")[2] for name in LINK_PATTERNS}
    assert {*SENT_BY_LINK, *names_of(LINK_EXEMPT)} == link


@pytest.fixture
def sam(client, bank, make_staff):
    user = make_staff(bank, email="sam@hill.example")
    client.force_login(user)
    return user


def ask(client, method, address, sent):
    """Ask, say which events that left, and undo it."""
    with transaction.atomic():
        last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
        answer = getattr(client, method)(address, sent)
        if answer.streaming:
            list(answer.streaming_content)
        left = list(Event.objects.filter(id__gt=last))
        transaction.set_rollback(True)
    return answer.status_code, left


def test_opening_and_downloading_leaves_an_event(client, sam, ids, company):
    client.force_login(sam)
    for name, route in ((name, route) for name, routes in OPENED.items() for route in routes.split()):
        status, left = ask(client, "get", fill(PATTERNS[route], ids), {})
        assert (status, [event.name for event in left]) == (200, [name]), route
        (event,) = left
        assert (event.actor_id, event.client_id, event.network) == (sam.id, company.client_id, "127.0.0.0/24")
        assert event.company_id == (company.id if "company_id" in PATTERNS[route] else None)
        # A supplier's key comes from the books.
        assert ids["supplier_key"] not in str(event.details)


def test_lists_and_what_a_page_asks_by_itself_leave_none(client, sam, ids):
    for route in ("spend_insights", "companies", "kit", "funnel", "people", "audit_log", "status"):
        assert ask(client, "get", fill(PATTERNS[route], ids), {}) == (200, [])


@pytest.fixture
def ready(ids, company, snapshot, make_upload, run_jobs, sam, bank, make_staff):
    """A company in which everything can be changed, and the values that tokens stand for."""
    suppliers = b"Supplier ID,Supplier Name,Status\n1,Birch Electric,Active\n2,Elm Printing,Active\n3,Oak,Active\n"
    make_upload(snapshot.sync.connection, "suppliers", "s.csv", suppliers)
    run_jobs()
    sync_actions.complete_journey(connection=snapshot.sync.connection, language="en", by=sam.actor)
    run_jobs()
    more = b"Supplier ID,Supplier Name,Status\n1,Birch Electric,Active\n2,Elm Printing,Active\n4,Ash,Active\n"
    make_upload(snapshot.sync.connection, "suppliers", "more.csv", more)
    run_jobs()
    company.contact_email, company.subscriptions = "pat@maple.example", ["pat@maple.example"]
    company.save()
    invitation = people.invite(client=bank, email="nia@hill.example", role=Role.ANALYST, language="en", by=sam)
    tokens = {
        "invitation": {"token": people.give_token(invitation)},
        "unsubscribe": {"token": subscriptions.sign(company, "pat@maple.example")},
        "account_reset_password_from_key": {"uidb36": sam.pk.hex, "key": "set-password"},
    }
    words = {"{colleague}": str(make_staff(bank).id), "{new}": str(uuid.uuid4())}
    return ids, tokens, words


def as_sent(sent, words):
    files = {key: io.BytesIO(value.encode()) for key, value in sent.items() if key == "file"}
    for file in files.values():
        file.name = "new.csv"
    return {key: words.get(value, value) for key, value in sent.items()} | files


def test_changing_anything_leaves_an_event(client, ready, sam):
    ids, tokens, words = ready
    for route, (sent, name) in SENT.items():
        client.force_login(sam)
        shown = {}
        if route in ("account_login", "account_reset_password_from_key"):
            client.logout()
        if route == "account_reset_password_from_key":
            session = client.session
            sam.refresh_from_db()
            session["_password_reset_key"] = default_token_generator.make_token(sam)
            session.save()
        if route.startswith("settings_"):
            form = client.get(fill(PATTERNS[route], ids)).context["form"]
            shown = {field.html_name: field.value() for field in form if field.value() is not None}
        values = ids | tokens.get(route, {})
        status, left = ask(client, "post", fill(PATTERNS[route], values), shown | as_sent(sent, words))
        assert name in [event.name for event in left], (route, status)
        assert all(event.client_id == sam.client_id for event in left)


def test_changing_anything_through_a_link_leaves_an_event(client, ready, company, make_link):
    ids, _, words = ready
    values = ids | {"slug": company.client.slug, "token": make_link(company).split("/")[-2]}
    for route, (sent, name) in SENT_BY_LINK.items():
        kind = "payments" if route in ("skip", "colleague", "step") else "bills"
        address = fill(LINK_PATTERNS[f"link:{route}"], values | {"data_type": kind})
        status, left = ask(client, "post", address, as_sent(sent, words))
        assert name in [event.name for event in left], (route, status)
        assert {event.actor_kind for event in left} == {"link"}


def test_tries_at_an_account_are_written_down_and_those_at_none_are_not(client, bank, make_staff):
    user = make_staff(bank, email="sam@hill.example")
    for number in range(11):
        client.post("/portal/sign-in/", {"login": "SAM@hill.example", "password": f"wrong {number}"})
    client.post("/portal/sign-in/", {"login": "a long passphrase", "password": ""})
    tries = Event.objects.order_by("id").values_list("name", "subject_id", "actor_kind")
    assert list(tries) == [("sign_in.failed", user.id, "stranger")] * 10 + [("sign_in.blocked", user.id, "stranger")]
    assert "wrong" not in str(list(Event.objects.values()))


def test_closing_opening_and_uninviting_leave_events(client, sam, bank, make_staff):
    other = make_staff(bank)
    client.post("/portal/people/", {"email": "pat@hill.example", "role": "advisor"})
    for subject, action in ((other, "close"), (other, "open"), (StaffInvitation.objects.get(), "withdraw")):
        client.post("/portal/people/change/", {"id": subject.id, "action": action})
    names = Event.objects.order_by("id").values_list("name", flat=True)
    assert list(names) == ["person.invited", "person.closed", "person.opened", "person.uninvited"]
