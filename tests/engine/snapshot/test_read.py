import json

import pytest

from ledgerlift.problems import FileRejectedError
from ledgerlift.snapshot import Manifest, read_snapshot, write_snapshot


def code_of(directory):
    with pytest.raises(FileRejectedError) as refused:
        read_snapshot(directory)
    for language in ("en", "fr"):
        assert directory.name in refused.value.problem.sentence(language)
    return refused.value.problem.code


def test_directory_without_snapshot_is_refused(tmp_path):
    assert code_of(tmp_path) == "snapshot_not_found"
    assert code_of(tmp_path / "nowhere") == "snapshot_not_found"


def test_missing_or_cut_file_is_refused(tmp_path):
    write_snapshot({}, Manifest(), tmp_path / "snapshot")
    bills = tmp_path / "snapshot/bills.parquet"
    bills.write_bytes(bills.read_bytes()[:-1])
    assert code_of(tmp_path / "snapshot") == "snapshot_damaged"
    bills.unlink()
    assert code_of(tmp_path / "snapshot") == "snapshot_damaged"


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', "null", '{"company": ["x"]}'])
def test_manifest_that_is_not_one_is_refused(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    assert code_of(tmp_path) == "snapshot_damaged"


def test_snapshot_of_a_later_version_is_refused(tmp_path):
    write_snapshot({}, Manifest(), tmp_path / "snapshot")
    path = tmp_path / "snapshot/manifest.json"
    manifest = json.loads(path.read_text()) | {"schema_version": 99}
    path.write_text(json.dumps(manifest))
    assert code_of(tmp_path / "snapshot") == "snapshot_too_new"


def test_unknown_manifest_keys_are_ignored(tmp_path):
    info = write_snapshot({}, Manifest(), tmp_path / "snapshot")
    path = tmp_path / "snapshot/manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"weather": "snow"}))
    assert read_snapshot(tmp_path / "snapshot").manifest == info.manifest
