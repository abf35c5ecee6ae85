import dataclasses
from pathlib import Path

import pytest

from ledgerlift_server import configuration

DOCS = Path(__file__).parents[2] / "docs"


def test_every_setting_has_a_default_that_works():
    settings = configuration.load({})
    assert settings.link_days == 30
    assert settings.data_dir == Path("ledgerlift-data")
    assert not settings.is_tls


def test_values_are_read_as_their_types():
    settings = configuration.load(
        {
            "LEDGERLIFT_MAX_UPLOAD_MIB": "50",
            "LEDGERLIFT_DEBUG": "yes",
            "LEDGERLIFT_ALLOWED_HOSTS": "a.example, b.example",
        }
    )
    assert settings.max_upload_mib == 50
    assert settings.debug is True
    assert settings.allowed_hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("variable", "value"),
    [("LEDGERLIFT_LINK_DAYS", "0"), ("LEDGERLIFT_LINK_DAYS", "many"), ("LEDGERLIFT_DEBUG", "perhaps"),
     ("LEDGERLIFT_PUBLIC_URL", "spend.bank.example"), ("LEDGERLIFT_PUBLIC_URL", "https://a.example/path")],
)  # fmt: skip
def test_an_unusable_value_is_refused_by_name(variable, value):
    with pytest.raises(configuration.SettingNotUsableError, match=variable):
        configuration.load({variable: value})


def test_public_address_names_the_host_and_tls():
    settings = configuration.load({"LEDGERLIFT_PUBLIC_URL": "https://spend.bank.example:8443"})
    assert "spend.bank.example" in settings.host_names
    assert settings.is_tls


def test_every_setting_is_documented_and_the_page_is_current():
    page = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert page == configuration.render_reference()
    assert all(field.metadata["variable"] in page for field in dataclasses.fields(configuration.Configuration))
