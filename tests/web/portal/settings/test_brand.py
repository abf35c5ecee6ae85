"""The bank's name, colours and contact."""

import pytest
from last_event import last_event


def test_name_colours_and_contact_are_on_the_journey(save, signed_in, link):
    changes = {"name": "Moss Bank", "primary_colour": "#0b5d3b", "second_colour": "#FFD100", "contact_name": "Bea Roy"}
    assert save("brand", changes).status_code == 302
    page, style = signed_in.get(link).content.decode(), signed_in.get("/link/hill-bank/brand.css").content.decode()
    assert "Moss Bank would like to see" in page
    assert "Bea Roy" in page
    # A new address, so that no browser shows the colours it has kept.
    assert "brand.css?0B5D3BFFD100" in page
    assert "--accent: #0B5D3B" in style
    # Black on yellow, not white.
    assert ".branded .bar { background: #FFD100; color: #000000; }" in style
    assert last_event() == ("brand.changed", {"fields": ["contact_name", "name", "primary_colour", "second_colour"]})


def test_colour_that_cannot_be_read_is_refused_with_the_nearest_that_can(save, signed_in, bank):
    answer = save("brand", {"primary_colour": "#FFE600", "name": "Moss Bank"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Text in #FFE600 cannot be read on our pages. The nearest colour that can is #7A6E00." in page
    assert 'value="Moss Bank"' in page
    bank.refresh_from_db()
    assert (bank.name, bank.primary_colour) == ("Hill Bank", "#1F4FD8")
    assert save("brand", {"primary_colour": "#FFE600", "suggested": "#7A6E00"}).status_code == 302
    bank.refresh_from_db()
    assert bank.primary_colour == "#7A6E00"


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345G", "#1F4FD8;}", ""])
def test_what_is_no_colour_is_refused(save, bank, colour):
    assert save("brand", {"primary_colour": colour}).status_code == 422
