"""Who may do what: every route of the portal, in every role, in its own organisation and in another one."""

import html
import re
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import resolve
from routes import fill, list_patterns, list_portal

from ledgerlift_server.accounts import roles
from ledgerlift_server.accounts.roles import RULES, Action, Role
from ledgerlift_server.portal.staff import find_action, staff_page

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "roles.md"

# The table as the bank knows it, and the routes that each line opens.
TABLE = """
                  Onboarding Advisor Analyst Developer Admin
own_account           x         x       x        x       x
see_companies         x         x       x        x       x
edit_companies        x         x       x        x       x
see_data                        x       x        x       x
correct_data                    x       x        x       x
change_products       x                 x        x       x
delete_companies                        x        x       x
end_connections                                  x       x
change_kit                                       x       x
change_settings                                  x       x
read_audit_log                                   x       x
manage_people                                            x
"""
ROUTES = {
    "own_account": "account end_sessions account_reauthenticate mfa_reauthenticate mfa_activate_totp "
    "mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes",
    "see_companies": "spend_insights kit funnel companies columns company status files history subsidiaries "
    "connections",
    "edit_companies": "new_company bulk bulk_example edit_company links revoke_links revoke_link send_request remind",
    "see_data": "all_files suppliers supplier rows data snapshot report upload",
    "correct_data": "correct make_snapshot make_current update_reports",
    "delete_companies": "delete_company",
    "end_connections": "unlink delete_connection",
    "change_kit": "change_kit",
    "change_settings": "settings settings_brand settings_picture settings_consent settings_link settings_reports "
    "settings_retention settings_emails",
    "read_audit_log": "audit_log audit_csv",
    "manage_people": "people people_rules change_person",
}
# Nobody signs in for these.
OPEN = {
    "account_login", "mfa_authenticate", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "invitation", "unsubscribe",
}  # fmt: skip

PATTERNS = list_portal()
ACTION_OF = {route: action for action, routes in ROUTES.items() for route in routes.split()}


def read_table():
    """Give the roles of each action as the table above draws them."""
    heading, *lines = TABLE.strip("\n").splitlines()
    places = {match[0].lower(): (match.start(), match.end()) for match in re.finditer(r"\w+", heading)}
    return {
        line.split()[0]: {role for role, (first, last) in places.items() if "x" in line[first:last]} for line in lines
    }


ALLOWED = read_table()


def test_table_is_the_one_the_code_has():
    assert {action.value: {role.value for role in rule.roles} for action, rule in RULES.items()} == ALLOWED
    assert set(RULES) == set(Action)


def test_every_route_is_listed_here_under_its_action():
    assert {*ACTION_OF, *OPEN} == set(PATTERNS)
    declared = {name: find_action(view) for name, (_, view) in PATTERNS.items()}
    assert {name: action.value for name, action in declared.items() if action} == ACTION_OF


def test_django_allauth_has_no_other_address():
    views = {name: view for name, (_, view) in list_patterns().items()}
    theirs = {name for name in views if name.startswith(("account_", "mfa_", "usersessions_", "socialaccount_"))}
    assert theirs == {name for name in {*ACTION_OF, *OPEN} if name.startswith(("account_", "mfa_"))}
    # Nor under a name of ours.
    assert [name for name, view in views.items() if view.__module__.startswith("allauth")] == []


@pytest.mark.parametrize("path", ["signup", "sign-up", "email", "confirm-email", "login/code", "password/change",
                                  "password/set", "2fa", "sessions", "3rdparty", "inactive"])  # fmt: skip
def test_nobody_signs_up_or_manages_addresses(path, client, staff):
    client.force_login(staff)
    for prefix in ("portal/", "accounts/", "portal/account/", ""):
        assert client.get(f"/{prefix}{path}/").status_code == 404


def test_page_without_an_action_cannot_be_declared():
    with pytest.raises(TypeError, match="Action"):
        staff_page(lambda request, user: None)


def test_reference_is_current():
    assert REFERENCE.read_text(encoding="utf-8") == roles.render_reference()


def ask(client, route, values, sent):
    """Ask for a route by each method and undo whatever that did; give the answers that are not 405."""
    answers = {}
    for method in ("get", "post"):
        with transaction.atomic():
            answer = getattr(client, method)(fill(PATTERNS[route][0], values), sent if method == "post" else {})
            if answer.streaming:
                list(answer.streaming_content)  # the end of a file closes it
            transaction.set_rollback(True)
        if answer.status_code != 405:
            answers[method] = answer
    assert answers, route
    return answers


@pytest.mark.parametrize("role", Role)
def test_role_opens_what_the_table_says(role, client, bank, ids, make_staff):
    user, colleague = make_staff(bank, role), make_staff(bank)
    client.force_login(user)
    for route, action in ACTION_OF.items():
        sent = {"id": colleague.id, "action": "close"} if route == "change_person" else {}
        answers = ask(client, route, ids, sent)
        statuses = {answer.status_code for answer in answers.values()}
        if role.value in ALLOWED[action]:
            assert statuses <= {200, 302, 422}, (route, statuses)
        else:
            assert statuses == {403}, (route, statuses)


@pytest.mark.parametrize("role", Role)
def test_role_in_another_organisation_finds_nothing(role, client, other_bank, ids, company, make_staff):
    client.force_login(make_staff(other_bank, role))
    for route, action in ACTION_OF.items():
        sent = {"id": company.created_by_id, "action": "close"} if route == "change_person" else {}
        answers = ask(client, route, ids, sent)
        for method, answer in answers.items():
            if role.value not in ALLOWED[action]:
                assert answer.status_code == 403, (route, method)
            elif "company_id" in PATTERNS[route][0]:
                assert answer.status_code == 404, (route, method)
            else:
                assert company.name not in read(answer), (route, method)
                assert company.created_by.email not in read(answer), (route, method)


@pytest.mark.parametrize("role", Role)
def test_role_is_offered_nothing_it_may_not_open(role, client, bank, ids, make_staff, snapshot):
    user = make_staff(bank, role)
    client.force_login(user)
    offered = set()
    for route, action in ACTION_OF.items():
        if role.value in ALLOWED[action]:
            answer = ask(client, route, ids, {}).get("get")
            if answer and answer.status_code == 200 and "html" in answer["Content-Type"]:
                offered |= {(route, name) for name in list_offers(read(answer))}
    refused = {
        (route, name) for route, name in offered if role.value not in ALLOWED[ACTION_OF.get(name, "own_account")]
    }
    assert refused == set()
    shown = {name for _, name in offered}
    assert ("people" in shown) == (role == Role.ADMIN)
    assert ("report" in shown) == (role != Role.ONBOARDING)


def read(answer):
    return "" if answer.streaming else answer.content.decode()


def list_offers(page):
    """List the names of the portal's pages that a page leads to."""
    addresses = {html.unescape(each) for each in re.findall(r'(?:href|action|hx-get)="(/portal/[^"#]*)', page)}
    return {resolve(address.partition("?")[0]).url_name for address in addresses}
