"""One assignment over all columns: the set of field-column pairs with the highest total score."""

from collections.abc import Mapping, Sequence
from math import inf

Scores = Mapping[tuple[str, str], float]  # (field, column key) -> evidence in log-odds against "nothing we keep"


def assign(fields: Sequence[str], columns: Sequence[str], scores: Scores) -> dict[str, str]:
    """Give each field at most one column and each column at most one field so that the scores sum highest.

    A pair that is missing or not above zero is never made: leaving a column out scores zero. This is the Hungarian
    method (Kuhn 1955, in the O(fields^2 * columns) form with potentials); every field has a dummy column of its own
    that stands for "not in this table".
    """
    rows = [field for field in fields if any(scores.get((field, column), 0.0) > 0.0 for column in columns)]
    width = len(columns) + len(rows)

    def cost(row: int, column: int) -> float:
        if column < len(columns):
            return -max(scores.get((rows[row], columns[column]), 0.0), 0.0)
        return 0.0 if column - len(columns) == row else inf

    row_potential = [0.0] * (len(rows) + 1)
    column_potential = [0.0] * (width + 1)
    matched = [0] * (width + 1)  # column -> row, both counted from 1; 0 is free
    for row in range(1, len(rows) + 1):
        matched[0] = row
        slack = [inf] * (width + 1)
        previous = [0] * (width + 1)
        visited = [False] * (width + 1)
        column = 0
        while matched[column]:
            visited[column] = True
            current, step, nearest = matched[column], inf, 0
            for candidate in range(1, width + 1):
                if visited[candidate]:
                    continue
                reduced = cost(current - 1, candidate - 1) - row_potential[current] - column_potential[candidate]
                if reduced < slack[candidate]:
                    slack[candidate], previous[candidate] = reduced, column
                if slack[candidate] < step:
                    step, nearest = slack[candidate], candidate
            for seen in range(width + 1):
                if visited[seen]:
                    row_potential[matched[seen]] += step
                    column_potential[seen] -= step
                else:
                    slack[seen] -= step
            column = nearest
        while column:
            matched[column] = matched[previous[column]]
            column = previous[column]
    pairs = {rows[matched[c] - 1]: columns[c - 1] for c in range(1, len(columns) + 1) if matched[c]}
    return {field: column for field, column in pairs.items() if scores.get((field, column), 0.0) > 0.0}
