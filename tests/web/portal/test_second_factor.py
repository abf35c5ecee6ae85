"""Signing in with a second factor: codes of an authenticator, each once, and recovery codes."""

import base64
import re
import threading
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from second_factor_steps import (
    CODE,
    CODES,
    SET_UP,
    TAKE,
    code_at,
    code_now,
    give_password,
    is_in,
    set_up,
)

from ledgerlift_server.accounts import ciphers, second_factor
from ledgerlift_server.accounts.models import Event, User, WrongSignIn
from ledgerlift_server.row_security.scope import acting_for_all


@pytest.mark.parametrize(
    ("moment", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(client, staff, monkeypatch, moment, code):
    # RFC 6238, appendix B, cut to six digits; the server takes them.
    key = base64.b32encode(b"12345678901234567890").decode()
    assert code_at(key, moment) == code
    monkeypatch.setattr(time, "time", lambda: moment)
    made = Authenticator.objects.create(user=staff, type="totp", data={"secret": ciphers.encrypt(key)})
    assert made.wrap().validate_code(code)


def test_password_alone_opens_nothing_once_it_is_on(client, staff, turned_on):
    key, codes = turned_on
    assert len(set(codes)) == 10
    assert give_password(client, staff).url == TAKE
    assert not is_in(client)
    assert client.post(TAKE, {"code": "000000"}).status_code == 422
    assert not is_in(client)
    assert client.post(TAKE, {"code": f" {code_now(key)} "}).url == "/portal/companies/"
    assert is_in(client)


def test_code_works_once(client, staff, turned_on):
    key, _ = turned_on
    give_password(client, staff)
    code = code_now(key)
    client.post(TAKE, {"code": code})
    client.logout()
    give_password(client, staff)
    assert client.post(TAKE, {"code": code}).status_code == 422


def test_code_works_once_in_every_process(client, staff, turned_on):
    key, _ = turned_on
    code = code_now(key)
    for status in (302, 422):
        # What one process remembers by itself is not known to another.
        cache.clear()
        give_password(client, staff)
        assert client.post(TAKE, {"code": code}).status_code == status
        client.logout()


def test_first_code_does_not_sign_in_as_well(client, staff, clock):
    client.force_login(staff)
    key = set_up(client)
    client.post(SET_UP, {"code": code_now(key)})
    client.logout()
    give_password(client, staff)
    assert client.post(TAKE, {"code": code_now(key)}).status_code == 422


def test_codes_of_the_neighbouring_half_minutes_work_once_and_older_ones_do_not(client, staff, turned_on, clock):
    key, _ = turned_on

    def try_code(code):
        cache.clear()
        give_password(client, staff)
        status = client.post(TAKE, {"code": code}).status_code
        client.logout()
        return status

    early = code_now(key)
    clock(30)
    assert try_code(early) == 302
    assert try_code(code_at(key, time.time() + 30)) == 302
    assert try_code(code_now(key)) == 302
    clock(30)
    assert try_code(code_now(key)) == 422
    assert try_code(code_at(key, time.time() - 60)) == 422


def test_recovery_code_lets_in_once_however_it_is_typed(client, staff, turned_on):
    _, (first, *_) = turned_on
    for typed, status in ((first.replace("-", " "), 302), (first, 422)):
        give_password(client, staff)
        assert client.post(TAKE, {"code": typed}).status_code == status
        client.logout()
    assert second_factor.count_recovery_codes(staff) == 9
    assert Event.objects.filter(name="recovery_code.used").count() == 1


def test_secret_and_codes_are_not_in_the_database(staff, turned_on):
    key, codes = turned_on
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        kept = cursor.fetchone()[0]
    kept += " ".join(str(each.get_decoded()) for each in Session.objects.all())
    assert key not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert "secret" in kept
    assert "seed" in kept


def test_another_key_of_the_server_makes_codes_worth_nothing_and_breaks_no_page(client, staff, turned_on, settings):
    key, (code, *_) = turned_on
    settings.SECRET_KEY = "another one"
    give_password(client, staff)
    for each in (code_now(key), code):
        assert client.post(TAKE, {"code": each}).status_code == 422
    client.force_login(staff)
    assert client.get("/portal/account/").status_code == 200


def test_recovery_codes_are_shown_once(client, staff, turned_on, clock):
    key, _ = turned_on
    client.force_login(staff)
    asked = client.get(CODES)
    page = client.post(asked.url, {"code": code_now(key)}, follow=True).content.decode()
    assert "shown before" in page
    assert not re.search(CODE, page)


def test_too_many_wrong_codes_have_to_wait(client, staff, turned_on):
    key, _ = turned_on
    give_password(client, staff)
    for _ in range(10):
        client.post(TAKE, {"code": "000000"})
    assert client.post(TAKE, {"code": code_now(key)}).status_code == 429
    assert Event.objects.filter(name="sign_in.failed", details__step="code").count() == 10


def test_whoever_waits_too_long_gives_the_password_again(client, staff, turned_on, clock):
    key, _ = turned_on
    give_password(client, staff)
    clock(601)
    assert client.post(TAKE, {"code": code_now(key)}).url == "/portal/sign-in/"
    assert client.get(TAKE).url == "/portal/sign-in/"


def test_sign_in_goes_on_to_where_it_was_going_and_nowhere_else(client, staff, turned_on, clock):
    key, _ = turned_on
    for then, expected in (("/portal/kit/", "/portal/kit/"), ("https://evil.example/", "/portal/companies/")):
        give_password(client, staff, next=then)
        assert client.post(TAKE, {"code": code_now(key)}).url == expected
        client.logout()
        clock(60)


def test_account_that_was_closed_after_the_password_lets_nobody_in(client, staff, turned_on):
    key, _ = turned_on
    give_password(client, staff)
    User.objects.filter(pk=staff.pk).update(is_active=False)
    assert client.post(TAKE, {"code": code_now(key)}).url == "/portal/sign-in/"
    assert not Event.objects.filter(name="sign_in.succeeded").exists()
    assert not is_in(client)


def test_no_session_of_anybody_before_the_second_factor(client, staff, turned_on):
    key, _ = turned_on
    client.get("/portal/sign-in/")
    client.session["anything"] = 1
    give_password(client, staff)
    waiting = client.session
    assert "_auth_user_id" not in waiting
    assert not UserSession.objects.exists()
    assert not Event.objects.filter(name="sign_in.succeeded").exists()
    client.post(TAKE, {"code": code_now(key)})
    # A session that somebody else has prepared, or has seen waiting, is not the one that is signed in.
    assert client.session.session_key != waiting.session_key
    assert UserSession.objects.get().session_key == client.session.session_key


def test_whoever_waits_for_a_code_may_sign_in_as_somebody_else(client, staff, turned_on):
    give_password(client, staff)
    assert client.get("/portal/sign-in/").url == TAKE
    assert "Sign in as somebody else" in client.get(TAKE).content.decode()
    assert client.post("/portal/sign-out/").url == "/portal/sign-in/"
    assert client.get("/portal/sign-in/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_the_same_moment_are_not_more_than_ten(client, staff):
    def try_once():
        with acting_for_all():
            answers.append(client.__class__().post("/portal/sign-in/", {"login": staff.email, "password": "no"}))
        connection.close()

    answers = []
    tries = [threading.Thread(target=try_once) for _ in range(16)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()
    assert len(answers) == 16
    assert [answer.status_code for answer in answers].count(422) <= 10
    assert WrongSignIn.objects.count() <= 10
