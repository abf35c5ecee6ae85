"""A second factor: turned on with an authenticator, asked for at sign-in; recovery codes; the end of other sessions."""

import base64
import hmac
import re
import struct
import threading
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from ledgerlift_server.accounts import ciphers, second_factor, sessions
from ledgerlift_server.accounts.models import Event, Role, User, WrongSignIn
from ledgerlift_server.row_security.scope import acting_for_all

PASSWORD = "a long passphrase"
CODE = r"\d{4}-\d{4}-\d{4}"
SET_UP, TAKE, CODE_AGAIN = "/portal/account/second-factor/", "/portal/sign-in/code/", "/portal/account/again/code/"
TURN_OFF, RENEW, CODES = f"{SET_UP}off/", "/portal/account/recovery-codes/new/", "/portal/account/recovery-codes/"


@pytest.fixture
def clock(monkeypatch):
    """The time as authenticator and server see it; a call moves it on."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds):
        now[0] += seconds

    return move


def code_at(key, moment):
    """Work a code out as an authenticator does (RFC 6238): a second, independent reading of the standard."""
    digest = hmac.digest(base64.b32decode(key), struct.pack(">Q", int(moment) // 30), "sha1")
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return str((number & 0x7FFFFFFF) % 10**6).zfill(6)


def code_now(key):
    return code_at(key, time.time())


def set_up(client, *, password=PASSWORD):
    """Give the password again and open the page with the key; give the key."""
    asked = client.get(SET_UP)
    assert asked.url.startswith("/portal/account/again/")
    page = client.post(asked.url, {"password": password}, follow=True).content.decode()
    return re.search(r"secret\">([A-Z2-7]{32})<", page)[1]


@pytest.fixture
def turned_on(client, staff, clock):
    """Turn the second factor on, as a person would; give the key and the recovery codes."""
    client.force_login(staff)
    key = set_up(client)
    answer = client.post(SET_UP, {"code": code_now(key)}, follow=True).content.decode()
    client.logout()
    clock(120)
    return key, re.findall(CODE, answer)


def give_password(client, staff, **more):
    return client.post("/portal/sign-in/", {"login": staff.email, "password": PASSWORD, **more})


def is_in(client):
    return client.get("/portal/companies/").status_code == 200


def again(client, address, code):
    """Ask for something that needs a code again, and give one."""
    asked = client.post(address)
    assert asked.url.startswith(CODE_AGAIN), asked.url
    return client.post(asked.url, {"code": code})


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


@pytest.mark.parametrize("code", ["", "12", "000000", "１２３４５６", "9" * 5000, "\x00", "é"])
def test_wrong_first_code_turns_nothing_on(client, staff, code):
    client.force_login(staff)
    set_up(client)
    assert client.post(SET_UP, {"code": code}).status_code == 422
    assert not second_factor.has_one(staff)


def test_stolen_session_turns_nothing_on_without_the_password(client, staff, clock):
    client.force_login(staff)
    asked = client.get(SET_UP)
    assert client.post(asked.url, {"password": "wrong"}).status_code == 422
    assert client.post(SET_UP, {"code": "000000"}).url.startswith("/portal/account/again/")
    key = set_up(client)
    clock(301)
    # What was given again is good for five minutes.
    late = client.post(SET_UP, {"code": code_now(key)})
    assert late.url.startswith("/portal/account/again/")
    assert not second_factor.has_one(staff)
    # What was being sent goes on by itself.
    assert client.post(late.url, {"password": PASSWORD}).url == CODES
    assert second_factor.has_one(staff)


def test_wrong_passwords_given_again_have_to_wait_with_those_at_sign_in(client, staff):
    client.force_login(staff)
    asked = client.get(SET_UP).url
    for _ in range(10):
        assert client.post(asked, {"password": "wrong"}).status_code == 422
    assert client.post(asked, {"password": PASSWORD}).status_code == 429
    client.logout()
    assert give_password(client, staff).status_code == 429


def test_it_is_turned_off_and_codes_are_renewed_with_a_code_only(client, staff, turned_on, clock):
    key, codes = turned_on
    client.force_login(staff)
    assert again(client, TURN_OFF, "000000").status_code == 422
    assert second_factor.has_one(staff)
    renewed = re.findall(CODE, client.get(again(client, RENEW, code_now(key)).url).content.decode())
    assert len(renewed) == 10
    assert not {*renewed} & {*codes}
    clock(301)
    assert again(client, TURN_OFF, codes[0]).status_code == 422
    assert again(client, TURN_OFF, renewed[0]).url == "/portal/account/"
    assert "is turned off" in client.get("/portal/account/").content.decode()
    assert not Authenticator.objects.exists()
    left = Event.objects.filter(name__startswith="second_factor.").order_by("id").values_list("name", "actor_id")
    assert list(left) == [("second_factor.turned_on", staff.id), ("second_factor.turned_off", staff.id)]


def test_password_does_not_stand_in_for_a_code(client, staff, turned_on):
    client.force_login(staff)
    asked = client.post(f"/portal/account/again/?next={TURN_OFF}", {"password": PASSWORD})
    assert asked.url.startswith(CODE_AGAIN)
    assert client.post(TURN_OFF).url.startswith(CODE_AGAIN)
    assert second_factor.has_one(staff)


def test_without_a_second_factor_there_is_nothing_to_change(client, staff):
    client.force_login(staff)
    for address in (TURN_OFF, RENEW):
        assert client.post(address).url == "/portal/account/"
        assert client.get(address).status_code == 405
    assert client.get(CODES).url == "/portal/account/"


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


def test_organisation_asks_everybody_for_one(client, staff, bank, clock):
    client.force_login(staff)
    client.post("/portal/people/rules/", {"second_factor_required": "on"})
    for address in ("/portal/companies/", "/portal/people/"):
        assert client.get(address).url == SET_UP
    assert client.post("/portal/people/rules/", {}).url == SET_UP
    set_up(client)
    page = client.get(SET_UP).content.decode()
    assert "Your organisation asks everybody" in page
    key = re.search(r"secret\">([A-Z2-7]{32})<", page)[1]
    client.post(SET_UP, {"code": code_now(key)})
    assert is_in(client)


def test_administrator_helps_whoever_has_lost_everything(client, staff, turned_on, bank, make_staff):
    client.force_login(make_staff(bank, Role.ADMIN))
    assert "Turn off the second factor" in client.get("/portal/people/").content.decode()
    client.post("/portal/people/change/", {"id": staff.id, "action": "second_factor"})
    assert not second_factor.has_one(staff)
    client.logout()
    assert give_password(client, staff).url == "/portal/companies/"


def test_administrator_of_another_bank_cannot(client, staff, turned_on, other_bank, make_staff):
    client.force_login(make_staff(other_bank))
    sent = {"id": staff.id, "action": "second_factor"}
    assert client.post("/portal/people/change/", sent).status_code == 404
    assert second_factor.has_one(staff)


def test_other_browsers_are_signed_out(client, staff):
    here, there = client, client.__class__(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    give_password(here, staff)
    give_password(there, staff)
    page = here.get("/portal/account/").content.decode()
    assert "Firefox, Linux" in page
    assert page.count("127.0.0.0/24") == 2
    here.post("/portal/account/sessions/end/")
    assert is_in(here)
    assert not is_in(there)
    assert "Firefox" not in here.get("/portal/account/").content.decode()


def test_account_needs_few_queries_however_many_sessions(client, staff, turned_on, django_assert_max_num_queries):
    _, codes = turned_on
    for code in codes[:6]:
        browser = client.__class__()
        give_password(browser, staff)
        browser.post(TAKE, {"code": code})
    client.force_login(staff)
    with django_assert_max_num_queries(12):
        page = client.get("/portal/account/").content.decode()
    assert page.count("127.0.0.0/24") == 6


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("", ""),
        ("<script>", ""),
    ],
)
def test_browser_is_named_as_far_as_it_says(user_agent, name):
    assert sessions.describe_browser(user_agent) == name


def test_qr_code_is_a_path_that_the_content_policy_lets_through(client, staff):
    client.force_login(staff)
    set_up(client)
    page = client.get(SET_UP).content.decode()
    drawn = re.search(r'class="qr".*?(<svg.*?</svg>)', page, re.DOTALL)[1]
    # The corner of a finder, with a quiet zone around it.
    assert '<path d="M4,4H5' in drawn
    assert not re.search(r"style=|<script|<image|<\?xml", drawn)


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
