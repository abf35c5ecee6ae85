"""What several ways of writing a table badly do to some of its records."""

from collections.abc import Callable
from dataclasses import replace

from tools.polluted.clean import Cells
from tools.polluted.draft import Draft

# Takes a draft and gives it polluted, or None where the pollution would not apply.
Pollution = Callable[[Draft], Draft | None]


def with_rows(
    draft: Draft, written: Callable[[Cells], Cells], expected: Callable[[Cells], Cells], *, every: int
) -> Draft:
    """Change every so many records, what is written of them and what has to come back."""

    def some(rows: tuple[Cells, ...], change: Callable[[Cells], Cells]) -> tuple[Cells, ...]:
        return tuple(change(row) if place % every == every // 2 else row for place, row in enumerate(rows))

    clean = replace(draft.clean, rows=some(draft.clean.rows, expected))
    return replace(draft, clean=clean, rows=(*draft.head, *some(draft.body, written)))


def with_text(draft: Draft, change: Callable[[str], str], *, every: int = 5) -> Draft | None:
    """Change the text of every so many records in the column that holds most words."""
    words = [sum(cell.count(" ") for cell in cells) for cells in zip(*draft.clean.rows, strict=True)]
    place = max(range(draft.width), key=lambda each: words[each])
    if not words[place]:
        return None

    def changed(row: Cells) -> Cells:
        return tuple(change(cell) if at == place and cell else cell for at, cell in enumerate(row))

    return with_rows(draft, changed, changed, every=every)
