"""The documents say what there is: commands run, pages are current, links lead somewhere, nothing is left out."""

import dataclasses
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from tools.docs.__main__ import find_stale, render_pages
from tools.docs.markdown import meanings
from tools.samples.__main__ import write_case
from tools.samples.describe import load_package

import ledgerlift
from ledgerlift.catalogue.check import check_catalogue
from ledgerlift.catalogue.files import SOFTWARE_FOLDER
from ledgerlift.cli import main
from ledgerlift.problems import sentences
from ledgerlift.records import FIELDS, SNAPSHOT
from ledgerlift.snapshot import Manifest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"

PAGES = sorted(
    path
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("*/README.md"), *ROOT.glob("t*/*/README.md")]
    if path.parent.name != ".venv"
)
NAMES = [str(path.relative_to(ROOT)) for path in PAGES]
WRITTEN_BY_HAND = [path for path in DOCS.rglob("*.md") if path.parent.name != "catalogue"]
CONTEXT = main.make_context("ledgerlift", [], resilient_parsing=True)
COMMANDS = main.list_commands(CONTEXT)
MAX_LINE = 130  # tables and links aside


def read(path):
    return path.read_text(encoding="utf-8")


def list_blocks(path):
    """Give the fenced blocks of a page with their language, also those inside a list."""
    for match in re.finditer(r"^( *)```(\w*)\n(.*?)^\1```$", read(path), re.MULTILINE | re.DOTALL):
        indent, language, text = match.groups()
        yield language, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)


# What is generated


def test_generated_pages_are_current():
    assert [str(path.relative_to(ROOT)) for path in find_stale(render_pages())] == [], "run `make docs`"


def test_every_meaning_is_used_and_none_is_missing():
    known = meanings()
    canonical = {field for fields in FIELDS.values() for field in fields}
    columns = {column for table in SNAPSHOT.values() for column in table}
    assert {name.split(".")[-1] for name in known["fields"]} == canonical
    assert set(known["snapshot_files"]) == set(SNAPSHOT)
    assert {name.split(".")[-1] for name in known["snapshot_columns"]} <= columns
    assert {field.name for field in dataclasses.fields(Manifest)} <= {name.split(".")[1] for name in known["manifest"]}


# What has to be documented


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_its_options_are_documented(name):
    section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", read(REFERENCE / "command-line.md"), re.MULTILINE | re.DOTALL)
    assert section
    command = main.get_command(CONTEXT, name)
    options = [text for option in command.params if isinstance(option, click.Option) for text in option.opts]
    assert [text for text in options if f"`{text}" not in section[1]] == []


@pytest.mark.parametrize("code", sentences())
def test_problem_is_documented_in_both_languages(code):
    page, entry = read(REFERENCE / "problems.md"), sentences()[code]
    assert f"| `{code}` | {entry['en']} | {entry['fr']} |" in page


def test_every_field_is_documented():
    page = read(REFERENCE / "fields.md")
    assert [field for fields in FIELDS.values() for field in fields if f"| `{field}` |" not in page] == []


def test_what_the_package_offers_is_documented():
    page = read(REFERENCE / "python.md")
    assert [name for name in ledgerlift.__all__ if f"## {name}\n" not in page] == []


def test_every_key_of_a_scoreboard_manifest_is_documented():
    code = read(ROOT / "src" / "ledgerlift" / "scoreboard.py") + read(
        ROOT / "src" / "ledgerlift" / "cli" / "scoreboard.py"
    )
    keys = {*re.findall(r'(?:truth|stated)(?:\.get\(|\[)"(\w+)"', code)}
    page = read(REFERENCE / "manifest.md")
    assert {"acceptable_types", "data_rows", "also_ok"} <= keys
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_every_page_is_in_the_index():
    index = read(DOCS / "README.md")
    pages = [path for path in WRITTEN_BY_HAND if path.parent.name != "decisions" and path.parent != DOCS]
    assert [str(path) for path in pages if f"({path.relative_to(DOCS)})" not in index] == []
    assert "decisions/README.md" in index


def test_every_make_target_is_described_and_documented():
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    targets = {line.split()[0] for line in listed.splitlines()}
    assert {"setup", "demo", "test", "check", "fix", "bench", "docs", "expect", "lock"} <= targets
    contributing = read(ROOT / "CONTRIBUTING.md")
    assert {name for name in targets - {"help"} if f"make {name}" not in contributing} == set()
    mentioned = {name for path in PAGES for name in re.findall(r"(?:`|^)make ([a-z-]+)", read(path), re.MULTILINE)}
    assert mentioned <= targets


# Links


