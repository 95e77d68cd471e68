"""Reads lines of a stream with bounded memory."""

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

    Undecodable bytes become lone surrogates, so that the caller can name the line and go on. `number` counts
    lines from 1. For records of several lines (CSV) call `start_record` before each; the limit then holds for the record.
    """

    def __init__(self, stream: BinaryIO, encoding: str, newline: str = "\n") -> None:
        errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
        self._text = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline=newline)
        self._size = 0
        self._quotes = 0
        self.number = 0

    def start_record(self) -> None:
        """Begins to count anew."""
        self._size = self._quotes = 0

    def __next__(self) -> str:
        raise NotImplementedError
