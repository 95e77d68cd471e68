"""Reads the lines of a stream with bounded memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from multivector.intake import files

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_SAMPLE = 1 << 16  # bytes
_CHUNK = 1 << 16  # characters


class TooLong(Exception):
    """A line or record is over the limit; it has been passed over and the next one can be read."""


class Lines(Iterator[str]):
    """The lines of a stream, each with its line break as it stands there.

    Undecodable bytes become lone surrogates, so that the caller can name the line and go on. `start_record`
    is called before each record; the limit of `files.MAX_CHARS` holds for all lines of a record together. With
    `quoted` a record that is passed over ends with a line that closes its quotation marks, as in CSV.
    """

    def __init__(self, stream: BinaryIO, encoding: str, *, newline: str = "\n", quoted: bool = False) -> None:
        errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline=newline)
        self._quoted = quoted
        self._size = 0
        self._quotes = 0

    def start_record(self) -> None:
        """Begins to count the size of a record anew."""
        self._size = self._quotes = 0

    def __next__(self) -> str:
        line = self._text.readline(files.MAX_CHARS + 1 - self._size)
        if not line:
            raise StopIteration
        self._count(line)
        if self._size > files.MAX_CHARS:
            self._pass_over(line)
            raise TooLong
        return line

    def _count(self, part: str) -> None:
        self._size += len(part)
        if self._quoted:
            self._quotes += part.count('"')

    def _pass_over(self, part: str) -> None:
        while part and not (part.endswith(("\n", "\r")) and self._quotes % 2 == 0):
            part = self._text.readline(_CHUNK)
            self._count(part)


def sniffed(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The beginning of a stream, and the whole of it to be read from there.

    Reads no further than needed for a first whole line, so that a pipe's first record doesn't wait for the next ones.
    """
    head = b""
    while len(head) < _SAMPLE and b"\n" not in head.lstrip():
        part = stream.read1(_SAMPLE) if hasattr(stream, "read1") else stream.read(_SAMPLE)
        if not part:
            break
        head += part
    return head, io.BufferedReader(_Rejoined(head, stream))


class _Rejoined(io.RawIOBase):
    """What was read of a stream, and then the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        if self._head:
            data, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            data = self._rest.read1(len(view)) if hasattr(self._rest, "read1") else self._rest.read(len(view))
        view[: len(data)] = data
        return len(data)
