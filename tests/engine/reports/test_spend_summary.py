"""The one-page presentation, read back by python-pptx and by plain XML."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import polars as pl
import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from ledgerlift.analysis import AnalysisSettings, analyse
from ledgerlift.reports import Issuer, ReportSettings
from ledgerlift.reports.slide import SIZES
from ledgerlift.reports.spend_summary import write_spend_summary
from ledgerlift.reports.text_fit import measure
from ledgerlift.reports.words import list_words
from ledgerlift.snapshot import Company

NBSP = "\N{NO-BREAK SPACE}"


def picture():
    buffer = BytesIO()
    Image.new("RGB", (300, 80), "#0B5D3B").save(buffer, "PNG")
    return buffer.getvalue()


BANK = Issuer("Banque Zoë", "#0B5D3B", "#C8A24A", picture())


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    def write_(analysis, snapshot, **settings):
        path = tmp_path_factory.mktemp("summary") / "summary.pptx"
        write_spend_summary(analysis, snapshot, path, ReportSettings(**settings))
        return path

    return write_


@pytest.fixture(scope="module")
def english(write, snapshot, analysis):
    return write(analysis, snapshot)


@pytest.fixture(scope="module")
def french(write, snapshot, analysis):
    return write(analysis, snapshot, language="fr", paper="a4", issuer=BANK)


def slide_of(path):
    (slide,) = Presentation(path).slides
    return slide


def texts_of(path):
    found = []
    for shape in slide_of(path).shapes:
        if shape.has_text_frame and shape.text_frame.text:
            found.append(shape.text_frame.text)
        elif shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def charts_of(path):
    return [shape.chart for shape in slide_of(path).shapes if shape.has_chart]


def table_of(path):
    (table,) = [shape.table for shape in slide_of(path).shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_figures_are_the_ones_worked_out_by_hand(english):
    # One supplier is paid by transfer: a bill of 500, one payment. Its cashback is 2 %, its payment two dollars.
    assert {"$12", "$500", "$10", "1", "$2"} <= set(texts_of(english))
    assert table_of(english)[1] == ['=HYPERLINK("http://x","y")', "$500", "–", "Bank Transfer"]


def test_charts_are_native_and_hold_their_figures(english, analysis):
    bars, ring = charts_of(english)
    assert list(bars.plots[0].categories) == ["Unknown", "Bank Transfer", "Credit Card"]
    spend = dict(analysis.methods.filter(pl.col("level") == "method").select("payment_method", "total_spend").rows())
    assert list(bars.plots[0].series[0].values) == pytest.approx(
        [float(spend[name]) for name in ("Unknown", "BankTransfer", "CreditCard")]
    )
    assert list(ring.plots[0].categories) == ["Card 65.1%", "Non-Card 32.2%", "Unknown 2.6%"]
    assert sum(ring.plots[0].series[0].values) == pytest.approx(1)


def test_numbers_of_a_chart_can_be_edited(english):
    with zipfile.ZipFile(english) as package:
        for member in (name for name in package.namelist() if name.endswith(".xlsx")):
            assert openpyxl.load_workbook(BytesIO(package.read(member))).active["B2"].value is not None


def test_settings_and_origin_are_on_the_page(english, snapshot):
    footer = " ".join(texts_of(english))
    for part in ("2025-03-01 to 2026-02-28", "2% of the first $1,000,000", "3 minutes a payment at $40 an hour",
                 snapshot.manifest.snapshot_id, "Rules version 1"):  # fmt: skip
        assert part in footer


def test_issuer_gives_name_logo_and_colours(french, write, analysis, snapshot):
    xml = slide_of(french)._element.xml
    assert "0B5D3B" in xml
    assert "C8A24A" in xml
    assert [shape.image.blob for shape in slide_of(french).shapes if shape.shape_type == 13] == [BANK.logo]
    assert "Banque Zoë" in texts_of(write(analysis, snapshot, issuer=replace(BANK, logo=None)))


@pytest.mark.parametrize("paper", SIZES)
def test_everything_is_on_a_page_of_the_size_asked_for(write, snapshot, analysis, paper):
    presentation = Presentation(write(analysis, snapshot, paper=paper, issuer=BANK))
    width, height = SIZES[paper]
    assert (presentation.slide_width, presentation.slide_height) == (Pt(width), Pt(height))
    for shape in presentation.slides[0].shapes:
        assert shape.left >= 0, shape.name
        assert shape.top >= 0, shape.name
        assert shape.left + shape.width <= Pt(width) + 10, shape.name
        assert shape.top + shape.height <= Pt(height) + 10, shape.name


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("paper", SIZES)
def test_no_words_of_ours_are_cut_or_go_on_where_there_is_no_line(write, snapshot, analysis, paper, language):
    path = write(analysis, snapshot, paper=paper, language=language)
    for text in texts_of(path):
        assert not text.endswith("…") or text.startswith("Très long nom"), text
    labels = {list_words("summary", language)[key] for key in ("cardable_spend", "cashback", "payments", "time_saved")}
    for shape in slide_of(path).shapes:
        if shape.has_text_frame and shape.text_frame.text in labels:
            (run,) = shape.text_frame.paragraphs[0].runs
            assert measure(run.text, run.font.size.pt) <= shape.width.pt, run.text


def test_slide_has_a_title_and_pictures_and_charts_have_words(french):
    slide = slide_of(french)
    assert slide.shapes.title.text_frame.text == "Sommaire des dépenses"
    described = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr") for shape in slide.shapes if not shape.has_text_frame
    ]
    assert [each for each in described if each] == [
        "Banque Zoë", "Dépenses totales par mode de paiement (CAD)", "Part des dépenses par carte",
    ]  # fmt: skip


def test_french_page_has_no_english_word(french):
    english = {
        words[key]
        for group in ("summary", "charts", "customer", "settings", "read_me")
        for words, other in [(list_words(group, "en"), list_words(group, "fr"))]
        for key in words
        if words[key] != other[key]
    }
    found = texts_of(french)
    assert not english & set(found)
    with zipfile.ZipFile(french) as package:
        everything = [package.read(name).decode() for name in package.namelist() if name.endswith(".xml")]
    shown = [text for xml in everything for text in re.findall(r"<(?:a:t|c:v|dc:title|dc:creator)>([^<]*)<", xml)]
    for word in ("Click", "Spend", "spend", "Master", "Slide", "Unknown", "Card", "Check", "Series", " of ", " the "):
        assert not [text for text in shown if word in text], word
    assert 'lang="en-US"' not in "".join(everything)


def test_french_amounts_are_written_the_canadian_way(french):
    found = texts_of(french)
    assert f"12{NBSP}$" in found
    assert any(f"1{NBSP}000{NBSP}000{NBSP}$" in text for text in found)
    assert "Virement bancaire" in found


def test_same_arguments_give_the_same_bytes(write, french, snapshot, analysis):
    assert write(analysis, snapshot, language="fr", paper="a4", issuer=BANK).read_bytes() == french.read_bytes()


def test_properties_and_names_say_nothing_of_the_clock_or_the_template(french):
    properties = Presentation(french).core_properties
    assert (properties.author, properties.last_modified_by) == ("Banque Zoë", "Banque Zoë")
    assert properties.created.date() == properties.modified.date()
    assert properties.title.startswith("Sommaire des dépenses – ")
    with zipfile.ZipFile(french) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name or "printer" in name]


def test_books_without_anything_say_why(write, nothing):
    found = texts_of(write(nothing[1], nothing[0]))
    words = list_words("summary", "en")
    assert {words["no_dates"], words["no_spend"], words["nobody"]} <= set(found)
    assert not charts_of(write(nothing[1], nothing[0]))


def test_each_missing_block_has_its_own_reason(write, snapshot_of, several_companies, snapshot):
    words = list_words("summary", "fr")
    frames = {name: frame.collect() for name, frame in snapshot.frames.items()}

    def page(**changes):
        opened = snapshot_of({**frames, **changes}, snapshot.manifest)
        year = AnalysisSettings(period_from=date(2025, 3, 1), period_to=date(2026, 2, 28))
        return texts_of(write(analyse(opened, year), opened, language="fr"))

    none = {name: frames[name].clear() for name in ("payments", "direct_costs")}
    assert words["no_payments"] in page(**none)
    assert words["no_cardable"] in page(payments=frames["payments"].clear())
    old = analyse(snapshot, AnalysisSettings(period_from=date(2000, 1, 1), period_to=date(2000, 12, 31)))
    assert words["nothing_in_period"] in texts_of(write(old, snapshot, language="fr"))


@pytest.mark.parametrize("name", ["M" * 5000, "名" * 5000, "=1+1", "a\x00b\u202ec " * 900, "\U0001f4a9" * 5000, " "])
def test_hostile_names_stay_on_their_line(write, snapshot_of, snapshot, name):
    frames = {key: frame.collect() for key, frame in snapshot.frames.items()}
    frames["suppliers"] = frames["suppliers"].with_columns(supplier_name=pl.lit(name))
    manifest = replace(snapshot.manifest, company=Company(name=name))
    opened = snapshot_of(frames, manifest)
    year = AnalysisSettings(period_from=date(2025, 3, 1), period_to=date(2026, 2, 28))
    path = write(analyse(opened, year), opened, issuer=Issuer(name))
    found = texts_of(path)
    assert max(map(len, found)) < 300
    assert not any("\x00" in text or "\u202e" in text or "_x0000_" in text for text in found)
    if len(name) > 1000:
        assert sum(text.endswith("…") for text in found) >= 3
