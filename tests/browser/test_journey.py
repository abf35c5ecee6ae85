"""The journey in a browser against server and worker: with the mouse, by keyboard alone, with scripts off."""

import re
import time

import pytest
from browser_samples import AXE, SAMPLES, write_bills, write_suppliers
from staff_pages import list_keyboard_faults

EXPECT_SECONDS = 30_000
REPORTS = ("suppliers.xlsx", "bills.xlsx", "payments.xlsx", "direct-costs.csv")


class Clicks:
    """Clicks like a person, and counts."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def __call__(self, role, name):
        self.count += 1
        self.page.get_by_role(role, name=name, exact=isinstance(name, str)).first.click()


def choose_file(page, path):
    page.locator("input[type=file]").set_input_files(path)


def test_journey_with_the_bundled_files_up_to_the_workbook(open_page, sign_in, new_link, site):
    link = new_link("Bundled Files Ltd")
    page = open_page()
    click = Clicks(page)
    page.goto(link)
    click("link", "Start")
    page.get_by_role("searchbox").fill("workd")
    click("button", re.compile("Workday"))
    click("button", "I agree")
    click("link", "Begin with suppliers")
    for name in REPORTS:
        before = time.monotonic()
        choose_file(page, SAMPLES / name)
        page.get_by_role("button", name="Looks right").wait_for(timeout=EXPECT_SECONDS)
        print(f"receipt of {name} after {time.monotonic() - before:.1f} s")
        assert " rows = " in page.locator("#files").inner_text() or " row = " in page.locator("#files").inner_text()
        click("button", "Looks right, complete" if name == REPORTS[-1] else "Looks right")
    page.get_by_text("the analysis is ready").wait_for(timeout=EXPECT_SECONDS)
    # Choosing a file is one more click for each of the four.
    assert click.count + len(REPORTS) <= 12
    staff = sign_in(open_page())
    staff.get_by_role("link", name="Bundled Files Ltd").click()
    assert staff.get_by_text("Available").is_visible()
    with staff.expect_download() as download:
        staff.get_by_role("link", name=re.compile("Spend Analysis")).first.click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert download.value.path().read_bytes()[:2] == b"PK"


def test_journey_in_french_on_a_phone(open_page, new_link, tmp_path):
    page = open_page(locale="fr-CA", width=375)
    click = Clicks(page)
    page.goto(new_link("Menuiserie Côté"))
    click("link", "Commencer")
    page.get_by_role("searchbox").fill("workd")
    click("button", re.compile("Workday"))
    click("button", "J’accepte")
    click("link", "Commencer par les fournisseurs")
    for write in (write_suppliers, write_bills):
        choose_file(page, write(tmp_path))
        page.get_by_role("button", name="C’est exact").wait_for(timeout=EXPECT_SECONDS)
        click("button", "C’est exact")
    for _ in range(2):
        click("button", "Passer ce rapport")
    page.get_by_role("button", name="Terminer", exact=True).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    click("button", "Terminer")
    page.get_by_text("l’analyse est prête").wait_for(timeout=EXPECT_SECONDS)


def test_journey_by_keyboard_alone(open_page, new_link, tmp_path):
    page = open_page()
    # Somebody who always listens: otherwise a key may come before the browser has been told to hand choosers over.
    page.on("filechooser", lambda _: None)

    def press(name):
        for _ in range(90):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText?.trim() ?? ''").endswith(name):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"{name}: focus cannot be seen"
                with page.expect_navigation():
                    page.keyboard.press("Enter")
                return
        raise AssertionError(f"{name} cannot be reached by keyboard")

    page.goto(new_link("Keyboard Ltd"))
    press("Start")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("workd")
    page.get_by_text("1 software found").wait_for(state="attached")
    press("Workday")
    press("I agree")
    press("Begin with suppliers")
    for write in (write_suppliers, write_bills):
        page.locator("input[type=file]").focus()
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Enter")
        chooser.value.set_files(write(tmp_path))
        page.get_by_role("button", name="Looks right").wait_for(timeout=EXPECT_SECONDS)
        press("Looks right")
    for _ in range(2):
        press("Skip this report")
    press("Complete")
    page.get_by_text("the analysis is ready").wait_for(timeout=EXPECT_SECONDS)


def test_journey_with_scripts_off(open_page, new_link, tmp_path):
    page = open_page(java_script_enabled=False)
    click = Clicks(page)
    page.goto(new_link("No Scripts Ltd"))
    click("link", "Start")
    page.get_by_role("searchbox").fill("workd")
    click("button", "Search")
    click("button", re.compile("Workday"))
    click("button", "I agree")
    click("link", "Begin with suppliers")
    for write in (write_suppliers, write_bills):
        choose_file(page, write(tmp_path))
        click("button", "Upload")
        for _ in range(300):
            if page.get_by_role("button", name="Looks right").count():
                break
            page.wait_for_timeout(100)
            page.reload()
        click("button", "Looks right")
    for _ in range(2):
        click("button", "Skip this report")
    click("button", "Complete")
    for _ in range(300):
        if page.get_by_text("the analysis is ready").count():
            break
        page.wait_for_timeout(100)
        page.reload()
    assert page.get_by_text("the analysis is ready").is_visible()


# What axe finds in words does not depend on colours, nor the other way round: two runs see all there is.
@pytest.mark.parametrize(("locale", "scheme"), [("en-GB", "light"), ("fr-CA", "dark")])
def test_every_page_passes_axe(open_page, sign_in, new_link, tmp_path, locale, scheme):

    link = new_link(f"Axe {locale} {scheme}")
    page = sign_in(open_page(locale=locale, color_scheme=scheme, bypass_csp=True))
    portal = page.url

    def check():
        page.evaluate(AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        problems = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]
        assert problems == [], page.url
        weight = page.evaluate("performance.getEntries().reduce((sum, entry) => sum + (entry.encodedBodySize ?? 0), 0)")
        assert weight <= 150_000, f"{page.url} weighs {weight}"
        for width in (320, 768):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} at {width}"
        page.set_viewport_size({"width": 1280, "height": 900})
        if scheme == "light":
            assert list_keyboard_faults(page) == [], page.url

    check()
    page.goto(f"{portal}new/")
    check()
    page.goto(link)
    check()
    page.goto(f"{link}software/")
    check()
    page.locator("button[value=workday]").click()
    check()
    page.locator("main form.actions button.primary").click()
    check()
    for report, write in (("suppliers", write_suppliers), ("bills", write_bills)):
        page.goto(f"{link}reports/{report}/")
        check()
        choose_file(page, write(tmp_path))
        page.locator("#files form button.primary").wait_for(timeout=EXPECT_SECONDS)
        check()
    page.get_by_role("link", name=re.compile("Something is off|Quelque chose cloche")).click()
    check()
    for address in ("reports/payments/", "reports/payments/colleague/", "check/", "leave/", "nothing/"):
        page.goto(link + address)
        check()
    page.goto(f"{link}check/")
    page.locator("main form.actions button.primary").click()
    check()
    page.goto(portal)
    page.get_by_role("link", name=f"Axe {locale} {scheme}").click()
    check()
