"""The pages on somebody's way in: invited, a second factor with its recovery codes, a code, a forgotten password."""

import re

import pytest
from staff_pages import check, code_of, find_address, find_letter

PASSWORD = "a long passphrase"


def press(page, name):
    page.get_by_role("button", name=re.compile(f"^({name})$")).click()


@pytest.mark.parametrize(("locale", "language"), [("en-GB", "en"), ("fr-CA", "fr-ca")])
def test_every_page_on_the_way_in_passes_axe(open_page, staff_state, site, locale, language):
    root, address = site.portal.removesuffix("companies/"), f"new-{language}@northfield.example"
    # The invitation is in the language of whoever invites.
    admin = open_page(locale=locale, storage_state=staff_state)
    admin.goto(f"{root}people/")
    admin.locator("input[type=email]").fill(address)
    press(admin, "Invite|Inviter")
    invitation = find_address(find_letter(site, address))

    page = open_page(locale=locale, bypass_csp=True)
    page.goto(invitation)
    check(page)
    page.locator("#id_full_name").fill("Noa Roy")
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.locator("main button.primary").click()
    page.wait_for_url(site.portal)
    # Used once: a sentence, no second account.
    again = open_page(locale=locale, bypass_csp=True)
    assert again.goto(invitation).status == 410
    check(again)

    # The password again first.
    page.goto(f"{root}account/second-factor/")
    check(page)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".qr svg").wait_for()
    check(page)
    key = page.locator(".secret").inner_text().strip()
    page.locator("#id_code").fill(code_of(key))
    page.locator("main button.primary").click()
    page.locator("[data-copy] li").nth(9).wait_for()
    recovery, *others = [each.strip() for each in page.locator("[data-copy] li").all_inner_texts()]
    check(page)
    page.locator("main a.primary").click()
    check(page)

    visitor = open_page(locale=locale, bypass_csp=True)
    visitor.goto(f"{root}sign-in/")
    check(visitor)
    visitor.locator("#id_login").fill(address)
    visitor.locator("#id_password").fill(PASSWORD)
    # By keyboard: Enter sends the form.
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/sign-in/code/")
    check(visitor)
    visitor.locator("#id_code").fill("000000")
    visitor.keyboard.press("Enter")
    visitor.locator(".errorlist").wait_for()
    check(visitor)
    visitor.locator("#id_code").fill(recovery)
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(site.portal)
    # Turning it off asks for a code again, and goes on by itself.
    visitor.goto(f"{root}account/")
    press(visitor, "Turn it off|Désactiver")
    visitor.wait_for_url("**/account/again/code/**")
    check(visitor)
    visitor.locator("#id_code").fill(others[0])
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/account/")
    visitor.get_by_role("link", name=re.compile("^(Turn it on|Activer)$")).wait_for()
    check(visitor)

    forgetful = open_page(locale=locale, bypass_csp=True)
    forgetful.goto(f"{root}password/")
    check(forgetful)
    forgetful.locator("input[type=email]").fill(address)
    forgetful.keyboard.press("Enter")
    forgetful.wait_for_url("**/password/sent/")
    check(forgetful)
    forgetful.goto(find_address(find_letter(site, address)))
    check(forgetful)
