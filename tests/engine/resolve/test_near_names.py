import pytest

from ledgerlift.resolve.near_names import find_near_names


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("acme suplies", "acme supplies"),
        ("book keepers of kent", "bookkeepers of kent"),
        ("acme supplies 24", "acme suplies 24"),
    ],
)
def test_slip_of_the_pen_finds_the_known_name(name, known):
    assert find_near_names([name], [known, "zeta trading"]) == {name: known}


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("holding company a", "holding company b"),  # one letter is the whole difference
        ("region north office", "region south office"),
        ("unit 12 estates", "unit 13 estates"),
        ("acme", "acne"),  # too short
        ("supplies acme", "acme supplies"),
    ],
)
def test_names_of_two_businesses_stay_apart(name, known):
    assert find_near_names([name], [known]) == {}


def test_two_names_equally_near_are_no_answer():
    assert find_near_names(["acme supplies"], ["acme suppliesa", "acme suppliesb"]) == {}


def test_no_names_give_no_pairs():
    assert find_near_names([], ["acme supplies"]) == {}
