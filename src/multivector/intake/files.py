"""Finds the inputs and opens them: folders are walked, `.gz` and `.zst` are unpacked on the way."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from multivector.errors import SkipInput

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_CHARS = 10_000_000  # of one document's text, and of one line or row of a file of records

STDIN = "-"
FORMATS = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}
PACKINGS = (".gz", ".zst")
_KNOWN = f"{', '.join(FORMATS)}; all but .parquet also with {' or '.join(PACKINGS)}"


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a part of one, that could not be used as it is. `message` says what is wrong and what to do."""

    where: str
    message: str

    @classmethod
    def of(cls, error: SkipInput) -> Problem:
        """What an input that was left out tells."""
        return cls(error.where, error.message)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read; `path` is as the caller gave it, `format` is None where it must be guessed (`-`)."""

    path: str
    format: str | None
    packing: str | None = None


class UnreadableSource(Exception):
    """The source can't be read on; the message is meant for a `Problem`."""


def sources(inputs: Iterable[str | Path]) -> Iterator[Source | Problem]:
    """The files that the inputs name, in their order; a folder gives its files in sorted order."""
    for given in (os.fspath(item) for item in inputs):
        if given == STDIN:
            yield Source(STDIN, None)
        elif os.path.isdir(given):
            yield from _folder(given)
        elif not os.path.exists(given):
            yield Problem(given, "there is no such file or folder; check the path")
        else:
            yield _classify(given) or Problem(given, f"files of this kind are not read; known are {_KNOWN}")


def _folder(given: str) -> Iterator[Source | Problem]:
    found = False
    for source in _walk(given):
        found = True
        yield source
    if not found:
        yield Problem(given, f"no file in this folder can be read; known are {_KNOWN}")


def _walk(folder: str) -> Iterator[Source | Problem]:
    """Hidden and unknown files are passed over; links to folders too, as they may form a circle."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(folder, f"the folder can't be read ({error.strerror}); check its permissions")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        elif entry.is_file() and (source := _classify(entry.path)):
            yield source


def _classify(path: str) -> Source | None:
    stem, suffix = os.path.splitext(path.lower())
    packing = suffix if suffix in PACKINGS else None
    if packing:
        suffix = os.path.splitext(stem)[1]
    kind = FORMATS.get(suffix)
    if kind is None or (packing and kind == "parquet"):
        return None
    return Source(path, kind, packing)


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The unpacked bytes of a source. Raises UnreadableSource, also for what goes wrong while the caller reads."""
    try:
        with _open(source) as stream:
            yield stream
    except (gzip.BadGzipFile, EOFError, zlib.error, _DamagedZstd) as error:
        message = f"the {source.packing} file is damaged or cut off ({error}); fetch or pack it again"
        raise UnreadableSource(message) from error
    except OSError as error:
        message = f"the file can't be read ({error.strerror or error}); check that it exists and its permissions"
        raise UnreadableSource(message) from error


def _open(source: Source) -> BinaryIO:
    if source.path == STDIN:
        return io.BufferedReader(_Unclosed(sys.stdin.buffer))
    if source.packing == ".gz":
        return gzip.open(source.path)  # type: ignore[return-value]
    if source.packing == ".zst":
        return io.BufferedReader(_Zstd(source.path))
    return open(source.path, "rb")


class _DamagedZstd(Exception):
    pass


class _Unclosed(io.RawIOBase):
    """Reads a stream without closing it: standard input is not ours."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data: bytes = getattr(self._stream, "read1", self._stream.read)(len(view))
        view[: len(data)] = data
        return len(data)


class _Zstd(io.RawIOBase):
    """Unpacks Zstandard frames; unlike zstandard's own reader it notices when the last one is cut off."""

    _CHUNK = 1 << 15

    def __init__(self, path: str) -> None:
        import zstandard

        self._library = zstandard
        self._file = open(path, "rb")  # noqa: SIM115 - closed in `close`
        self._frame: Any = None
        self._packed = b""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        while not self._ready:
            packed = self._packed or self._file.read(self._CHUNK)
            if not packed:
                if self._frame is not None:
                    raise _DamagedZstd("it ends in the middle")
                return 0
            self._unpack(packed)
        view = memoryview(buffer)
        size = min(len(view), len(self._ready))
        view[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _unpack(self, packed: bytes) -> None:
        if self._frame is None:
            self._frame = self._library.ZstdDecompressor().decompressobj()
        try:
            self._ready = self._frame.decompress(packed)
        except self._library.ZstdError as error:
            raise _DamagedZstd(str(error)) from error
        self._packed = b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, None

    def close(self) -> None:
        self._file.close()
        super().close()
