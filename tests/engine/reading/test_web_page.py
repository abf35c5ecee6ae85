import html
import quopri
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledgerlift.problems import FileRejectedError
from ledgerlift.reading import Limits

HEAD = "<tr><th>Supplier</th><th>Amount</th></tr>"


def code_of(read, data, **options):
    """The code a page is refused with; None for one that is read."""
    try:
        read(data, **options)
    except FileRejectedError as rejected:
        return rejected.problem.code
    return None


def page(*rows, head="", encoding="utf-8"):
    text = f"<html><head>{head}</head><body><table>{''.join(rows)}</table></body></html>"
    return text.encode(encoding)


def row(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def test_rows_and_cells_are_those_of_the_table(read):
    source = read(page(HEAD, row("Acme", "1.00")), name="report.xls")
    assert source.sheets[0].cells.rows() == [("Supplier", "Amount"), ("Acme", "1.00")]
    assert (source.format, source.encoding, source.delimiter, source.is_workbook) == ("html", "utf-8", None, False)
    assert source.decisions[0].value == "html"


def test_texts_are_read_as_a_browser_shows_them(rows_of):
    data = page(row("Caf&eacute; &amp; <b>Co</b>\n  Ltd", "1&nbsp;234.50"), row("Two<br>lines", "&lt;5&gt;"))
    assert rows_of(data) == [["Café & Co Ltd", "1 234.50"], ["Two\nlines", "<5>"]]


def test_tags_that_are_never_closed_end_where_a_browser_ends_them(rows_of):
    data = b"<table><tr><td>Acme<td>1.00<tr><td>Bolt<td><b>2.00<tr><td>Cray<td>3.00"
    assert rows_of(data) == [["Acme", "1.00"], ["Bolt", "2.00"], ["Cray", "3.00"]]


def test_cells_over_several_columns_and_rows_keep_the_others_in_their_columns(rows_of):
    data = page(
        '<tr><td colspan="2">Invoice</td><td rowspan=2>Amount</td></tr>', row("No", "Date"), row("1", "2", "3.00")
    )
    assert rows_of(data) == [["Invoice", None, "Amount"], ["No", "Date"], ["1", "2", "3.00"]]


def test_text_between_tables_is_a_row_and_scripts_styles_and_comments_are_none(rows_of):
    data = (
        b"<style>td {x: 1}</style><h1>Vendor list</h1><script>var a = '<table><tr><td>no</td></tr></table>'</script>"
        b"<!-- <table><tr><td>no</td></tr></table> --><p>Printed by J</p><table><tr><td>Acme</td></tr></table>"
    )
    assert rows_of(data) == [["Vendor list"], ["Printed by J"], ["Acme"]]


def test_tables_that_lay_out_a_page_come_one_below_the_other(rows_of):
    inner = f"<table>{row('Supplier', 'Amount')}{row('Acme', '1.00')}</table>"
    data = page(row("Vendor list"), row(inner), row("Page 1"))
    assert rows_of(data) == [["Vendor list"], ["Supplier", "Amount"], ["Acme", "1.00"], ["Page 1"]]


def test_a_table_that_is_the_text_of_a_cell_stays_in_it(rows_of):
    address = f"<table>{row('1 Mill Lane')}{row('Leeds')}</table>"
    assert rows_of(page(row("Acme", address, "1.00"))) == [["Acme", "1 Mill Lane\nLeeds", "1.00"]]


def test_hidden_rows_are_kept_and_counted_and_hidden_texts_left_out(read):
    data = page(HEAD, '<tr style="display: none"><td>Acme</td><td><span style="display:none">0001</span>1.00</td></tr>')
    source = read(data)
    assert source.sheets[0].cells.rows()[1] == ("Acme", "1.00")
    assert [(problem.code, problem.count) for problem in source.problems] == [("hidden_content", 1)]


def test_a_number_stated_beside_the_text_is_taken_where_the_text_shows_it_rounded(rows_of):
    data = page(
        '<tr><td x:num="1234.56">1.235</td><td x:num="45322">31.01.2024</td><td x:num="123456789012">1.23E+11</td>'
        '<td x:num="-12.5">(12,50)</td><td x:num="0.05">5%</td><td x:num>7</td><td x:num="1E999">8</td></tr>'
    )
    assert rows_of(data) == [["1234.56", "31.01.2024", "123456789012", "-12.5", "5%", "7", "8"]]


def test_zeros_in_front_of_a_text_stay(rows_of):
    assert rows_of(page("<tr><td style='mso-number-format:\"\\@\"'>00123</td></tr>")) == [["00123"]]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("cp1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("iso8859-15", '<meta charset="iso-8859-15">'),
        ("cp1252", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-8-sig", ""),
        ("utf-16", '<meta charset="utf-8">'),
        ("shift_jis", "<meta charset=Shift_JIS>"),
    ],
)
def test_letters_are_right_whatever_the_page_says_of_itself(rows_of, encoding, head):
    name = "株式会社" if encoding == "shift_jis" else "Société Générale"
    assert rows_of(page(HEAD, row(name, "1.00"), head=head, encoding=encoding))[1] == [name, "1.00"]


def archive(*pages):
    parts = "".join(
        f'--edge\nContent-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n{text}\n'
        for text in (quopri.encodestring(each).decode() for each in pages)
    )
    picture = "--edge\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    return f'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="edge"\n\n{parts}{picture}--edge--\n'.encode()


def test_an_archive_of_pages_has_a_sheet_for_each_page_with_a_table(read):
    frames = b"<html><frameset><frame src=a></frameset></html>"
    source = read(archive(frames, page(HEAD, row("Café", "1.00")), page(HEAD, row("Bolt", "2.00"))), name="r.xls")
    assert source.format == "mht"
    assert [sheet.cells.rows()[1] for sheet in source.sheets] == [("Café", "1.00"), ("Bolt", "2.00")]
    assert len({sheet.name for sheet in source.sheets}) == 2


@pytest.mark.parametrize("data", [b"<html><body><h1>Your session has ended</h1></body></html>", archive(b"<p>Hello")])
def test_a_page_without_a_table_is_refused(refusal, data):
    problem = refusal(data, name="report.xls")
    assert problem.code == "web_page_without_table"
    assert "CSV" in problem.sentence("en")
    assert "CSV" in problem.sentence("fr")


def test_an_empty_table_is_an_empty_file(refusal_code):
    assert refusal_code(page(row("", "&nbsp;"))) == "file_empty"


def test_tables_in_tables_without_end_are_refused(refusal_code):
    assert refusal_code(b"<table><tr><td>" * 100_000) == "saved_as_web_page"


@pytest.mark.parametrize(
    "data",
    [
        b"<table><tr><td colspan=999999999 rowspan=999999999>x</td></tr><tr><td>y</td></tr></table>",
        b"<table>" + b"<tr><td>" * 200_000,
        b"<table><tr><td>" + b"<!--" * 500_000 + b"x",
        b"<table><tr><td>" + b"<style>" * 200_000 + b"x",
        b"<table><tr><td>x" + b"<a b='" * 200_000,
        b'<table><tr><td>x<a ="<a =" ' * 50_000,
        b"<table><tr><td>x" + b"<" * 1_000_000,
        b"<table><tr><td>x" + b"<td " * 500_000,
        b"<table><tr><td>x" + b"&#" * 500_000,
        b"<table><tr><td x:num=" + b"1" * 1_000_000 + b">" + b"1" * 1_000_000,
    ],
    ids=["spans", "rows", "comments", "styles", "quotes", "crossed quotes", "brackets", "tags", "entities", "digits"],
)
@pytest.mark.parametrize("limits", [Limits(cpu_seconds=10, wall_seconds=20)], ids=[""])
def test_no_page_takes_long(read, data, limits):
    assert code_of(read, data, limits=limits, isolated=True) not in {"processing_timeout", "file_unreadable"}


def test_more_columns_than_any_sheet_has_are_refused(refusal_code):
    assert refusal_code(page(row(*range(3_000)))) == "too_many_columns"


def test_nothing_is_fetched_or_run(read):
    data = page(
        '<tr><td><img src="http://203.0.113.1/a.png"><iframe src="file:///etc/passwd"></iframe>Acme</td></tr>',
        head='<link rel=stylesheet href="http://203.0.113.1/a.css"><script src="http://203.0.113.1/a.js"></script>',
    )
    assert read(data, isolated=True).sheets[0].cells.rows() == [("Acme",)]


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)


@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=8))
@settings(deadline=timedelta(seconds=5), suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_table_written_as_a_page_reads_back_equal(rows_of, table):
    assert rows_of(page(*(row(*map(html.escape, cells)) for cells in table), head="<meta charset=utf-8>")) == table


@given(st.binary(max_size=300))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_any_bytes_in_a_page_give_an_outcome(read, data):
    assert code_of(read, page(row("Acme"), head="<meta charset=latin1>") + data) in {None, "type_mismatch"}
