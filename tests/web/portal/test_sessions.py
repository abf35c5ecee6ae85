"""In which browsers somebody is signed in, and the end of all but one."""

import pytest
from second_factor_steps import TAKE, give_password, is_in

from ledgerlift_server.accounts import sessions


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
