"""What is printed of a file is safe to print, and says the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ledgerlift.cli import terminal
from ledgerlift.problems import Place, Problem


@given(st.text(alphabet=st.characters()))
def test_printable_text_holds_no_control_character(text):
    shown = terminal.printable(text)
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    shown.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_printable_text_keeps_letters_and_marks(text):
    assert terminal.printable(text) == text


@given(st.dictionaries(st.text(), st.text(alphabet=st.characters())))
def test_json_line_says_the_same_on_one_safe_line(value):
    line = terminal.json_line(value)
    assert json.loads(line) == value
    assert terminal.printable(line) == line


def test_problem_is_said_with_the_name_of_its_file(capsys):
    terminal.say_problem(Problem("file_empty", Place(file="reports/bi\x1blls.csv")))
    assert capsys.readouterr().err == "bi\ufffdlls.csv: The selected file is empty.\n"


def test_progress_is_silent_where_nobody_watches(capsys):
    with terminal.progress("Reading", 2) as advance:
        advance("bills.csv")
    assert capsys.readouterr() == ("", "")
