"""Rules about the repository itself: what no file of it may hold, and what every part of it must have."""

import ast
import importlib.metadata
import json
import re
import string
import subprocess
import tomllib
from pathlib import Path, PurePath

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src"
CORPUS_OF_REAL_FILES = ROOT.parent / "shared" / "corpus" / "manifest.jsonl"
MAX_FILE_BYTES = 2**20

TRACKED = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    .stdout.rstrip("\0")
    .split("\0")
    if (ROOT / name).is_file()
]
MODULES = sorted(SOURCES.rglob("*.py"))
ENGINE_MODULES = sorted((SOURCES / "ledgerlift").rglob("*.py"))
LOCKS = sorted(ROOT.glob("requirements*.txt"))


def read_texts():
    for path in TRACKED:
        try:
            yield path.relative_to(ROOT), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a workbook, or an export in another encoding


TEXTS = dict(read_texts())


def find_lines(pattern):
    return [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in TEXTS.items()
        if re.search(pattern, text)
        for number, line in enumerate(text.splitlines(), start=1)
        if re.search(pattern, line)
    ]


def parse(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["work", "tmp", "root", "home", "Users"])
def test_no_file_names_a_place_on_one_machine(folder):
    assert find_lines(rf"(?<![\w.~}}*-])/{folder}/\w") == []


# One letter of each in brackets, so that this file does not hold what it looks for.
@pytest.mark.parametrize("host", ["pyp[i]", "python[h]osted", "npm[j]s", "index-[u]rl", "dev[p]i", "arti[f]actory"])
def test_no_file_names_a_package_registry(host):
    assert find_lines(rf"\b{host}\b") == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_file_pins_hashes_and_names_no_host(lock):
    text = lock.read_text(encoding="utf-8")
    pins = re.findall(r"^[\w.\-\[\]]+==", text, re.MULTILINE)
    assert "://" not in text
    assert len(pins) > 40
    assert text.count("==") == len(pins) + len(re.findall(r"(?:'|\") ?==|== ?(?:'|\")", text))
    assert all("--hash=sha256:" in entry for entry in re.split(r"\n(?=\S)", text.strip()))


def test_nothing_is_left_to_do_later():
    marks = "|".join(["TO" + "DO", "FIX" + "ME", "HA" + "CK"])
    assert find_lines(rf"\b({marks})\b") == []


def test_no_file_names_anything_of_the_corpus_of_real_files():
    """Rules that know a file, its publisher or its repository are worth nothing on the next file."""
    if not CORPUS_OF_REAL_FILES.exists():
        return
    words = set()
    for line in CORPUS_OF_REAL_FILES.read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        words |= {truth.get("repo"), truth["source"], truth["group"], (truth.get("publisher") or "").split(" (")[0]}
        words |= {part for part in (truth.get("repo") or "").split("/") if len(part) > 12}
        words |= {stem for stem in [PurePath(truth["file"]).stem] if len(stem) > 12}
    pattern = "|".join(re.escape(word) for word in sorted(words - {None, ""}))
    assert find_lines(rf"(?i)(?<!\w)(?:{pattern})(?!\w)") == []


def test_files_are_small():
    large = [path.relative_to(ROOT) for path in TRACKED if path.stat().st_size > MAX_FILE_BYTES]
    assert [path for path in large if path.parts[0] != "samples"] == []


def test_every_module_says_what_it_is_for():
    packages = [path for path in MODULES if "migrations" not in path.parts and path.read_text(encoding="utf-8").strip()]
    assert [path for path in packages if not ast.get_docstring(parse(path))] == []
    assert [path for path in MODULES if path.name == "__init__.py" and "ledgerlift" in path.parts[-2:]] != []


SENTENCES = yaml.safe_load((SOURCES / "ledgerlift" / "problems" / "sentences.yaml").read_text(encoding="utf-8"))
CALLS_WITH_A_CODE = {"Problem", "refuse", "Refusal", "_refusal"}


def list_strings(path):
    return {node.value for node in ast.walk(parse(path)) if isinstance(node, ast.Constant) and type(node.value) is str}


