"""A table on its way into a badly written file."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from tools.polluted.clean import Cells, Clean


@dataclass(frozen=True)
class Draft:
    """The rows to write, how they are written, and the table that has to come back.

    ``header_rows`` and ``first`` say where the heading and the first record stand among ``rows``; ``shift`` is how
    many columns stand left of the table.
    """

    clean: Clean
    rows: tuple[Cells, ...]
    first: int = 1
    shift: int = 0
    delimiter: str = ","
    quote: str = '"'
    quoting: int = csv.QUOTE_MINIMAL
    escape: str | None = None
    line_end: str = "\r\n"
    encoding: str = "utf-8"
    before: str = ""
    finish: Callable[[str], str] = str

    @classmethod
    def of(cls, clean: Clean) -> Self:
        """Begin with a table as it is."""
        return cls(clean, (clean.header, *clean.rows))

    @property
    def head(self) -> tuple[Cells, ...]:
        """Everything down to the heading."""
        return self.rows[: self.first]

    @property
    def body(self) -> tuple[Cells, ...]:
        """Everything below the heading."""
        return self.rows[self.first :]

    @property
    def width(self) -> int:
        """Columns of the table."""
        return len(self.clean.header)

    def to_bytes(self) -> bytes:
        """Write the file; raise UnicodeEncodeError or csv.Error where that is not possible."""
        options: dict[str, Any] = {"doublequote": False, "escapechar": self.escape} if self.escape else {}
        out = io.StringIO()
        csv.writer(
            out, delimiter=self.delimiter, quotechar=self.quote, quoting=self.quoting,  # type: ignore[arg-type]
            lineterminator=self.line_end, **options,
        ).writerows(self.rows)  # fmt: skip
        return (self.before + self.finish(out.getvalue())).encode(self.encoding)
