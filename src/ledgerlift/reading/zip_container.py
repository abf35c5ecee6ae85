"""A zip container (xlsx, xlsb, ods), checked before it is trusted and inflated under a budget.

Sizes written in the file are never believed: bytes are counted as they come out.
"""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ledgerlift.reading.limits import Limits
from ledgerlift.reading.refusal import refuse

_PIECE_BYTES = 2**20
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_END_RECORD = b"PK\x05\x06"
_END_RECORD_BYTES = 22
_LONGEST_COMMENT = 2**16
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED_FLAG = 1


class Container:
    """The parts of a checked zip file; everything inflated through it counts against the limits."""

    def __init__(self, file: BinaryIO, parts: dict[str, zipfile.ZipInfo], limits: Limits) -> None:
        self._file = file
        self._parts = parts
        self._limits = limits
        self._inflated_bytes: dict[str, int] = {}

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the directory."""
        return list(self._parts)

    def packed_bytes(self, name: str) -> int:
        """Give the size of a part as it lies in the file."""
        return self._parts[name].compress_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """Inflate one part piece by piece; refuses one that is damaged or grows past the limits."""
        part = self._parts[name]
        size = checksum = 0
        for piece in self._inflate(part):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            self._check_growth(part, size)
            yield piece
        if checksum != part.CRC:
            raise refuse("container_corrupt")

    def read(self, name: str) -> bytes:
        """Inflate one part that is known to be small."""
        return b"".join(self.pieces(name))

    def weigh(self, names: Iterable[str]) -> None:
        """Inflate parts to see that they are sound and within the limits, before anybody spends more time on them."""
        for name in names:
            for _ in self.pieces(name):
                pass

    def start_of(self, name: str) -> bytes:
        """Inflate the beginning of a part."""
        return next(self._inflate(self._parts[name]), b"")

    def _inflate(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        header = os.pread(self._file.fileno(), _LOCAL_HEADER.size, part.header_offset)
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise refuse("container_corrupt")
        _, name_bytes, extra_bytes = _LOCAL_HEADER.unpack(header)
        position = part.header_offset + _LOCAL_HEADER.size + name_bytes + extra_bytes
        end = position + part.compress_size
        inflater = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == zipfile.ZIP_DEFLATED else None
        while position < end:
            # The file is shared by all parts that are being read, in threads of their own.
            packed = os.pread(self._file.fileno(), min(_PIECE_BYTES // 8, end - position), position)
            if not packed:
                raise refuse("container_corrupt")
            position += len(packed)
            if inflater is None:
                yield packed
                continue
            while packed:
                yield _decompress(inflater, packed)
                packed = inflater.unconsumed_tail
        if inflater is not None and not inflater.eof:
            raise refuse("container_corrupt")

    def _check_growth(self, part: zipfile.ZipInfo, size: int) -> None:
        limits = self._limits
        # A part that is read twice counts once.
        self._inflated_bytes[part.filename] = max(size, self._inflated_bytes.get(part.filename, 0))
        if size > limits.part_bytes or sum(self._inflated_bytes.values()) > limits.container_bytes:
            raise refuse("container_too_big")
        if size > limits.ratio_from_bytes and size > part.compress_size * limits.part_ratio:
            raise refuse("container_ratio")


@contextmanager
def open_container(path: Path, limits: Limits) -> Iterator[Container]:
    """Open a zip file and check its directory; refuses one that is damaged, encrypted or made to mislead."""
    with path.open("rb") as file:
        parts = _read_directory(file)
        _check_directory(parts, file, limits)
        yield Container(file, {part.filename: part for part in parts}, limits)


def _read_directory(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """Read what the directory says; nothing is inflated."""
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    # NotImplementedError: made for a later version of zip. ValueError: a place before the beginning of the file, or a
    # name in no encoding. struct.error: an extra field that is cut off. That the file cannot be read at all is no
    # matter of the container: an OSError is not caught here.
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise refuse("container_corrupt") from error


def _check_directory(parts: list[zipfile.ZipInfo], file: BinaryIO, limits: Limits) -> None:
    if len(parts) > limits.container_parts:
        raise refuse("container_too_many_parts")
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise refuse("password_protected")
    if not (_names_are_sound(parts) and _kinds_are_sound(parts) and _fills_file(parts, file)):
        raise refuse("container_corrupt")


def is_zip(path: Path) -> bool:
    """Whether the file ends in a zip directory, whatever it begins with."""
    return zipfile.is_zipfile(path)


def _decompress(inflater: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return inflater.decompress(packed, _PIECE_BYTES)
    except zlib.error as error:
        raise refuse("container_corrupt") from error


def _names_are_sound(parts: list[zipfile.ZipInfo]) -> bool:
    names = [part.filename for part in parts]
    # Python replaces a backslash only on Windows; orig_filename is as written.
    written = [part.orig_filename for part in parts]
    unsafe = any(
        name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")
        for name in written
    )
    return not unsafe and len({name.lower() for name in names}) == len(names)


def _kinds_are_sound(parts: list[zipfile.ZipInfo]) -> bool:
    return all(part.compress_type in _METHODS and not stat.S_ISLNK(part.external_attr >> 16) for part in parts)


def _fills_file(parts: list[zipfile.ZipInfo], file: BinaryIO) -> bool:
    """Whether the parts lie one behind the other from the first byte on, and the directory is the end."""
    end = 0
    for part in sorted(parts, key=lambda each: each.header_offset):
        if part.header_offset < end or (end == 0 and part.header_offset != 0):
            return False
        end = part.header_offset + _LOCAL_HEADER.size + len(part.orig_filename.encode()) + part.compress_size
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_RECORD_BYTES - _LONGEST_COMMENT))
    tail = file.read()
    at = tail.rfind(_END_RECORD)
    comment_bytes = int.from_bytes(tail[at + 20 : at + 22], "little")
    return at >= 0 and at + _END_RECORD_BYTES + comment_bytes == len(tail)
