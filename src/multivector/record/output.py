"""Writing files: whole or not at all, and with a message that says what to do when a disk won't."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import duckdb

from multivector.errors import StopRun
from multivector.record.tables import is_full

Out = str | Path | TextIO


@contextmanager
def opened(out: Out) -> Iterator[TextIO]:
    """A text stream to `out`."""
    if isinstance(out, str | Path):
        with whole(Path(out)) as path, path.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
    else:
        yield out
        out.flush()


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Another path to write to, which becomes `path` when all is written and vanishes when it fails."""
    if path.exists() and not path.is_file():
        yield path  # a device, such as /dev/stdout
        return
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def writing(out: Out) -> Iterator[None]:
    """Turns what a disk can do to a write into a StopRun that says what to do."""
    try:
        yield
    except BrokenPipeError:
        raise  # the reader of a pipe has seen enough
    except (OSError, duckdb.IOException) as error:
        where = out if isinstance(out, str | Path) else "the output"
        reason = "no space left on the device: free some" if is_full(error) else f"{error}; see to it"
        raise StopRun(f"{where}: can't be written: {reason} and run the same command again") from error
