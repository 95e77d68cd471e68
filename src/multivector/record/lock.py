"""One writer at a time: a lock on a file of the record, freed by the system when its process dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from multivector.errors import StopRun

LOCK_FILE = ".lock"
PATIENCE = 120.0  # seconds; a batch takes less than one, a compaction of a large record some


@contextmanager
def write_lock(record: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the only right to write to `record`. Raises StopRun when another holds it for `patience` seconds."""
    handle = os.open(record / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _wait(handle, record, time.monotonic() + patience)
        yield
    finally:
        os.close(handle)  # frees the lock


def _wait(handle: int, record: Path, deadline: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() > deadline:
            raise StopRun(
                f"{record}: another run is writing to this record; wait for its end and run the command again"
            )
        time.sleep(0.02)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
