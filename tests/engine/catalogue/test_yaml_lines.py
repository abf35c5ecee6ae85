import pytest
import yaml

from ledgerlift.catalogue import yaml_lines
from ledgerlift.catalogue.files import list_software_files
from ledgerlift.catalogue.mistakes import CatalogueMistakeError
from ledgerlift.catalogue.yaml_lines import read_yaml


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_scalars_stay_as_written(write):
    data, _ = read_yaml(write("headings: [No, On, 007, 1.50, 2024-01-31, null, 'null', ~x]\n"))
    assert data == {"headings": ["No", "On", "007", "1.50", "2024-01-31", None, "null", "~x"]}


def test_every_value_has_its_line(write):
    _, lines = read_yaml(write("a: 1\nb:\n  c: [x,\n    y]\n"))
    assert lines["a",] == 1
    assert lines["b", "c"] == 3
    assert lines["b", "c", 1] == 4


def test_empty_file_is_an_empty_mapping(write):
    assert read_yaml(write("# nothing\n"))[0] == {}


def test_key_given_twice_is_a_mistake(write):
    with pytest.raises(CatalogueMistakeError, match=r"^file.yaml:3: 'a' is given twice$"):
        read_yaml(write("a: 1\nb: 2\na: 3\n"))


def test_text_that_is_no_yaml_is_told_with_its_line(write):
    with pytest.raises(CatalogueMistakeError, match=r"^file.yaml:2: not YAML"):
        read_yaml(write("a: [1,\nb: ]]\n"))


def test_files_read_alike_with_and_without_the_fast_parser(monkeypatch):
    paths = list_software_files()[::12]
    fast = [read_yaml(path)[0] for path in paths]
    monkeypatch.setattr(yaml_lines, "LOADER", yaml.SafeLoader)
    assert [read_yaml(path)[0] for path in paths] == fast
