"""Where one page of a long list is among all that fits."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paging:
    """A page of a list: how many fit in all, the page asked for (from 1), and how many a page holds."""

    count: int
    asked: int
    size: int

    @property
    def last(self) -> int:
        """Number of the last page; an empty list has one page."""
        return max(1, -(-self.count // self.size))

    @property
    def number(self) -> int:
        """Number of this page: the one asked for, or the nearest there is."""
        return min(max(self.asked, 1), self.last)

    @property
    def previous(self) -> int:
        """Number of the page before."""
        return self.number - 1

    @property
    def next(self) -> int:
        """Number of the page after."""
        return self.number + 1

    @property
    def skipped(self) -> int:
        """How many stand on the pages before."""
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        """Which of all is the first here, from 1."""
        return self.skipped + 1

    @property
    def last_row(self) -> int:
        """Which of all is the last here."""
        return min(self.skipped + self.size, self.count)
