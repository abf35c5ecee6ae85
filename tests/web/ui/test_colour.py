import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgerlift_server.ui import colour

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06X}")


@given(colours, st.sampled_from([colour.SUNKEN_LIGHT, colour.RAISED_DARK]))
def test_any_colour_becomes_readable(chosen, background):
    assert colour.contrast(colour.readable(chosen, on=background), background) >= colour.ENOUGH


@given(colours)
def test_text_on_any_colour_is_readable(chosen):
    assert colour.contrast(colour.text_on(chosen), chosen) >= 4.5


def test_readable_colour_stays_as_it_is():
    assert colour.readable("#1F4FD8", on=colour.SUNKEN_LIGHT) == "#1F4FD8"


def test_known_contrast():
    assert colour.contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_brand_stylesheet_has_both_schemes(client, bank):
    bank.primary_colour = "#FFE600"
    bank.save()
    answer = client.get(f"/link/{bank.slug}/brand.css")
    assert answer["Content-Type"].startswith("text/css")
    assert "#FFE600" not in answer.content.decode().split("@media")[0]
    assert "--on-accent" in answer.content.decode()
