"""A harmless change of an export changes no record, and reading twice gives the same.

A sample: each change on a few exports. ``make harmless`` makes all of them on all.
"""

import functools

import pytest
from tools.harmless.cases import list_cases, read_cases
from tools.harmless.changes import CHANGES
from tools.harmless.compare import find_difference

from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file

SAMPLED = [folder for folder in list_cases() if folder.name in ("bills", "payments", "suppliers")][::45]


@pytest.fixture(scope="module", autouse=True)
def read_here():
    """Read in this process: a child for each of the changed exports takes minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))
        yield


@pytest.fixture(scope="module")
def cases(read_here):
    return list(read_cases(SAMPLED))


def test_sample_is_not_empty(cases):
    assert len(cases) > 2


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_harmless_change_gives_the_same_records(change, cases, tmp_path):
    changed = {case.name: change(case.export) for case in cases}
    assert any(changed.values()), "no export of the sample can be changed so"
    differences = {
        case.name: find_difference(case.inspection, changed[case.name], tmp_path / "export", case.software)
        for case in cases
        if changed[case.name] is not None
    }
    assert {name: difference for name, difference in differences.items() if difference} == {}


def test_reading_twice_gives_the_same_records(cases, tmp_path):
    for case in cases:
        assert find_difference(case.inspection, case.export, tmp_path / "export", case.software) is None
