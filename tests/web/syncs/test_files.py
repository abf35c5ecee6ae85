import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moto.server import ThreadedMotoServer
from storages.backends.s3 import S3Storage

from ledgerlift_server.syncs import files


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("a/b\\c.csv", "c.csv"),
        ("", "file"),
        ("\u202ecod.csv", "cod.csv"),
        ("e\u0301te\u0301.csv", "été.csv"),
        ("..", ".."),
    ],
)
def test_name_is_shown_clean(sent, shown):
    assert files.clean_name(sent) == shown


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_name_becomes_a_harmless_file_name(name):
    harmless = files.harmless_name(files.clean_name(name))
    assert 0 < len(harmless.encode()) <= 255
    assert not set(harmless) & set("/\\\x00\n")
    assert not harmless.startswith(".")
    assert len(files.clean_name(name)) <= 255


def test_stored_file_comes_back_as_it_was(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"\x00\xff" * 1000)
    name = files.store(path, "raw/test/x")
    with files.as_local_file(name, original_name="März.xlsx") as copy:
        assert copy.read_bytes() == path.read_bytes()
        assert copy.name == "März.xlsx"
    assert not copy.exists()


def test_s3_keeps_and_returns_files(tmp_path, monkeypatch):

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    server = ThreadedMotoServer(port=0)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=url).create_bucket(Bucket="kept")
    store = S3Storage(bucket_name="kept", location="here", endpoint_url=url, file_overwrite=True, default_acl=None)
    monkeypatch.setattr(files, "default_storage", store)
    path = tmp_path / "x.csv"
    for content in (b"first", b"second"):
        path.write_bytes(content)
        files.store(path, "raw/a/b")
    with files.as_local_file("raw/a/b", original_name="x.csv") as copy:
        assert copy.read_bytes() == b"second"
    files.delete_stored("raw/a/b")
    assert not store.exists("raw/a/b")
    server.stop()
