import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.catalogue.files import list_software_files, merge_patch, read_software
from ledgerlift.catalogue.mistakes import CatalogueMistakeError

PARENT = """\
slug: ledgerly
name: Ledgerly
vendor: Ledgerly
platform_key: ledg
aliases: [Old Ledgerly]
connections: {file: [bills]}
reports:
  bills:
    name: Bill list
    layouts: [flat]
    headings:
      en:
        bill_number: [Ref, Our Ref]
        due_date: [Due]
"""

CHILD = """\
slug: ledgerly-cloud
extends: ledgerly
name: Ledgerly Cloud
vendor: Ledgerly
platform_key: ledc
connections: {file: [bills]}
reports:
  bills:
    name: Bills
    headings:
      en:
        bill_number: [Number]
        due_date: null
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ledgerly.yaml").write_text(PARENT, encoding="utf-8")
    (tmp_path / "ledgerly-cloud.yaml").write_text(CHILD, encoding="utf-8")
    return tmp_path


def mistakes_of(folder):
    with pytest.raises(CatalogueMistakeError) as caught:
        read_software(folder)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_package_takes_what_it_does_not_say_from_the_one_it_extends(folder):
    report = read_software(folder)["ledgerly-cloud"]["reports"]["bills"]
    assert report["name"] == "Bills"
    assert report["layouts"] == ["flat"]
    assert report["headings"] == {"en": {"bill_number": ["Number"]}}


def test_package_keeps_its_identity_to_itself(folder):
    assert "aliases" not in read_software(folder)["ledgerly-cloud"]


def test_mistake_is_told_with_file_line_and_reason(folder):
    path = folder / "ledgerly.yaml"
    path.write_text(PARENT.replace("layouts: [flat]", "layouts: [flat, round]\n    layout: flat"), encoding="utf-8")
    first, second = mistakes_of(folder)[-2:]
    assert first.startswith("ledgerly.yaml:10: 'round' is none of flat, grouped")
    assert second.startswith("ledgerly.yaml:11: unknown key 'layout'")


def test_missing_key_is_told_at_the_start_of_what_misses_it(folder):
    (folder / "ledgerly.yaml").write_text(PARENT.replace("    name: Bill list\n", ""), encoding="utf-8")
    assert "ledgerly.yaml:8: name is missing" in mistakes_of(folder)


def test_slug_must_be_the_name_of_the_file(folder):
    (folder / "ledgerly.yaml").rename(folder / "ledger.yaml")
    assert "ledger.yaml:1: the slug is the file's name, ledger" in mistakes_of(folder)


@pytest.mark.parametrize("parent", ["nobody", "ledgerly-cloud"])
def test_package_extends_one_that_exists_and_stands_alone(folder, parent):
    (folder / "third.yaml").write_text(
        CHILD.replace("ledgerly-cloud", "third").replace("extends: ledgerly", f"extends: {parent}"), encoding="utf-8"
    )
    assert mistakes_of(folder) == [f"third.yaml:2: {parent!r} is no package, or extends another itself"]


def test_every_package_file_is_listed_by_name():
    files = list_software_files()
    assert files == sorted(files)
    assert len(files) == len(read_software())


JSON = st.recursive(
    st.none() | st.text(max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3) | st.lists(inner, max_size=2),
    max_leaves=6,
)


@settings(max_examples=80, deadline=None)
@given(JSON, JSON)
def test_patching_twice_is_patching_once(base, patch):
    once = merge_patch(base, patch)
    assert merge_patch(once, patch) == once


def test_null_removes_and_lists_are_replaced():
    assert merge_patch({"a": [1, 2], "b": 1}, {"a": [3], "b": None}) == {"a": [3]}
