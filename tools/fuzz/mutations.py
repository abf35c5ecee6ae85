"""Damage done to a file at random: to its bytes, its text, the parts of its container, the XML of its cells.

Every mutation takes the source of chance, the bytes and the bytes of another file, and gives other bytes.
"""

import io
import random
import re
import struct
import warnings
import zipfile
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes, bytes], bytes]

MOST_BYTES = 2**20
TELLING = (
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b'"',
    b"'",
    b"\r",
    b"\n",
    b"\x1a",
    b"\x0c",
    b"<",
    b"]]>",
    b"=",
    b"\t;,|^",
    b"%PDF-",
    b"PK\x05\x06",
)
NUMBERS = ("-1", "0", "1", "99999999999", "4294967295", "1048577", "1e309", "NaN", "XFD1048576", "", "\u0663", "true")
ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1252",
    "cp437",
    "mac_roman",
    "utf-8-sig",
    "shift_jis",
    "cp037",
)
_TAG = re.compile(rb"<[^<>]{1,200}>")
_ATTRIBUTE = re.compile(rb'="([^"<>]{0,40})"')
_ELEMENT = re.compile(rb"<(\w+)\b[^<>]*>[^<>]*</\1>")
ENTITY = b"<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]>"


def flip_bits(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Turn a few bits round."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 32))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def overwrite_number(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Put a number of an extreme size somewhere: a length, an offset, a count."""
    packed = struct.pack(chance.choice(("<I", "<H", ">I")), chance.choice((0, 1, 0x7FFF, 0xFFFF)))
    at = chance.randrange(len(data))
    return data[:at] + packed + data[at + len(packed) :]


def cut(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Lose the end."""
    return data[: chance.randrange(len(data))]


def remove(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Lose a piece."""
    start, end = _range(chance, data)
    return data[:start] + data[end:]


def repeat(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Have a piece many times."""
    start, end = _range(chance, data)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def insert(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Put in what means something to some reader."""
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(TELLING) * chance.choice((1, 1, 3, 1000)) + data[at:]


def splice(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Go on with another file, or hold a piece of it."""
    at, (start, end) = chance.randrange(len(data)), _range(chance, other)
    return data[:at] + other[start:end] + (data[at:] if chance.random() < 0.5 else b"")


def recode(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Write text in another encoding; what cannot be text stays."""
    try:
        return data.decode().encode(chance.choice(ENCODINGS), errors="replace")
    except UnicodeDecodeError:
        return data


def change_marks(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Put one mark of a text for another."""
    marks = (b",", b";", b"\t", b"|", b'"', b"\n", b"\r\n", b".", b" ", b"<", b">", b"0")
    return data.replace(chance.choice(marks), chance.choice(marks), chance.choice((-1, 1, 20)))


def change_xml(chance: random.Random, data: bytes, _: bytes) -> bytes:
    """Lose or repeat a tag, give an attribute or an element an odd value, nest deeply, define an entity."""
    way = chance.randrange(6)
    if way == 4:
        return data.replace(b"?>", b"?>" + ENTITY, 1)
    if way == 5:
        return data.replace(b">", b">" + b"<a>" * chance.choice((10, 300, 5000)), 1)
    pattern = (_TAG, _TAG, _ATTRIBUTE, _ELEMENT)[way]
    found = list(pattern.finditer(data, chance.randrange(len(data))))[:50]
    if not found:
        return data
    match = chance.choice(found)
    odd = chance.choice(NUMBERS).encode()
    instead = (b"", match[0] * 2, b'="' + odd + b'"', re.sub(rb">[^<]*<", b">" + odd + b"<", match[0]))[way]
    return data[: match.start()] + instead + data[match.end() :]


def change_part(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Damage one part of a container and pack it again, so that the damage gets past the checksums."""
    parts = _unzip(data)
    if not parts:
        return data
    name = chance.choice(list(parts))
    ways = (change_xml, change_xml, flip_bits, overwrite_number, remove, repeat, cut, insert, splice)
    if parts[name]:
        parts[name] = chance.choice(ways)(chance, parts[name], other)
    return _zip(list(parts.items()))


def change_container(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Lose, rename, repeat, exchange or add a part."""
    parts = list(_unzip(data).items())
    if not parts:
        return data
    at, way = chance.randrange(len(parts)), chance.randrange(5)
    name, content = parts[at]
    if way == 0:
        del parts[at]
    elif way == 1:
        parts[at] = (chance.choice((name.upper(), "../" + name, name + "x", "xl/vbaProject.bin", "mimetype")), content)
    elif way == 2:
        parts.append((name, content))
    elif way == 3:
        second = chance.randrange(len(parts))
        parts[at], parts[second] = (name, parts[second][1]), (parts[second][0], content)
    else:
        parts.append((chance.choice(("xl/externalLinks/externalLink1.xml", "content.xml", "a.zip")), other[:2000]))
    return _zip(parts)


ANYWHERE: tuple[Mutation, ...] = (flip_bits, overwrite_number, cut, remove, repeat, insert, splice)
IN_TEXT: tuple[Mutation, ...] = (recode, change_marks, change_xml)
IN_CONTAINERS: tuple[Mutation, ...] = (change_part, change_part, change_part, change_container)


def mutate(chance: random.Random, data: bytes, other: bytes) -> bytes:
    """Damage a file in one to four ways that suit it."""
    suited = IN_CONTAINERS if data.startswith(b"PK") else IN_TEXT
    for _ in range(chance.choice((1, 1, 2, 4))):
        ways = suited if chance.random() < 0.6 else ANYWHERE
        if data:
            data = chance.choice(ways)(chance, data, other)[:MOST_BYTES]
    return data


def _range(chance: random.Random, data: bytes) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 4, 16, 256, 4096)))


def _unzip(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except Exception:  # noqa: BLE001  what earlier damage did to it is what the reader shall see
        return {}


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    # A name that comes twice is what somebody wants.
    warnings.simplefilter("ignore", UserWarning)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
