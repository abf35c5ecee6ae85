"""The settings in a browser: what a bank changes is what its companies see; by keyboard, and with scripts off."""

import pytest
from PIL import Image, ImageDraw
from staff_pages import list_violations

LOGO = "Northfield Bank"


@pytest.fixture
def settings(open_page, staff_state, site):
    """Open a page of the settings."""

    def open_(name, **options):
        page = open_page(storage_state=staff_state, **options)
        page.goto(site.portal.replace("companies/", f"settings/{name}/"))
        return page

    return open_


@pytest.fixture
def pictures(tmp_path):
    logo, hero = tmp_path / "logo.png", tmp_path / "hero.jpg"
    drawing = Image.new("RGB", (600, 100), "#0b5d3b")
    ImageDraw.Draw(drawing).text((30, 20), "NORTHFIELD", fill="white", font_size=56)
    drawing.save(logo)
    Image.linear_gradient("L").resize((1920, 1080)).convert("RGB").save(hero)
    return logo, hero


def test_brand_is_changed_and_seen_on_the_first_page(settings, pictures, new_link, open_page, tmp_path):
    page = settings("brand", java_script_enabled=False)
    logo, hero = pictures
    for label, path in (("Logo", logo), ("Picture of the first page", hero)):
        page.get_by_label(f"Picture ({label})").set_input_files(path)
        page.get_by_role("button", name=f"Save the picture ({label})").click()
        page.get_by_text("The picture is saved.").wait_for()
    page.get_by_label("Primary colour").fill("#FFE600")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Save with #7A6E00 instead").click()
    page.get_by_text("Saved.").wait_for()
    page.get_by_label("Secondary colour").fill("#102030")
    page.get_by_role("button", name="Save", exact=True).click()
    link = new_link("Brand Test Ltd")
    for locale, width, scheme in (("en-GB", 1280, "light"), ("fr-CA", 375, "dark")):
        visitor = open_page(locale=locale, width=width, color_scheme=scheme, bypass_csp=True)
        visitor.goto(link)
        assert visitor.get_by_role("img", name=LOGO).evaluate("each => each.naturalWidth") == 600
        assert visitor.locator(".hero").evaluate("each => each.naturalWidth") == 1920
        assert visitor.locator(".bar").evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(16, 32, 48)"
        assert list_violations(visitor) == []
        assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    bad = tmp_path / "script.png"
    bad.write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    page.get_by_label("Another picture (Logo)").set_input_files(bad)
    page.get_by_role("button", name="Save the picture (Logo)").click()
    field = page.get_by_label("Another picture (Logo)")
    assert "This file is no picture that can be used." in page.locator("#picture-logo-mistake").inner_text()
    assert "picture-logo-mistake" in field.get_attribute("aria-describedby")
    for button in ("Remove (Logo)", "Remove (Picture of the first page)"):
        page.get_by_role("button", name=button).click()
    for label, colour in (("Primary colour", "#1F4FD8"), ("Secondary colour", "")):
        page.get_by_label(label).fill(colour)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved.").wait_for()


@pytest.mark.parametrize("locale", ["en-GB", "fr-CA"])
def test_mistakes_and_previews_pass_axe(settings, locale, site):
    page = settings("brand", locale=locale, bypass_csp=True)
    page.locator("#id_primary_colour").fill("#FFFF00")
    page.locator("#id_contact_email").fill("nobody")
    page.locator("form:has(#id_name) button.primary").click()
    page.locator(".errorlist").first.wait_for()
    assert list_violations(page) == []
    root = site.portal.removesuffix("portal/companies/")
    page.goto(f"{root}portal/settings/reports/")
    page.locator("#id_base_currency").fill("XXQ")
    page.locator("button.primary").click()
    page.locator(".errorlist").first.wait_for()
    assert list_violations(page) == []
    for preview in ("landing", "consent"):
        page.goto(f"{root}link/northfield-bank/preview/{preview}/")
        page.locator(".alert-info").wait_for()
        assert list_violations(page) == []


def test_emails_are_changed_by_keyboard_alone(settings):
    page = settings("e-mails")
    page.get_by_label("Subject").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Your reports, {company}")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.get_by_text("Your reports, Example Company").wait_for()
    page.get_by_role("button", name="Back to the usual words").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The usual words are back.").wait_for()
