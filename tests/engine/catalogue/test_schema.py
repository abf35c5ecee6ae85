import json

from ledgerlift.catalogue.files import list_software_files
from ledgerlift.catalogue.schema import SCHEMA_FILE, schema_text, software_schema


def test_published_schema_is_current():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m ledgerlift.catalogue.schema"


def test_schema_asks_for_a_packages_identity_only():
    assert software_schema()["required"] == ["slug", "name", "vendor", "platform_key", "connections"]


def test_schema_lists_the_values_a_key_allows():
    text = json.dumps(software_schema()["$defs"]["Report"])
    assert '"enum": ["flat", "grouped", "lines", "crosstab", "fixed_width"]' in text
    assert '"enum": ["bill", "credit_note", "payment", "refund", "direct_cost", "other"]' in text


def test_every_package_file_points_editors_to_the_schema():
    first_lines = {path.read_text(encoding="utf-8").split("\n", 1)[0] for path in list_software_files()}
    assert first_lines == {"# yaml-language-server: $schema=../schema.json"}
