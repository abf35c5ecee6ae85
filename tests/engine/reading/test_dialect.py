import csv
import io

import pytest

from ledgerlift.reading.dialect import find_dialect

HEADER = ["Invoice No", "Supplier", "Date", "Net", "Note"]
BILLS = [
    [f"INV-{number}", f"Supplier {number % 7} Ltd", f"{number % 28 + 1:02}/03/2024", f"{number * 37 / 100:.2f}", ""]
    for number in range(1, 60)
]


def lines(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL, **options):
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter, quoting=quoting, lineterminator="\n", **options).writerows(rows)
    return target.getvalue().removesuffix("\n").split("\n")


def continental(rows):
    return [[*row[:3], row[3].replace(".", ","), *row[4:]] for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~", ":", "\x1f", "¦", "§"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_delimiter_is_found(delimiter, quoting):
    choice = find_dialect(lines([HEADER, *BILLS], delimiter, quoting))
    assert (choice.dialect.delimiter, choice.usual_width, choice.dialect.quote) == (delimiter, 5, '"')


def test_semicolons_win_over_decimal_commas():
    rows = [["Nr", "Datum", "Netto", "USt", "Brutto"]]
    rows += [[str(n), f"{n:02}.03.2024", f"{n},50", f"{n},19", f"1.{n:03},69"] for n in range(1, 25)]
    assert find_dialect(lines(rows, ";")).dialect.delimiter == ";"


def test_commas_win_over_times_of_day():
    rows = [["Ref", "Posted"], *([f"R{n}", f"2024-03-01 10:{n:02}:30"] for n in range(30))]
    assert find_dialect(lines(rows)).dialect.delimiter == ","


def test_text_full_of_commas_does_not_win_over_tabs():
    rows = [["Ref", "Text", "Amount"], *([f"R{n}", f"Paper, pens, ink and {n}", f"{n}.00"] for n in range(30))]
    assert find_dialect(lines(rows, "\t")).dialect.delimiter == "\t"


def test_lines_above_the_table_do_not_confuse():
    preamble = ["Acme Limited", "Aged payables: all suppliers, in pounds", "", "Printed 01/04/2024 10:15:00"]
    choice = find_dialect([*preamble, *lines([HEADER, *BILLS], ";")])
    assert (choice.dialect.delimiter, choice.usual_width) == (";", 5)


def test_single_quotes_are_found():
    choice = find_dialect(lines([HEADER, *BILLS], ",", csv.QUOTE_ALL, quotechar="'"))
    assert choice.dialect.quote == "'"


def test_apostrophes_are_not_quotes():
    rows = [["Name", "City", "Amount"], *(["O'Neill", "'s-Hertogenbosch", f"{n}.00"] for n in range(20))]
    assert find_dialect(lines(rows)).dialect.quote == '"'


def test_backslash_escapes_are_found():
    texts = [f'1{n},"A \\"quoted\\" word, and more",5.00' for n in range(20)]
    assert find_dialect(["id,text,amount", *texts]).dialect.escape == "\\"


def test_space_behind_the_delimiter_is_found():
    texts = [f'1{n}, "Smith, Jones & Co", 5.00' for n in range(20)]
    choice = find_dialect(['id, "name", amount', *texts])
    assert (choice.dialect.skips_space, choice.usual_width) == (True, 3)


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
def test_stated_separator_decides(first):
    choice = find_dialect([first, *lines(continental([HEADER, *BILLS]), ";")])
    assert (choice.dialect.delimiter, choice.skip_lines) == (";", 1)
    assert choice.decisions[0].score == 1.0


@pytest.mark.parametrize("behind", ["", ";;;"])
def test_lines_quoted_once_more_are_unwrapped(behind):
    wrapped = [f'"{line.replace(chr(34), chr(34) * 2)}"' + behind for line in lines([HEADER, *BILLS])]
    choice = find_dialect(wrapped)
    assert (choice.dialect.delimiter, choice.dialect.is_wrapped, choice.usual_width) == (",", True, 5)


def test_one_quoted_column_is_not_unwrapped():
    assert not find_dialect(['"Supplier"', '"Acme Ltd"', '"Globex"']).dialect.is_wrapped


def test_one_column_has_a_comma():
    choice = find_dialect(["Supplier", "Acme Limited", "Globex", "Initech GmbH"])
    assert (choice.dialect.delimiter, choice.usual_width) == (",", 1)


def test_report_laid_out_with_spaces_is_one_column():
    rows = [f"{'INV-' + str(n):<12}{'Supplier ' + str(n):<30}{n * 1000.5:>14,.2f}" for n in range(1, 40)]
    assert find_dialect(["Invoice     Supplier                        Amount", *rows]).usual_width == 1


def test_stray_quote_does_not_spoil_the_choice():
    rows = lines([HEADER, *BILLS], ";")
    rows[5] = 'INV-9;"5 inch bolt;01/03/2024;3.00;'
    choice = find_dialect(rows)
    assert (choice.dialect.delimiter, choice.usual_width) == (";", 5)


def test_decision_names_the_runner_up():
    mixed = [["Ref", "Time", "Text"], *([f"R{n}", "10:15", "Paper, pens"] for n in range(20))]
    decision, quote = find_dialect(lines(mixed, "|")).decisions
    assert (quote.what, quote.value) == ("quote", '"')
    assert (decision.what, decision.value) == ("delimiter", "|")
    assert decision.runner_up in {",", ":"}
    assert decision.score > decision.runner_up_score
