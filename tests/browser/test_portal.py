"""The portal in a browser: every page passes axe in both languages, works by keyboard and with scripts off.

The pictures of the documents are taken here: ``TAKE_PICTURES=1 pytest tests/browser/test_portal.py`` writes them.
"""

import os
import re
from pathlib import Path

import pytest
from browser_samples import SAMPLES
from staff_pages import SIGN, ask_server, check, find_snapshot, list_keyboard_faults, list_routes

EXPECT_SECONDS = 60_000
DOCS = Path(__file__).parents[2] / "docs"
PICTURES = DOCS / "pictures"
REPORTS = ("suppliers.xlsx", "bills.xlsx", "payments.xlsx", "direct-costs.csv")
MOST_BYTES = 250_000

# Each page of the portal by its route, below /portal/; {company} is one with data. A name makes it a picture of the
# documents.
PAGES = {
    "spend_insights": ("spend-insights/", "portal-spend-insights"),
    "companies": ("companies/", "portal-companies"),
    "new_company": ("companies/new/", "portal-new-company"),
    "bulk": ("companies/csv/", "portal-csv"),
    "company": ("{company}", "portal-company"),
    "suppliers": ("{company}suppliers/", "portal-suppliers"),
    "supplier": ("{supplier}", "portal-supplier"),
    "rows": ("{company}rows/?type=bills", "portal-rows"),
    "data": ("{company}data/", "portal-receipt"),
    "correct": ("{correct}", ""),
    "files": ("{company}files/", "portal-files"),
    "history": ("{company}history/", "portal-history"),
    "snapshot": ("{company}snapshots/{snapshot}/", ""),
    "subsidiaries": ("{company}subsidiaries/", ""),
    "links": ("{company}links/", "portal-links"),
    "connections": ("{company}connections/", "portal-connections"),
    "delete_connection": ("{connection}", ""),
    "edit_company": ("{company}edit/", ""),
    "delete_company": ("{company}delete/", "portal-delete"),
    "funnel": ("funnel/", "portal-funnel"),
    "kit": ("kit/", "portal-kit"),
    "settings_brand": ("settings/brand/", "portal-settings-brand"),
    "settings_consent": ("settings/consent/", "portal-settings-consent"),
    "settings_link": ("settings/link/", ""),
    "settings_reports": ("settings/reports/", "portal-settings-reports"),
    "settings_retention": ("settings/retention/", ""),
    "settings_emails": ("settings/e-mails/", "portal-settings-emails"),
    "people": ("people/", ""),
    "account": ("account/", ""),
    "audit_log": ("audit/", "portal-audit-log"),
    "unsubscribe": ("unsubscribe/{subscription}/", ""),
}
# Looked at in test_signing_in.py: they are on somebody's way in.
ON_THE_WAY_IN = {
    "account_login", "mfa_authenticate", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "invitation", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_view_recovery_codes",
}  # fmt: skip
# No page: files, parts of a page, and what a form is sent to.
NO_PAGES = {
    "all_files", "audit_csv", "bulk_example", "report", "upload", "status", "settings", "account_logout", "columns",
    "change_kit", "change_person", "people_rules", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "end_sessions",
    "settings_picture",
    "make_snapshot", "make_current", "update_reports", "revoke_links", "revoke_link", "send_request", "remind",
    "unlink",
}  # fmt: skip


@pytest.fixture(scope="session")
def company(chromium, staff_state, site):
    """The address of a company that has sent the bundled files."""
    context = chromium.new_context(storage_state=staff_state, locale="en-GB")
    page = context.new_page()
    page.goto(f"{site.portal}new/")
    page.get_by_label("Company name").fill("Calloway Ridge Manufacturing Inc")
    page.get_by_role("button", name="Create", exact=True).click()
    link = page.locator("[data-copy]").first.inner_text().strip()
    address = page.get_by_role("link", name="Open the company").get_attribute("href")
    page.goto(f"{link}software/")
    page.locator("button[value=workday]").click()
    page.locator("main form.actions button.primary").click()
    for report, name in zip(("suppliers", "bills", "payments", "direct_costs"), REPORTS, strict=True):
        page.goto(f"{link}reports/{report}/")
        page.locator("input[type=file]").set_input_files(SAMPLES / name)
        page.locator("#files form button.primary").wait_for(timeout=EXPECT_SECONDS)
        page.locator("#files form button.primary").click()
    page.get_by_text("the analysis is ready").wait_for(timeout=EXPECT_SECONDS)
    context.close()
    return address


