"""What speaks for one field in one column."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Weight:
    """What speaks for one field in one column, part by part, in log-odds."""

    heading: float
    values: float
    relations: float = 0.0
    relation_reason: str | None = None

    @property
    def total(self) -> float:
        """All of it together."""
        return self.heading + self.values + self.relations
