"""A second factor: turned on with an authenticator, asked for at sign-in; recovery codes; the end of other sessions."""

import base64
import re
import time

import pytest

from ledgerlift_server.accounts import second_factor, sessions
from ledgerlift_server.accounts.models import Event, RecoveryCode, Role, SecondFactor
from ledgerlift_server.portal import qr_code

PASSWORD = "a long passphrase"
CODE = r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}"


@pytest.fixture
def clock(monkeypatch):
    """The time as authenticator and server see it; a call moves it on."""
    now = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])

    def move(seconds):
        now[0] += seconds

    return move


def code_now(secret_text):
    return second_factor.code_at(base64.b32decode(secret_text), int(time.time()) // 30)


@pytest.fixture
def turned_on(client, staff, clock):
    """Turn the second factor on, as a person would; give the key and the recovery codes."""
    client.force_login(staff)
    page = client.get("/portal/account/second-factor/").content.decode()
    key = re.search(r"secret\">([A-Z2-7]{32})<", page)[1]
    answer = client.post("/portal/account/second-factor/", {"code": code_now(key)}).content.decode()
    client.logout()
    clock(60)
    return key, re.findall(CODE, answer)


def give_password(client, staff, **more):
    return client.post("/portal/sign-in/", {"username": staff.email, "password": PASSWORD, **more})


def is_in(client):
    return client.get("/portal/companies/").status_code == 200


@pytest.mark.parametrize(
    ("moment", "code"), [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
)
def test_codes_are_those_of_the_standard(moment, code):
    # RFC 6238, appendix B, cut to six digits.
    assert second_factor.code_at(b"12345678901234567890", moment // 30) == code


def test_password_alone_opens_nothing_once_it_is_on(client, staff, turned_on):
    key, codes = turned_on
    assert len(set(codes)) == 10
    assert give_password(client, staff).url == "/portal/sign-in/code/"
    assert not is_in(client)
    assert client.post("/portal/sign-in/code/", {"code": "000000"}).status_code == 422
    assert not is_in(client)
    assert client.post("/portal/sign-in/code/", {"code": f" {code_now(key)} "}).url == "/portal/companies/"
    assert is_in(client)


def test_code_works_once(client, staff, turned_on):
    key, _ = turned_on
    give_password(client, staff)
    code = code_now(key)
    client.post("/portal/sign-in/code/", {"code": code})
    client.logout()
    give_password(client, staff)
    assert client.post("/portal/sign-in/code/", {"code": code}).status_code == 422


def test_codes_of_the_neighbouring_half_minutes_work_and_older_ones_do_not(turned_on, staff, clock):
    key, _ = turned_on
    early = code_now(key)
    clock(30)
    second_factor.check(user=staff, code=early)
    late = code_now(key)
    clock(90)
    with pytest.raises(second_factor.WrongCodeError):
        second_factor.check(user=staff, code=late)


def test_recovery_code_lets_in_once_however_it_is_typed(client, staff, turned_on):
    _, (first, *_) = turned_on
    for typed, status in ((first.upper().replace("-", " "), 302), (first, 422)):
        give_password(client, staff)
        assert client.post("/portal/sign-in/code/", {"code": typed}).status_code == status
        client.logout()
    assert second_factor.count_recovery_codes(staff) == 9
    assert Event.objects.filter(name="recovery_code.used").count() == 1


def test_secret_and_codes_are_not_in_the_database(staff, turned_on):
    key, codes = turned_on
    kept = str(SecondFactor.objects.values().get()) + str(list(RecoveryCode.objects.values()))
    assert key not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_too_many_wrong_codes_have_to_wait(client, staff, turned_on):
    key, _ = turned_on
    give_password(client, staff)
    for _ in range(10):
        client.post("/portal/sign-in/code/", {"code": "000000"})
    assert client.post("/portal/sign-in/code/", {"code": code_now(key)}).status_code == 429
    assert Event.objects.filter(name="sign_in.failed", details__step="code").count() == 10


def test_whoever_waits_too_long_gives_the_password_again(client, staff, turned_on, clock):
    key, _ = turned_on
    give_password(client, staff)
    clock(601)
    assert client.post("/portal/sign-in/code/", {"code": code_now(key)}).url == "/portal/sign-in/"
    assert client.get("/portal/sign-in/code/").url == "/portal/sign-in/"


def test_sign_in_goes_on_to_where_it_was_going_and_nowhere_else(client, staff, turned_on, clock):
    key, _ = turned_on
    for then, expected in (("/portal/kit/", "/portal/kit/"), ("https://evil.example/", "/portal/companies/")):
        give_password(client, staff, next=then)
        assert client.post("/portal/sign-in/code/", {"code": code_now(key)}).url == expected
        client.logout()
        clock(60)


def test_wrong_first_code_turns_nothing_on(client, staff):
    client.force_login(staff)
    assert client.post("/portal/account/second-factor/", {"code": "12"}).status_code == 422
    assert not second_factor.has_one(staff)


def test_it_is_turned_off_and_codes_are_renewed_with_a_code_only(client, staff, turned_on, clock):
    key, codes = turned_on
    client.force_login(staff)
    address = "/portal/account/second-factor/change/"
    assert client.post(address, {"code": "000000", "turn_off": "1"}).status_code == 422
    renewed = re.findall(CODE, client.post(address, {"code": code_now(key), "renew": "1"}).content.decode())
    assert len(renewed) == 10
    assert not {*renewed} & {*codes}
    assert client.post(address, {"code": codes[0], "turn_off": "1"}).status_code == 422
    assert client.post(address, {"code": renewed[0], "turn_off": "1"}).url == "/portal/account/"
    assert not second_factor.has_one(staff)
    assert not RecoveryCode.objects.exists()


def test_organisation_asks_everybody_for_one(client, staff, bank, clock):
    client.force_login(staff)
    client.post("/portal/people/rules/", {"second_factor_required": "on"})
    for address in ("/portal/companies/", "/portal/people/"):
        assert client.get(address).url == "/portal/account/second-factor/"
    assert client.post("/portal/people/rules/", {}).url == "/portal/account/second-factor/"
    page = client.get("/portal/account/second-factor/").content.decode()
    assert "Your organisation asks everybody" in page
    key = re.search(r"secret\">([A-Z2-7]{32})<", page)[1]
    client.post("/portal/account/second-factor/", {"code": code_now(key)})
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


def test_qr_code_holds_its_text():
    code = qr_code.draw("otpauth://totp/x")
    assert code.size >= 21 + 8
    # The corner of a finder: seven dark modules in a row, a quiet zone around them.
    assert all(f"M{column} 4h" in code.path for column in range(4, 11))
    assert not re.search(r"M[0-3] ", code.path)