@pytest.fixture
def addresses(site, company, open_page, staff_state):
    """The whole address of each page, and the name of its picture."""
    page = open_page(storage_state=staff_state)
    root = site.portal.removesuffix("companies/")
    host = root.removesuffix("/portal/")

    def find(address, pattern):
        page.goto(host + company + address)
        return re.search(pattern, page.content())[1]

    page.goto(host + company)
    filled = {
        "company": company,
        "supplier": find("suppliers/", rf'"({company}suppliers/[^"]+/)"'),
        "correct": find("data/", rf'"({company}uploads/[^"]+/columns/)"'),
        "connection": find("connections/", rf'"({company}connections/[^"]+/delete/)"'),
        "snapshot": find_snapshot(site, company.split("/")[-2]),
        "subscription": ask_server(SIGN, site, company.split("/")[-2]).strip(),
    }
    return {
        (host + each if each.startswith("/") else root + each): picture
        for each, picture in ((each.format(**filled), picture) for each, picture in PAGES.values())
    }


def test_every_route_of_the_portal_is_looked_at(site):
    assert list_routes(site) == {*PAGES, *ON_THE_WAY_IN, *NO_PAGES}


@pytest.mark.parametrize("locale", ["en-GB", "fr-CA"])
def test_every_page_of_the_portal_passes_axe(open_page, staff_state, addresses, site, locale):
    page = open_page(locale=locale, bypass_csp=True, storage_state=staff_state)
    kit = f"{site.portal.split('/portal/')[0]}/link/northfield-bank/kit/{locale[:2]}/"
    for address in [*addresses, kit]:
        assert page.goto(address).status == 200
        check(page)


def test_every_control_of_the_portal_is_reached_by_keyboard(open_page, staff_state, addresses):
    page = open_page(storage_state=staff_state)
    for address in addresses:
        page.goto(address)
        assert list_keyboard_faults(page) == [], address


def test_pictures_of_the_documents_are_taken_here(open_page, staff_state, addresses, tmp_path):
    page = open_page(storage_state=staff_state, width=1280)
    folder = PICTURES if os.environ.get("TAKE_PICTURES") else tmp_path
    for address, picture in addresses.items():
        if picture:
            page.goto(address)
            page.screenshot(path=folder / f"{picture}.png", animations="disabled")
    taken = {path.name for path in folder.glob("*.png")}
    assert taken == {f"{name}.png" for _, name in PAGES.values() if name}
    assert taken == {path.name for path in PICTURES.glob("*.png")}, "take the pictures again"
    assert all(path.stat().st_size < MOST_BYTES for path in PICTURES.glob("*.png"))
    used = {
        name for text in DOCS.rglob("*.md") for name in re.findall(r"pictures/([\w-]+\.png)", text.read_text("utf-8"))
    }
    assert taken == used


def test_company_is_found_and_opened_by_keyboard_alone(open_page, staff_state, site, company):
    page = open_page(storage_state=staff_state)
    page.goto(site.portal)

    def press_until(name, key="Enter"):
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText?.trim() ?? ''"
            )
            if focused.startswith(name):
                assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                page.keyboard.press(key)
                return
        raise AssertionError(f"{name} cannot be reached by keyboard")

    page.get_by_role("searchbox").focus()
    page.keyboard.type("calloway")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Calloway Ridge Manufacturing Inc").wait_for()
    press_until("Actions for Calloway")
    press_until("Manage connections")
    page.get_by_text("Unlinking stops further uploads").wait_for()
    press_until("Overview")
    page.get_by_role("img", name="Spend by payment method").wait_for()
    press_until("As a table")
    page.get_by_role("cell", name=re.compile(r"^[\d,]+\.\d\d$")).first.wait_for()


def test_search_columns_and_pages_work_with_scripts_off(open_page, staff_state, site, company):
    page = open_page(storage_state=staff_state, java_script_enabled=False)
    page.goto(site.portal)
    page.get_by_role("searchbox").fill("calloway")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("row").count() == 2
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Owners").check()
    page.get_by_role("button", name="Show these columns").click()
    assert page.get_by_role("columnheader", name="Owners").is_visible()
    page.get_by_role("link", name="Company name").click()
    assert page.get_by_role("columnheader", name="Company name").get_attribute("aria-sort") == "ascending"
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Owners").uncheck()
    page.get_by_role("button", name="Show these columns").click()
    page.get_by_role("link", name="Calloway Ridge Manufacturing Inc").click()
    page.get_by_text("Monthly spend").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Spend Analysis, EN").click()
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_list_follows_what_is_typed(open_page, staff_state, site, company):
    page = open_page(storage_state=staff_state)
    page.goto(site.portal)
    page.get_by_role("searchbox").press_sequentially("nobody is called so", delay=10)
    page.get_by_text("No company matches").wait_for()
    page.get_by_role("searchbox").fill("calloway")
    page.get_by_role("link", name="Calloway Ridge Manufacturing Inc").wait_for()
    assert "q=calloway" in page.url
