"""Encodings of Chinese and Japanese, in which a sign is two bytes: the one in which headings are words we know."""

import codecs
from mmap import mmap

from ledgerlift.catalogue.words import count_unspaced_words

# What spreadsheets and packages write there when it is not Unicode, the likelier first.
WIDE = ("gb18030", "cp932", "big5", "euc_jp")
HEADINGS_BYTES, CHUNK_BYTES = 2**16, 2**20
FEWEST_WORDS = 2


def find_wide_encoding(data: bytes | mmap) -> str | None:
    """Find the encoding of a text in which several words of headings stand; None where there is none.

    Nearly any bytes are signs in one of these encodings, but hardly ever words.
    """
    counts = {codec: count_unspaced_words(_decode(data[:HEADINGS_BYTES], codec)) for codec in WIDE}
    best = max(WIDE, key=lambda codec: counts[codec])
    return best if counts[best] >= FEWEST_WORDS and _is_whole(data, best) else None


def _decode(beginning: bytes, codec: str) -> str:
    return beginning.decode(codec, errors="replace")


def _is_whole(data: bytes | mmap, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for start in range(0, len(data), CHUNK_BYTES):
            decoder.decode(data[start : start + CHUNK_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
