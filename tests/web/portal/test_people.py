"""Colleagues: invited by e-mail, given roles, taken off; passwords chosen again. Nobody but administrators may."""

import re
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ledgerlift_server.accounts import people
from ledgerlift_server.accounts.models import Event, Role, StaffInvitation, User

PASSWORD = "another long passphrase"
NEW = {"full_name": "Nia New", "new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def admin(client, staff):
    client.force_login(staff)
    return staff


@pytest.fixture
def invited(client, admin, run_jobs):
    """Invite somebody; return the address in the e-mail."""
    client.post("/portal/people/", {"email": "Nia@Hill.example", "role": "analyst"})
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["nia@hill.example"]
    return re.search(r"http\S+", letter.body)[0].split("://testserver")[-1].partition("/portal/")[2]


def join(client, invited, **changes):
    client.logout()
    return client.post(f"/portal/{invited}", NEW | changes)


def test_invited_colleague_joins_with_name_password_and_role(client, bank, invited):
    assert "Join Hill Bank" in client.get(f"/portal/{invited}").content.decode()
    assert join(client, invited).url == "/portal/companies/"
    user = User.objects.get(email="nia@hill.example")
    assert (user.client, user.role, user.full_name) == (bank, Role.ANALYST, "Nia New")
    assert client.get("/portal/companies/").status_code == 200


def test_invitation_works_once(client, invited):
    join(client, invited)
    answer = join(client, invited)
    assert answer.status_code == 410
    assert "This invitation was used" in answer.content.decode()
    assert User.objects.filter(email="nia@hill.example").count() == 1


@pytest.mark.parametrize("changes", [{"withdrawn_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_invitation_that_is_over_is_refused(client, invited, changes):
    StaffInvitation.objects.update(**changes)
    assert join(client, invited).status_code == 410
    assert not User.objects.filter(email="nia@hill.example").exists()


def test_token_is_kept_by_its_hash_only(invited):
    token = invited.split("/")[1]
    assert len(token) == 43
    assert token not in str(vars(StaffInvitation.objects.get()))


def test_weak_or_different_passwords_are_refused(client, invited):
    assert join(client, invited, new_password1="short", new_password2="short").status_code == 422
    assert join(client, invited, new_password2="something else entirely").status_code == 422
    assert join(client, invited).status_code == 302


def test_new_invitation_replaces_the_earlier_one(client, admin, invited, run_jobs):
    client.post("/portal/people/", {"email": "nia@hill.example", "role": "advisor"})
    run_jobs()
    assert [each.role for each in people.list_open_invitations(admin.client)] == [Role.ADVISOR]
    assert join(client, invited).status_code == 410


def test_who_has_an_account_is_not_invited(client, admin, other_bank, make_staff):
    theirs = make_staff(other_bank)
    answer = client.post("/portal/people/", {"email": theirs.email, "role": "advisor"})
    assert answer.status_code == 422
    assert not StaffInvitation.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_administrators_manage_people(client, bank, make_staff, role):
    client.force_login(make_staff(bank, role))
    assert client.get("/portal/people/").status_code == 403
    assert client.post("/portal/people/", {"email": "x@hill.example", "role": "admin"}).status_code == 403
    assert client.post("/portal/people/change/", {"id": "x", "action": "close"}).status_code == 403
    assert 'href="/portal/people/"' not in client.get("/portal/companies/").content.decode()


def change(client, user, action, **more):
    return client.post("/portal/people/change/", {"id": user.id, "action": action, **more})


def test_role_is_changed(client, admin, bank, make_staff):
    other = make_staff(bank, Role.ADVISOR)
    assert change(client, other, "role", role="developer").status_code == 302
    other.refresh_from_db()
    assert other.role == Role.DEVELOPER
    assert change(client, other, "role", role="emperor").status_code == 404


@pytest.mark.parametrize(("action", "more"), [("role", {"role": "analyst"}), ("close", {})])
def test_last_administrator_stays(client, admin, bank, make_staff, action, more):
    make_staff(bank, Role.DEVELOPER)
    answer = change(client, admin, action, **more)
    assert answer.status_code == 409
    assert "only administrator" in answer.content.decode()
    make_staff(bank, Role.ADMIN)
    assert change(client, admin, action, **more).status_code == 302


def test_closed_account_is_signed_out_at_once_and_can_be_opened_again(client, admin, bank, make_staff):
    other = make_staff(bank, Role.ADMIN)
    change(client, other, "close")
    inside = client.__class__()
    inside.force_login(other)
    assert inside.get("/portal/companies/").status_code == 302
    change(client, other, "open")
    inside.force_login(other)
    assert inside.get("/portal/companies/").status_code == 200


def test_people_of_another_client_are_out_of_reach(client, admin, other_bank, make_staff):
    theirs = make_staff(other_bank)
    for action, more in (("role", {"role": "analyst"}), ("close", {})):
        assert change(client, theirs, action, **more).status_code == 404
    theirs.refresh_from_db()
    assert theirs.is_active
    assert theirs.email not in client.get("/portal/people/").content.decode()


def test_forgotten_password_is_chosen_again_once(client, staff, run_jobs):
    assert client.post("/portal/password/", {"email": staff.email.upper()}).url == "/portal/password/sent/"
    run_jobs()
    (letter,) = mail.outbox
    address = "/portal/" + re.search(r"http\S+", letter.body)[0].partition("/portal/")[2]
    form = client.get(address).url
    client.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)
    assert "was used or is too old" in client.get(address, follow=True).content.decode()


@pytest.mark.parametrize("is_closed", [True, False])
def test_unknown_or_closed_address_gets_the_same_answer_and_no_mail(
    client, staff, make_staff, bank, run_jobs, is_closed
):
    closed = make_staff(bank)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    address = closed.email if is_closed else "nobody@hill.example"
    assert client.post("/portal/password/", {"email": address}).url == "/portal/password/sent/"
    assert run_jobs() == ["portal.send_password_letter"]
    assert mail.outbox == []
    assert not Event.objects.filter(name="password.requested").exists()


def test_request_does_the_same_whether_or_not_somebody_has_the_address(client, staff):
    def ask(address):
        with CaptureQueriesContext(connection) as asked:
            client.post("/portal/password/", {"email": address})
        return [re.sub(r"'[^']*'|\d+", "", each["sql"]) for each in asked]

    ask("first@hill.example")
    assert ask(staff.email) == ask("nobody@hill.example")
    assert mail.outbox == []


def test_letter_is_in_the_language_and_leaves_the_network_of_whoever_asked(client, staff, run_jobs):
    client.post("/portal/password/", {"email": staff.email}, headers={"accept-language": "fr-CA"})
    run_jobs()
    (letter,) = mail.outbox
    assert letter.subject == "Choisir un mot de passe"
    event = Event.objects.get(name="password.requested")
    assert (event.subject_id, event.actor_kind, event.network) == (staff.id, "stranger", "127.0.0.0/24")


def test_many_letters_have_to_wait(client, staff):
    answers = [client.post("/portal/password/", {"email": staff.email}).status_code for _ in range(11)]
    assert answers == [302] * 10 + [429]


def test_address_of_the_letter_is_the_servers_whatever_the_request_says(client, staff, run_jobs, settings):
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/portal/password/", {"email": staff.email}, headers={"host": "evil.example"})
    run_jobs()
    assert "http://testserver/portal/password/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def test_other_password_ends_every_session_and_lets_nobody_in_by_itself(client, staff, run_jobs):
    there = client.__class__()
    there.force_login(staff)
    client.post("/portal/password/", {"email": staff.email})
    run_jobs()
    address = "/portal/" + re.search(r"http\S+", mail.outbox[0].body)[0].partition("/portal/")[2]
    page = client.get(address).url
    # The address that stays in the browser says nothing.
    assert page.endswith("/set-password/")
    wrong = {"new_password1": PASSWORD, "new_password2": PASSWORD + "!"}
    assert client.post(page, wrong).status_code == 422
    assert client.post(page, {"new_password1": "short", "new_password2": "short"}).status_code == 422
    assert client.post(page, {"new_password1": PASSWORD, "new_password2": PASSWORD}).url == "/portal/sign-in/"
    assert client.get("/portal/companies/").status_code == 302
    assert there.get("/portal/companies/").status_code == 302
    assert client.post(page, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 200
    assert "was used or is too old" in client.get(page).content.decode()


def test_nonsense_for_a_page_that_chooses_a_password_is_answered(client):
    for nonsense in ("x/y", "0/0-0", f"{uuid.uuid4().hex}/c0-1", "%00/%00", f"{'9' * 300}/set-password"):
        assert "was used or is too old" in client.get(f"/portal/password/{nonsense}/").content.decode(), nonsense