def anchor(heading):
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_links_lead_somewhere(path):
    text = re.sub(r"```.*?```", "", read(path), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, fragment = target.partition("#")
        found = (path.parent / name).resolve() if name else path
        assert found.exists(), f"{path.name} links to {target}"
        if fragment and found.suffix == ".md":
            headings = [anchor(each) for each in re.findall(r"^#+ (.+)$", read(found), re.MULTILINE)]
            assert fragment in headings, f"{path.name} links to {target}"


def test_pictures_are_used_and_say_what_they_show():
    for picture in (DOCS / "pictures").iterdir():
        users = [path for path in PAGES if picture.name in read(path)]
        assert users, f"{picture.name} is on no page"
        assert re.search(rf"!\[[^\]]{{20,}}\]\([^)]*{re.escape(picture.name)}\)", read(users[0]))
        # A photograph of a page cannot follow the reader's colours; a drawing can.
        assert picture.suffix == ".png" or "prefers-color-scheme: dark" in read(picture)


# Form


@pytest.mark.parametrize("path", WRITTEN_BY_HAND, ids=lambda path: path.name)
def test_page_has_one_title_and_lines_of_a_readable_length(path):
    text = re.sub(r"^( *)```.*?^\1```$", "", read(path), flags=re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert text.startswith("# ")
    if "Written by `make docs`" not in text:
        long = [line for line in text.splitlines() if len(line) > MAX_LINE and not line.lstrip().startswith("|")]
        assert long == []


def test_how_to_pages_say_what_they_are_for():
    titles = [read(path).splitlines()[0] for path in (DOCS / "how-to").glob("*.md")]
    assert titles
    assert [title for title in titles if not title.startswith("# How to ")] == []


def test_readme_is_three_sentences_a_picture_and_two_commands():
    blocks = read(ROOT / "README.md").split("\n\n")
    assert blocks[0] == "# Ledgerlift"
    assert len(re.findall(r"[.?!](?:\s|$)", blocks[1])) == 3
    assert blocks[2].startswith("![")
    commands = [line.split("#")[0].strip() for line in blocks[3].splitlines()[1:-1]]
    assert commands == ["make demo", "make test"]


# Commands and examples

WALKS = [DOCS / "tutorial" / "first-spend-analysis.md"] + [
    path
    for path in sorted((DOCS / "how-to").glob("*.md"))
    if any(language == "sh" for language, _ in list_blocks(path))
]


def list_steps(path):
    """Give each shell block with the lines its output has to hold, in their order."""
    steps = []
    for language, text in list_blocks(path):
        if language == "sh":
            steps.append((text, []))
        elif language == "text":
            steps[-1][1].extend(filter(str.strip, text.splitlines()))
    return steps


def check_output(output, expected):
    lines = iter(output.splitlines())
    for wanted in expected:
        pattern = ".*".join(re.escape(part) for part in wanted.split("…"))
        assert any(re.fullmatch(pattern, line.rstrip()) for line in lines), f"{wanted!r} is not in\n{output}"


@pytest.fixture
def workplace(tmp_path):
    """A folder that looks like the repository to whoever follows a page."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_commands_of_a_page_do_what_it_says(path, workplace):
    steps = list_steps(path)
    assert steps
    for script, expected in steps:
        finished = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=workplace,
            env={**os.environ, "COLUMNS": "120"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stdout
        assert "Traceback" not in finished.stdout
        check_output(finished.stdout, expected)


TUNED = {"confidence", "reasons", "runner_up", "sha256"}  # change whenever the catalogue or the weights do


def without_tuned(value):
    if isinstance(value, dict):
        return {key: without_tuned(item) for key, item in value.items() if key not in TUNED}
    return [without_tuned(item) for item in value] if isinstance(value, list) else value


def keys_of(value):
    if isinstance(value, dict):
        return {key: keys_of(item) for key, item in value.items()}
    return keys_of(value[0]) if isinstance(value, list) and value else None


def test_example_of_the_inspect_json_is_what_comes_out(tmp_path):
    blocks = dict(list_blocks(REFERENCE / "inspect-json.md"))
    file = tmp_path / "bills.csv"
    file.write_text(blocks["csv"], encoding="utf-8")
    shown, found = json.loads(blocks["json"]), ledgerlift.inspect(file).to_json()
    assert keys_of(shown) == keys_of(found)
    problems = found.pop("problems")
    assert without_tuned({**found, "problems": []}) == without_tuned({**shown, "problems": []})
    assert shown["problems"][0] in problems


def test_example_of_a_software_package_is_a_sound_one(tmp_path):
    texts = [
        text for language, text in list_blocks(DOCS / "how-to" / "add-a-software-package.md") if language == "yaml"
    ]
    package, samples = texts
    slug = yaml.safe_load(package)["slug"]
    folder = tmp_path / "software"
    shutil.copytree(SOFTWARE_FOLDER, folder)
    (folder / f"{slug}.yaml").write_text(package, encoding="utf-8")
    assert [str(mistake) for mistake in check_catalogue(folder) if slug in str(mistake)] == []
    described = tmp_path / f"{slug}.yaml"
    described.write_text(samples, encoding="utf-8")
    (case,) = load_package(described)
    write_case(case, tmp_path / "corpus")
    answer = json.loads(read(tmp_path / "corpus" / slug / "bills" / "expected.json"))
    assert answer["tables"][0]["records"] == 40
    exported = read(tmp_path / "corpus" / slug / "bills" / "bill-list.csv")
    headings = yaml.safe_load(package)["reports"]["bills"]["headings"]["en"]
    known = {heading for listed in headings.values() for heading in listed}
    assert set(exported.splitlines()[0].split(",")) <= known
