"""What staff may get wrong, or somebody may try: sent to a real server, refused with a sentence, never half done."""

import re

import pytest
from PIL import Image
from staff_pages import find_address, find_letter

SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
NO_PICTURE = "This file is no picture that can be used"
CSV = """Name,E-mail,Language,Owners,Parent,Tags,Colour
Fine Ltd,a@birch.example,en,,,,
Oak <x>,nobody,de,who@hill.example,Nowhere,red,
Long {long},b@b.example,en,,,{key}: v,
,c@c.example,en,,,k: a;k: b,more,too many
"""


@pytest.fixture
def page(open_page, staff_state):
    return open_page(storage_state=staff_state)


@pytest.fixture
def root(site):
    return site.portal.removesuffix("companies/")


def count_companies(page, site, name):
    page.goto(f"{site.portal}?q={name}")
    return page.locator("tbody tr th").filter(has_text=name).count()


def test_csv_with_every_mistake_makes_no_company_and_lists_them_all(page, site, tmp_path):
    path = tmp_path / "companies.csv"
    path.write_text(CSV.format(long="x" * 121, key="k" * 28))
    page.goto(f"{site.portal}csv/")
    page.get_by_label("File with the companies").set_input_files(path)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Create the companies").click()
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "No company of “companies.csv” is created yet" in alert.inner_text()
    rows = [row.inner_text().split("\t")[:2] for row in page.locator("tbody tr").all()]
    assert len(rows) == int(re.search(r"\d+", alert.inner_text())[0]) >= 11
    assert ["1", "Colour"] in rows
    assert {row for row, _ in rows} == {"1", "3", "4", "5"}
    assert count_companies(page, site, "Fine Ltd") == 0


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("logo.png", b"#!/bin/sh\nrm -rf /\n", NO_PICTURE),
        ("logo.svg", SVG.encode(), NO_PICTURE),
        ("logo.png", SVG.encode(), NO_PICTURE),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 30_000_000, "at most 10 MB"),
    ],
    ids=["script", "svg", "svg called png", "30 MB"],
)
def test_logo_that_is_none_is_refused_beside_its_field(page, root, tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_bytes(content)
    page.goto(f"{root}settings/brand/")
    before = page.locator(".picture-logo img").count()
    page.get_by_label("icture (Logo)").set_input_files(path)
    page.get_by_role("button", name="Save the picture (Logo)").click()
    mistake = page.locator("#picture-logo-mistake")
    mistake.wait_for()
    assert sentence in mistake.inner_text()
    page.goto(f"{root}settings/brand/")
    assert page.locator(".picture-logo img").count() == before


def test_picture_with_a_script_behind_it_is_served_without_it(page, root, tmp_path):
    path = tmp_path / "logo.png"
    Image.new("RGB", (300, 80), "#0b5d3b").save(path)
    path.write_bytes(path.read_bytes() + SVG.encode())
    page.goto(f"{root}settings/brand/")
    page.get_by_label("icture (Logo)").set_input_files(path)
    page.get_by_role("button", name="Save the picture (Logo)").click()
    page.get_by_text("The picture is saved.").wait_for()
    served = page.request.get(page.locator(".picture-logo img").evaluate("each => each.src"))
    assert served.headers["content-type"] == "image/png"
    assert "sandbox" in served.headers["content-security-policy"]
    assert b"script" not in served.body()
    page.get_by_role("button", name="Remove (Logo)").click()


def test_colour_without_contrast_is_refused_with_one_that_has_it(page, root):
    page.goto(f"{root}settings/brand/")
    before = page.get_by_label("Primary colour").input_value()
    page.get_by_label("Primary colour").fill("#FFE600")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Text in #FFE600 cannot be read on our pages. The nearest colour that can is #7A6E00.").wait_for()
    page.goto(f"{root}settings/brand/")
    assert page.get_by_label("Primary colour").input_value() == before


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "https://bank.example@evil.example/", "javascript:alert(1)"]
)
def test_way_back_to_a_host_that_is_not_allowed_is_refused(page, root, address):
    page.goto(f"{root}settings/link/")
    page.locator("#id_allowed_hosts").fill("bank.example")
    page.locator("#id_success_url").fill(address)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".errorlist").wait_for()
    page.goto(f"{root}settings/link/")
    assert page.locator("#id_success_url").input_value() == ""


def test_invitation_is_good_once(page, open_page, site, root):
    page.goto(f"{root}people/")
    page.locator("input[type=email]").fill("once@northfield.example")
    page.get_by_role("button", name="Invite", exact=True).click()
    address = find_address(find_letter(site, "once@northfield.example"))
    first, second = open_page(), open_page()
    for visitor in (first, second):
        visitor.goto(address)
        visitor.locator("#id_full_name").fill("Noa Roy")
        visitor.locator("#id_new_password1").fill("a long passphrase")
        visitor.locator("#id_new_password2").fill("a long passphrase")
    for visitor in (first, second):
        visitor.locator("main button.primary").click()
    first.wait_for_url(site.portal)
    second.get_by_text("This invitation was used, withdrawn or is too old.").wait_for()
    page.goto(f"{root}people/")
    assert page.get_by_text("once@northfield.example").count() == 1


def test_last_administrator_stays_one(page, root, site):
    page.goto(f"{root}people/")
    row = page.get_by_role("row").filter(has_text=site.email)
    row.get_by_role("combobox").select_option("analyst")
    row.get_by_role("button", name="Change").click()
    page.get_by_text("This is the only administrator. Make somebody else one first.").wait_for()
    page.goto(f"{root}people/")
    page.get_by_role("row").filter(has_text=site.email).get_by_role("button", name="Close the account").click()
    page.get_by_text("This is the only administrator.").wait_for()
    page.goto(f"{root}people/")
    assert page.get_by_role("row").filter(has_text=site.email).get_by_role("combobox").input_value() == "admin"
