from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from ledgerlift import pipeline
from ledgerlift.analysis import AnalysisSettings, CashbackTier
from ledgerlift.pipeline.settings import KEYS, SettingsNotReadableError, parse_settings, read_settings
from ledgerlift.reports import ReportSettings


def make_png():
    buffer = BytesIO()
    Image.new("RGB", (30, 10), "#0B5D3B").save(buffer, "PNG")
    return buffer.getvalue()


PNG = make_png()


def write(tmp_path, text, name="settings.toml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def mistakes_in(tmp_path, text, name="settings.toml"):
    with pytest.raises(SettingsNotReadableError) as caught:
        read_settings(write(tmp_path, text, name))
    return caught.value.mistakes


def test_every_example_is_read(tmp_path):
    (tmp_path / "logo.png").write_bytes(PNG)
    read = read_settings(write(tmp_path, "\n".join(f"{name} = {key.example}" for name, key in KEYS.items())))
    assert read.analysis.period_from == date(2025, 1, 1)
    assert read.analysis.benefit_rates.cashback_tiers == (
        CashbackTier(Decimal(2), Decimal(1_000_000)), CashbackTier(Decimal(1)),
    )  # fmt: skip
    assert (read.reports.language, read.reports.minimum_spend) == ("fr", Decimal(5000))
    assert read.reports.issuer.logo == PNG
    assert read.reports.match_columns["paytech"] == ("supplier_name", "supplier_key")


def test_nothing_chosen_gives_the_usual(tmp_path):
    assert read_settings(write(tmp_path, "")) == pipeline.Settings(AnalysisSettings(), ReportSettings())


def test_json_and_toml_say_the_same_and_amounts_stay_exact(tmp_path):
    toml = read_settings(write(tmp_path, 'supplier_threshold = 0.1\nperiod_to = 2025-12-31\npaper = "a4"'))
    json = '{"supplier_threshold": 0.1, "period_to": "2025-12-31", "paper": "a4"}'
    assert read_settings(write(tmp_path, json, "settings.json")) == toml
    assert toml.analysis.supplier_threshold == Decimal("0.1")


def test_every_mistake_is_named_at_once(tmp_path):
    text = (
        'period_from = "March"\nbase_currency = "XXQ"\ncolour = 1\nhourly_cost = -1\nminimum_spend = nan\npaper = "A4"'
    )
    assert [mistake.split(":")[0] for mistake in mistakes_in(tmp_path, text)] == [
        "period_from", "base_currency", "there is no setting “colour”; there are " + ", ".join(KEYS),
        "hourly_cost", "minimum_spend", "paper",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("cashback_tiers = [{percent = 1}, {percent = 2}]", "only the last may have no end"),
        ("cashback_tiers = [{percent = 1, up_to = 5}, {percent = 2, up_to = 5}]", "must end above"),
        ("cashback_tiers = [{up_to = 5}]", "a tier has a percent"),
        ("cashback_tiers = [{percent = 101}]", "more than 100"),
        ("cashback_tiers = 2", "tiers are a list"),
        ("period_from = 2025-02-01\nperiod_to = 2025-01-01", "after its end"),
        ("supplier_threshold = true", "no number"),
        ("period_to = 2025-01-01T10:00:00", "no day"),
        ('reports = ["horoscope"]', "there is no report horoscope"),
        ('reports = "spend_analysis"', "no list"),
        ("issuer = {colour = '#000000'}", "has a name"),
        ("issuer = {name = 'B', color = '#000000'}", "it has no color"),
        ("issuer = {name = 'B', colour = 'red'}", "no colour"),
        ("issuer = {name = 'B', logo = 'none.png'}", "cannot be read"),
        ("issuer = {name = 'B', logo = 'settings.toml'}", "no PNG or JPEG"),
        ("match_columns = []", "named by report"),
        ("x", "not TOML"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(tmp_path, text, part):
    (mistake,) = mistakes_in(tmp_path, text)
    assert part in mistake


@pytest.mark.parametrize("text", ["[]", "3", "{", "[" * 100_000, '{"a": NaN}'])
def test_any_json_gives_settings_or_a_sentence(tmp_path, text):
    assert mistakes_in(tmp_path, text, "settings.json")


def test_reading_from_a_mapping_needs_no_file(tmp_path):
    assert parse_settings({"base_currency": "cad"}, folder=tmp_path).analysis.base_currency == "CAD"
