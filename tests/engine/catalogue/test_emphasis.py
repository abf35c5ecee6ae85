from hypothesis import given
from hypothesis import strategies as st

from ledgerlift.catalogue.emphasis import split_emphasis, without_emphasis


def test_names_on_the_screen_are_told_from_the_rest():
    assert list(split_emphasis("Open **Bills**, then **Export**.")) == [
        ("Open ", False),
        ("Bills", True),
        (", then ", False),
        ("Export", True),
        (".", False),
    ]


def test_mark_that_is_never_closed_stays_as_it_is():
    assert list(split_emphasis("2 ** 3")) == [("2 ** 3", False)]


@given(st.text(alphabet="a* \n", max_size=20))
def test_pieces_make_up_the_text_without_its_marks(text):
    assert "".join(piece for piece, _ in split_emphasis(text)) == without_emphasis(text)