def list_raised_codes(path):
    for node in ast.walk(parse(path)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
        if name in CALLS_WITH_A_CODE and given and isinstance(given[0], ast.Constant):
            yield given[0].value


def test_every_problem_that_is_raised_has_its_sentences():
    raised = {code for path in ENGINE_MODULES for code in list_raised_codes(path)}
    assert len(raised) > 30
    assert raised - set(SENTENCES) == set()


def test_every_sentence_belongs_to_a_problem_that_is_raised():
    strings = {text for path in MODULES for text in list_strings(path)}
    assert set(SENTENCES) - strings == set()


@pytest.mark.parametrize("code", SENTENCES)
def test_problem_says_the_same_in_both_languages(code):
    entry = SENTENCES[code]
    assert re.fullmatch(r"[a-z][a-z0-9_]+", code)
    assert set(entry) == {"severity", "en", "fr"}
    assert entry["severity"] in ("refusal", "question", "warning", "note")
    english, french = (
        sorted(
            {name.removesuffix(f"_{language}") for _, name, _, _ in string.Formatter().parse(entry[language]) if name}
        )
        for language in ("en", "fr")
    )
    assert english == french
    assert entry["en"][-1] in ".?"
    assert entry["fr"][-1] in ".?"
    assert entry["en"] != entry["fr"]


# Words of the glossary's right-hand column that the engine needs in another meaning.
OTHER_MEANINGS = {
    "account": "a bank's or a ledger's: canonical fields",
    "document": "a bill, credit note or payment where it does not matter which; also a canonical field",
    "entity": "a company of a group: a canonical field",
    "package": "the container of a workbook",
    "error": "how Python names exceptions",
    "template": "a workbook to fill in by hand, for software that is not listed",
}
ALLOWED_NAMES = {"Transactions", "name_payees", "schema_text", "software_schema"}


def list_banned_words():
    rows = [line.strip("|").split("|") for line in (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()]
    listed = [row[2] for row in rows if len(row) == 3][2:]
    words = {re.sub(r"\(.*\)", "", word).strip().lower() for cell in listed for word in cell.split(",")}
    return {word for word in words if word and " " not in word} - set(OTHER_MEANINGS)


def list_public_names():
    for path in ENGINE_MODULES:
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                yield node.name


def test_public_names_use_the_words_of_the_glossary():
    banned = list_banned_words()
    assert {"vendor", "invoice", "dataset"} <= banned
    found = set()
    for name in list_public_names():
        words = {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
        if (words | {word.removesuffix("s") for word in words}) & banned:
            found.add(name)
    assert found <= ALLOWED_NAMES
    assert set(list_public_names()) >= ALLOWED_NAMES, "a name that is gone needs no permission"


PROJECT_TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(PROJECT_TEXT)["project"]
DEPENDENCIES = [
    *PROJECT["dependencies"],
    *(each for extra in PROJECT["optional-dependencies"].values() for each in extra),
]


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_dependency_says_what_it_is_for(dependency):
    (line,) = [line for line in PROJECT_TEXT.splitlines() if line.strip().startswith(f'"{dependency}"')]
    assert re.search(r"# \w.{5,}", line), line


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_dependency_is_locked(dependency):
    name = Requirement(dependency).name.lower()
    assert re.search(
        rf"^{re.escape(name)}(\[.*\])?==", LOCKS[-1].parent.joinpath("requirements-dev.txt").read_text(), re.M
    )


def list_installed():
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    for pin in re.findall(r"^([\w.\-\[\]]+==.*?) *\\?$", text, re.MULTILINE):
        requirement = Requirement(pin)
        if requirement.marker is None or requirement.marker.evaluate():
            yield requirement.name


# Libraries under the LGPL are used as they come, unchanged and replaceable.
ALLOWED_LICENCES = r"MIT|BSD|Apache|Python Software|PSF|Mozilla|MPL|ISC|Unlicense|Lesser General|LGPL"
FORBIDDEN_LICENCES = r"Affero|AGPL|SSPL|Commons Clause|Elastic|Business Source|[Nn]on-?[Cc]ommercial|CC-BY-NC"


@pytest.mark.parametrize("name", list(list_installed()))
def test_licence_of_a_dependency_is_allowed(name):
    about = importlib.metadata.metadata(name)
    classifiers = [text for text in about.get_all("Classifier") or [] if text.startswith("License")]
    stated = " | ".join(
        filter(None, [about.get("License-Expression"), *classifiers, (about.get("License") or "")[:200]])
    )
    assert re.search(ALLOWED_LICENCES, stated), f"{name}: {stated}"
    assert not re.search(FORBIDDEN_LICENCES, stated), f"{name}: {stated}"


def test_what_commands_write_is_ignored():
    for path in ("out/demo/receipt.txt", "ledgerlift-data/postgres/PG_VERSION", ".venv/bin/python"):
        ignored = subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT, check=False)
        assert ignored.returncode == 0, f"{path} would be committed"
