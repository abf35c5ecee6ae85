import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledgerlift.reading.csv_records import Dialect, read_records


def records(text, dialect=None, width=None):
    return list(read_records(text.split("\n"), dialect or Dialect(), width=width, max_characters=10_000))


def cells(text, **options):
    return [record.cells for record in records(text, **options)]


@given(st.lists(st.lists(st.text(alphabet='ab,"\n ', max_size=5), min_size=3, max_size=3), min_size=1, max_size=6))
def test_records_written_by_the_csv_module_come_back(rows):
    target = io.StringIO(newline="")
    csv.writer(target, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    assert cells(target.getvalue().removesuffix("\n")) == rows


def test_blank_line_is_a_record_without_cells():
    assert cells("a,b\n\nc,d") == [["a", "b"], [], ["c", "d"]]


def test_quoted_line_breaks_stay_in_one_record():
    assert cells('1,"one\ntwo\nthree",2\n3,4,5', width=3) == [["1", "one\ntwo\nthree", "2"], ["3", "4", "5"]]


def test_quote_inside_an_unquoted_cell_is_a_character():
    assert cells('1,4" pipe,2\n3,"a, b",4') == [["1", '4" pipe', "2"], ["3", "a, b", "4"]]


def test_quote_that_never_closes_does_not_swallow_rows():
    read = records('1,"5 inch bolt,2\n3,x,4\n5,y,6\n7,z,8', width=3)
    assert [record.cells for record in read] == [
        ["1", '"5 inch bolt', "2"],
        ["3", "x", "4"],
        ["5", "y", "6"],
        ["7", "z", "8"],
    ]
    assert [record.is_repaired for record in read] == [True, False, False, False]


def test_two_stray_quotes_far_apart_do_not_swallow_the_rows_between():
    rows = [f"{number},text,{number}" for number in range(8)]
    text = "\n".join(['a,"open,1', *rows, 'b,closed",2', "c,d,3"])
    read = records(text, width=3)
    assert len(read) == 11
    assert read[0].cells == ["a", '"open', "1"]
    assert read[9].cells == ["b", 'closed"', "2"]


def test_quotes_inside_a_quoted_cell_end_it_only_before_a_delimiter():
    read = records('1,"Smith "Joe" Jones, Ltd",2\n3,"A" Frame Ltd,4', width=3)
    assert [record.cells for record in read] == [["1", 'Smith "Joe" Jones, Ltd', "2"], ["3", '"A" Frame Ltd', "4"]]
    assert all(record.is_repaired for record in read)


def test_header_cells_of_several_lines_stay_together():
    text = 'Name,"Full-time\nequivalent",Head,"Full-time\nequivalent",Head,"Full-time\nequivalent"\nA,1,2,3,4,5'
    assert [len(row) for row in cells(text)] == [6, 6]


def test_backslash_takes_the_meaning_of_a_quote_away():
    assert cells('1,"a \\"b\\", c",2', dialect=Dialect(escape="\\")) == [["1", 'a "b", c', "2"]]


def test_space_before_a_quote_is_skipped():
    assert cells('1, "a, b", 2', dialect=Dialect(skips_space=True)) == [["1", "a, b", "2"]]


@pytest.mark.parametrize("text", ['"', '""', '"""', 'a,"', ',"b\n\n"c', '"a"b"\n"', '","\n","'])
def test_every_line_ends_up_in_a_record(text):
    read = records(text)
    assert sum(1 + "".join(record.cells).count("\n") for record in read) == text.count("\n") + 1
