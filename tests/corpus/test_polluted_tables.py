"""A clean table written badly comes back clean.

A sample: every pollution on one of three exports. ``make polluted`` makes all of them on all.
"""

import pytest
from tools.polluted.clean import list_clean, read_clean
from tools.polluted.draft import Draft
from tools.polluted.trial import Trial, try_pollutions
from tools.polluted.writing import separate_by_pipes

from ledgerlift.reading import read_file

SAMPLED = list_clean()[5::25][:3]


def test_sample_is_not_empty():
    assert len(SAMPLED) == 3


@pytest.mark.parametrize("number", range(3), ids=[f"{path.parts[-3]}-{path.parts[-2]}" for path in SAMPLED])
def test_polluted_table_comes_back_clean(number):
    results = try_pollutions(Trial(SAMPLED[number], number, every=3))
    assert len(results) > 10
    assert {pollution: outcome.difference for _, pollution, outcome in results if outcome.difference} == {}


def test_delimiter_is_decided_with_a_score_and_a_runner_up(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(separate_by_pipes(Draft.of(read_clean(SAMPLED[0]))).to_bytes())
    (decision,) = [each for each in read_file(path).decisions if each.what == "delimiter"]
    assert (decision.value, decision.runner_up is not None) == ("|", True)
    assert decision.score > decision.runner_up_score > 0
