"""XML from outside, event by event: no DOCTYPE, no entities of its own, no depth without end."""

from collections.abc import Callable, Iterable, Mapping
from xml.parsers import expat

from ledgerlift.reading.refusal import refuse

_DEEPEST = 256

OnStart = Callable[[str, Mapping[str, str]], None]
OnEnd = Callable[[str], None]
OnText = Callable[[str], None]


def parse_xml(
    pieces: Iterable[bytes], *, on_start: OnStart, on_end: OnEnd | None = None, on_text: OnText | None = None
) -> None:
    """Call back for every element, by its local name, and for every text; refuses XML that is damaged or has a DTD."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise refuse("container_corrupt")
        on_start(name.rpartition(":")[2], attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if on_end:
            on_end(name.rpartition(":")[2])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    if on_text:
        parser.CharacterDataHandler = on_text
    try:
        for piece in pieces:
            parser.Parse(piece, False)  # noqa: FBT003
        parser.Parse(b"", True)  # noqa: FBT003
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:  # LookupError: an encoding nobody knows
        raise refuse("container_corrupt") from error


def _refuse_doctype(*_: object) -> None:
    raise refuse("container_corrupt")
