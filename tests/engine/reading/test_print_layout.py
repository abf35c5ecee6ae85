import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

WIDTHS = (2, 8, -8, 25, 13, 10, 10, -13)  # below zero: flush right
ROWS = [
    ("PV", "1001", "50012", "ACME INDUSTRIAL SUPPLY", "INV-2291", "01/05/24", "02/04/24", "1,234.56"),
    ("PV", "1002", "50013", "BOLT & SONS", "778", "01/08/24", "02/07/24", "100.00"),
    ("PD", "1003", "50012", "ACME INDUSTRIAL SUPPLY", "CR-11", "01/09/24", "02/08/24", "50.00-"),
    ("PV", "1004", "50055", "CRAY PROFESSIONAL SERVICE", "44-1", "01/19/24", "02/18/24", "10,000.00"),
    ("PV", "1005", "50013", "BOLT & SONS", "779", "02/08/24", "03/07/24", "300.00"),
    ("PV", "1006", "50013", "BOLT & SONS", "780", "02/18/24", "03/17/24", "300.00"),
]
CAPTIONS = [
    ("Do", "Document", "Supplier", "Name -", "Invoice", "Invoice", "Due", "Gross"),
    ("Ty", "Number", "Number", "Alpha", "Number", "Date", "Date", "Amount"),
]


def printed(*rows, widths):
    """Rows as lines: each cell to its width, one space between two."""
    lines = (
        " ".join(f"{cell:{'<' if width > 0 else '>'}{abs(width)}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def spool(rule):
    pages = []
    for number, rows in enumerate((ROWS[:4], ROWS[4:]), start=1):
        head = f"04305{'BRAMBLE FOODS INC':>40}{'Page -':>40}{number:6}\n"
        head += f"{'VOUCHER JOURNAL':>45}{'Date -  11/02/24':>44}\n\n"
        total = f"\n{'*** TOTAL':>60}{'11,284.56':>36}\n"
        pages.append(head + printed(*CAPTIONS, widths=WIDTHS) + f"\n{rule}\n" + printed(*rows, widths=WIDTHS) + total)
    return "\f".join(pages)


RULER = " ".join("-" * abs(width) for width in WIDTHS)


@pytest.mark.parametrize("rule", [RULER, "-" * 96, ""], ids=["ruler", "dashes", "no line"])
def test_columns_of_a_spool_file_are_found(read, rule):
    source = read(spool(rule).encode(), name="R04305.txt")
    sheet = source.sheets[0]
    rows = sheet.cells.rows()
    assert (source.format, source.delimiter, sheet.is_printed) == ("txt", None, True)
    assert [row for row in rows if row in ROWS] == ROWS
    assert rows[3:5] == CAPTIONS


def test_each_line_is_a_row_with_all_its_words(read):
    sheet = read(spool(RULER).encode()).sheets[0]
    lines = spool(RULER).replace("\f", "").splitlines()
    rows = [" ".join(filter(None, cells)).split() for cells in sheet.cells.rows()]
    assert sheet.row_numbers.to_list() == list(range(1, len(lines) + 1))
    assert rows == [line.split() for line in lines]


def test_the_decision_names_the_delimited_reading_as_its_runner_up(read):
    decision = next(each for each in read(spool("").encode()).decisions if each.what == "layout")
    assert (decision.value, decision.runner_up) == ("printed", "delimited")
    assert decision.score > decision.runner_up_score


def test_a_text_too_long_for_its_column_is_not_cut(rows_of):
    head = ["Vendor", "Name", "Invoice", "Date", "Amount"]
    rows = [
        [f"V{n:03}", f"Supplier {'abc'[n % 3] * (n % 7)}", f"{n:05}", f"{n % 28 + 1:02}/03/2024", f"{n}.50"]
        for n in range(150)
    ]
    widths = [6, 18, 8, 10, -12]
    lines = printed(head, *rows, widths=widths).split("\n")
    lines[60] = f"{'V900   Supplier of very long names':35}01/03/2024         7.50"
    cells = rows_of("\n".join(lines).encode())
    assert cells[60] == ["V900", "Supplier of very long names", None, "01/03/2024", "7.50"]
    assert cells[59] == rows[58]


def test_words_below_each_other_are_no_columns(rows_of):
    head = ["Phone", "Supplier", "Amount"]
    rows = [[f"(312) 555-{n:04}", f"ACME {'abc'[n % 3] * (n % 5)}", f"{n}.00"] for n in range(40)]
    assert rows_of(printed(head, *rows, widths=[16, 14, 9]).encode())[1] == ["(312) 555-0000", "ACME", "0.00"]


@pytest.mark.parametrize(
    "text",
    [
        "Supplier,Amount\nAcme  Ltd,1.00\nBolt  Ltd,2.00\nCray  Ltd,3.00\nDrum  Ltd,4.00\n",
        "Supplier ;Amount  ;Date\nAcme     ;   1.00 ;01/02/2024\nBolt     ;   2.00 ;03/02/2024\nCray     ; 3.00 ;\n",
        "|Vendor |Name      |Amount|\n|100001 |Acme Ltd  |  1.00|\n|100002 |Bolt   | 22.00|\n|100003 |Cray   |   |\n",
        "Vendor\tName      \tAmount\n1  \tAcme  \t  1.00\n2  \tBolt  \t  2.00\n3  \tCray  \t  3.00\n",
    ],
    ids=["comma", "padded", "borders", "tabs"],
)
def test_delimited_text_with_spaces_in_it_stays_delimited(read, text):
    assert read(text.encode()).format == "csv"


def test_prose_is_no_table(read):
    text = "Dear team,\n\nplease note  that invoices of 2024 are paid\nby  Gita, then by Hamish in 30 days.\n" * 5
    assert read(text.encode()).format == "csv"


def test_lines_wider_than_paper_are_not_looked_at(read):
    lines = [f"V{n:05}   Supplier{' ' * (900_000 if n == 500 else 20)}{n}.00" for n in range(1_000)]
    assert read("\n".join(lines).encode(), isolated=True).format == "csv"


@given(st.lists(st.text(" -|A1.,\t\f", max_size=60), max_size=40))
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
def test_no_word_of_any_lines_is_lost(read, lines):
    text = "\n".join(["Head  A   1.00", *lines])
    source = read(text.encode())
    if source.format == "txt":
        rows = [" ".join(filter(None, cells)).split() for cells in source.sheets[0].cells.rows()]
        assert rows == [line.replace("\f", "").split() for line in text.split("\n")]


word = st.text("ABCDEFGHIJ", min_size=1, max_size=8)
money = st.decimals(0, 10**6, places=2).map(lambda amount: f"{amount:,.2f}")
day = st.dates().map(lambda date: f"{date:%d/%m/%Y}")


@given(
    st.lists(st.tuples(word, word, day, money), min_size=8, max_size=30),
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
)
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
def test_a_table_printed_to_any_widths_reads_back_equal(read, drawn, padding):
    head = ("Number", "Supplier", "Date", "Amount")
    rows = [(f"{at:04}", f"{one} {two}", date, amount) for at, (one, two, date, amount) in enumerate(drawn)]
    widths = [max(len(row[at]) for row in (head, *rows)) + extra for at, extra in enumerate(padding)]
    widths[3] *= -1
    lines = [printed(row, widths=widths) for row in (head, *rows)]
    assume(all("  " in line for line in lines))
    assert read("\n".join([*lines, ""]).encode()).sheets[0].cells.rows() == [head, *rows]
