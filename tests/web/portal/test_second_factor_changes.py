"""A second factor is turned on, renewed and turned off, and by whom."""

import re

import pytest
from allauth.mfa.models import Authenticator
from second_factor_steps import (
    CODE,
    CODE_AGAIN,
    CODES,
    PASSWORD,
    RENEW,
    SET_UP,
    TURN_OFF,
    again,
    code_now,
    give_password,
    is_in,
    set_up,
)

from ledgerlift_server.accounts import second_factor
from ledgerlift_server.accounts.models import Event, Role


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


def test_qr_code_is_a_path_that_the_content_policy_lets_through(client, staff):
    client.force_login(staff)
    set_up(client)
    page = client.get(SET_UP).content.decode()
    drawn = re.search(r'class="qr".*?(<svg.*?</svg>)', page, re.DOTALL)[1]
    # The corner of a finder, with a quiet zone around it.
    assert '<path d="M4,4H5' in drawn
    assert not re.search(r"style=|<script|<image|<\?xml", drawn)


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
