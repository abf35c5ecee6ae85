"""Names that differ by a slip of the pen: found among many, and only where no other name is as near."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

# Out of 100: 92 is one wrong letter in thirteen, or one letter too many in six.
MIN_RATIO = 92
MIN_LENGTH = 8
MIN_WORD_RATIO = 80
MIN_RATIO_WITHOUT_SPACES = 97
# Words this short carry the difference between two names ("Smith A", "Smith B"), so they must be equal.
SHORT_WORD = 3
EDGE = 3


def find_near_names(names: Sequence[str], known: Iterable[str]) -> Mapping[str, str]:
    """Pair names with the one known name they nearly equal; names without one, or with two as near, are left out.

    Names are normalised already. Only names with the same digits, and the same start or the same end, are compared:
    that keeps 50,000 names against 50,000 within seconds.
    """
    if not names:
        return {}
    from rapidfuzz import fuzz, process

    blocks = block_names(known)
    pairs = {}
    for name in names:
        choices = dict.fromkeys(choice for block in blocks_of(name) for choice in blocks.get(block, ()))
        best = process.extract(name, choices.keys(), scorer=fuzz.ratio, score_cutoff=MIN_RATIO, limit=2)
        is_alone = len(best) == 1 or (len(best) == 2 and best[0][1] > best[1][1])
        if is_alone and differs_by_a_slip(name, best[0][0]):
            pairs[name] = best[0][0]
    return pairs


def block_names(names: Iterable[str]) -> Mapping[tuple[str, str, str], list[str]]:
    """Sort names into the blocks within which they are compared."""
    blocks = defaultdict(list)
    for name in names:
        for block in blocks_of(name):
            blocks[block].append(name)
    return blocks


def blocks_of(name: str) -> tuple[tuple[str, str, str], ...]:
    """Name the blocks a name belongs to; a short name has none, as one letter makes another name of it."""
    if len(name) < MIN_LENGTH:
        return ()
    digits = "".join(letter for letter in name if letter.isdigit())
    return (digits, "start", name[:EDGE]), (digits, "end", name[-EDGE:])


def differs_by_a_slip(one: str, other: str) -> bool:
    """Tell whether every word of one name is, give or take a slip, the word at its place in the other."""
    from rapidfuzz import fuzz

    words, other_words = one.split(), other.split()
    if len(words) != len(other_words):
        return fuzz.ratio("".join(words), "".join(other_words)) >= MIN_RATIO_WITHOUT_SPACES
    return all(
        word == twin or (min(len(word), len(twin)) > SHORT_WORD and fuzz.ratio(word, twin) >= MIN_WORD_RATIO)
        for word, twin in zip(words, other_words, strict=True)
    )
