from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.mapping.assignment import assign

FIELDS = ["issue_date", "due_date", "total_amount"]
COLUMNS = ["1", "2", "3", "4"]
score_tables = st.dictionaries(
    st.tuples(st.sampled_from(FIELDS), st.sampled_from(COLUMNS)),
    st.integers(-8, 8).map(float),
)


def total(pairs: dict[str, str], scores: dict[tuple[str, str], float]) -> float:
    return sum(scores[pair] for pair in pairs.items())


def test_assignment_gives_the_second_best_column_when_that_is_better_for_both() -> None:
    scores = {("issue_date", "1"): 5.0, ("issue_date", "2"): 4.0, ("due_date", "1"): 4.5}
    assert assign(FIELDS, COLUMNS, scores) == {"issue_date": "2", "due_date": "1"}


def test_assignment_leaves_out_what_has_no_evidence() -> None:
    assert assign(FIELDS, COLUMNS, {("due_date", "1"): -1.0}) == {}
    assert assign(FIELDS, [], {}) == {}


@settings(max_examples=150)
@given(score_tables)
def test_assignment_is_as_good_as_trying_everything(scores: dict[tuple[str, str], float]) -> None:
    best = max(
        sum(max(scores.get((field, column), 0.0), 0.0) for field, column in zip(FIELDS, chosen, strict=False))
        for chosen in permutations([*COLUMNS, "none1", "none2", "none3"], len(FIELDS))
    )
    pairs = assign(FIELDS, COLUMNS, scores)
    assert total(pairs, scores) == best
    assert len(set(pairs.values())) == len(pairs)
