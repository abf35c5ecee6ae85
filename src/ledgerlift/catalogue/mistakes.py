"""Mistakes in catalogue files: where each is and what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake: the file, its line counted from 1, and the reason."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class CatalogueMistakeError(Exception):
    """Catalogue files that cannot be used; carries every mistake found."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


class Locator:
    """Collects mistakes at the line of the nearest key that the file itself holds."""

    def __init__(self, file: str, lines: Mapping[KeyPath, int], mistakes: list[Mistake]) -> None:
        self.file, self.lines, self.mistakes = file, lines, mistakes

    def __call__(self, path: KeyPath, reason: str) -> None:
        """Add the mistake made at a path of keys."""
        while path not in self.lines and path:
            path = path[:-1]
        self.mistakes.append(Mistake(self.file, self.lines.get(path, 1), reason))
