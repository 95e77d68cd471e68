"""Which version of the record is shown: the newest whose index is ready.

When the record changes, one process of all makes the new index; the others, and all while it takes long, go on with
the last good one. So a record that is being written, rewritten or broken never takes the site away:
`condition()` says how it stands. Only where nothing good is left does a page say that the record is away.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb
from django.conf import settings

from multivector.errors import StopRun
from multivector.observatory.archive.build import build
from multivector.observatory.archive.reading import Archive, ArchiveUnavailable, index_folder, version_of
from multivector.record import Record

log = logging.getLogger("multivector.archive")
FRESH = 2.0  # seconds for which the record's version is not asked for again
QUICK = 2.0  # seconds: an index that takes no longer is made at once, another one beside the running site
PATIENCE = 20.0  # seconds to wait for another process when there is nothing to show meanwhile
RETRY = 30.0  # seconds before an index that could not be made is tried again
GONE = 30 * 24 * 3600.0  # seconds for which an index outlives its record
SHARE = 10  # an index that takes long is made at most one part in so many of the time


@dataclass(frozen=True)
class Condition:
    """How what is shown stands to what is on disk; `problem` is empty, building, missing, broken or emptied."""

    path: Path | None = None
    asked: float = 0.0  # when the version on disk was last looked at, by the monotonic clock
    newest: str = ""
    problem: str = ""
    reason: str = ""
    failed: float = float("-inf")  # when the index of `newest` could not be made


@dataclass(frozen=True)
class _Mark:
    """What is noted beside an index: of which record it is, how long it took, by which code it was made."""

    record: str
    seconds: float
    made_by: str

    @classmethod
    def read(cls, path: Path) -> _Mark | None:
        try:
            record, seconds, made_by = path.read_text(encoding="utf-8").splitlines()
            return cls(record, float(seconds), made_by)
        except (OSError, ValueError):
            return None

    def write(self, path: Path) -> None:
        path.write_text(f"{self.record}\n{self.seconds:.2f}\n{self.made_by}\n", encoding="utf-8")


_lock = threading.Lock()  # held by the thread that looks at the record and, where that is quick, makes the index
_shown: Archive | None = None
_condition = Condition()
_builder: subprocess.Popen[str] | None = None


def archive() -> Archive:
    """The archive of the newest version of the record that can be shown.

    Raises ArchiveUnavailable when there is no record, it is of another version, or it can't be read, and none of its
    earlier versions is at hand.
    """
    path = Path(settings.RECORD)
    shown = _shown if _shown and _shown.path == path else None
    if shown and _condition.path == path and time.monotonic() - _condition.asked < FRESH:
        return shown
    if shown and _lock.locked():  # another thread is looking
        return shown
    with _lock:
        return _look(path)


def condition() -> Condition:
    """How what `archive()` gives stands to what is on disk."""
    archive()
    return _condition


def look_again() -> None:
    """The next question looks at the disk: for who has just written to the record."""
    global _condition
    _condition = replace(_condition, asked=float("-inf"))


def prepare() -> None:
    """Makes the index if it is not there, and opens nothing: for the time before a server's workers start.

    Raises ArchiveUnavailable when the record can't be read, OSError or duckdb.Error when the disk won't hold the index.
    """
    make(Path(settings.RECORD))


def make(path: Path) -> None:
    """Makes the index of the present version of a record where it is missing; one process of all at a time."""
    with _only_one(path, PATIENCE) as ours:
        if not ours:
            raise ArchiveUnavailable("building", "another process is indexing it")
        version = _version(path)
        target = _index(version)
        if target.exists():
            return
        start = time.monotonic()
        try:
            record = Record(path)
            if _earlier(path) and record.documents().head(1).collect().is_empty():
                raise ArchiveUnavailable("emptied", "the record holds no document now")
            build(record, target)
        except StopRun as error:
            raise ArchiveUnavailable("broken", str(error)) from error
        seconds = time.monotonic() - start
        _Mark(str(path.resolve()), seconds, _made_by()).write(target.with_suffix(".of"))
        _forget_others(target, path)
        log.info("indexed", extra={"record": path.name, "version": version, "seconds": round(seconds, 2)})


def _look(path: Path) -> Archive:
    """Looks at the disk, and shows what is the best there is."""
    global _condition
    if _condition.path != path:
        _condition = Condition(path)
    _condition = replace(_condition, asked=time.monotonic())
    try:
        _hear_builder()
        version = _version(path)
        if version != _condition.newest:
            _condition = replace(_condition, newest=version, failed=float("-inf"))
        if not (_shown and _shown.path == path and _shown.version == version):
            _advance(path, version)
        _condition = replace(_condition, problem="", reason="")
    except ArchiveUnavailable as error:
        if error.kind != _condition.problem:
            log.warning("the record is not shown as it is now", extra={"kind": error.kind, "reason": str(error)})
        _condition = replace(_condition, problem=error.kind, reason=str(error))
        if not (_shown and _shown.path == path) and not _show_earlier(path):
            raise
    assert _shown is not None
    return _shown


def _advance(path: Path, version: str) -> None:
    """Shows a new version, or raises ArchiveUnavailable for as long as its index is not there."""
    if not _index(version).exists():
        _make_somehow(path)
    _show(path, version)


def _make_somehow(path: Path) -> None:
    global _condition
    mark = _earlier(path)
    if time.monotonic() - _condition.failed < RETRY:
        raise ArchiveUnavailable("broken", _condition.reason)
    try:
        if mark and mark[1].seconds > QUICK:
            _make_beside(path, *mark)
        else:
            make(path)
    except ArchiveUnavailable as error:
        if error.kind == "broken":
            _condition = replace(_condition, failed=time.monotonic())
        raise
    except (duckdb.Error, OSError) as error:
        _condition = replace(_condition, failed=time.monotonic())
        raise ArchiveUnavailable("broken", str(error)) from error


def _hear_builder() -> None:
    """Takes note of the end of the process that made an index beside us."""
    global _builder, _condition
    if _builder is None or _builder.poll() is None:
        return
    said, status, _builder = _builder.communicate()[1].strip(), _builder.returncode, None
    if status:
        _condition = replace(_condition, failed=time.monotonic())
        raise ArchiveUnavailable("broken", said.splitlines()[-1] if said else f"status {status}")


def _make_beside(path: Path, earlier: Path, mark: _Mark) -> None:
    """Lets another process make the index, not too often; raises ArchiveUnavailable until it has."""
    global _builder
    made = earlier.stat().st_mtime if earlier.exists() else 0.0
    if _builder is None and time.time() - made > SHARE * mark.seconds:
        with _only_one(path, 0) as free:
            pass
        if free:
            command = [sys.executable, "-m", "multivector.observatory.archive", str(path)]
            _builder = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    raise ArchiveUnavailable("building", "")


def _show(path: Path, version: str) -> None:
    global _shown
    try:
        _shown = Archive(path, _index(version), version)
    except (duckdb.Error, OSError) as error:  # just deleted in favour of a newer one, or damaged: it is made anew
        _index(version).unlink(missing_ok=True)
        raise ArchiveUnavailable("building", str(error)) from error


def _show_earlier(path: Path) -> bool:
    """Shows the last good version that an earlier process has left, if there is one."""
    found = _earlier(path)
    try:
        if found:
            _show(path, found[0].stem)
    except ArchiveUnavailable:
        return False
    return found is not None


def _version(path: Path) -> str:
    try:
        return version_of(path)
    except OSError as error:  # it is just being moved away
        raise ArchiveUnavailable("missing", str(error)) from error


def _index(version: str) -> Path:
    return index_folder() / f"{version}.duckdb"


def _earlier(path: Path) -> tuple[Path, _Mark] | None:
    """The newest index of a record that this version of the code can read, with its mark."""
    marks = [(file, mark) for file, mark in _marks(path) if mark.made_by == _made_by()]
    return max(marks, key=lambda found: found[0].stat().st_mtime, default=None)


def _marks(path: Path) -> Iterator[tuple[Path, _Mark]]:
    return ((file, mark) for file, mark in _all_marks() if mark.record == str(path.resolve()))


def _all_marks() -> Iterator[tuple[Path, _Mark]]:
    for file in index_folder().glob("*.of"):
        mark = _Mark.read(file)
        if mark and file.exists():
            yield file, mark


def _forget_others(kept: Path, record: Path) -> None:
    """Deletes indexes of earlier versions of this record, and of records that have been gone for long.

    A worker that still reads one keeps its file open.
    """
    old = time.time() - GONE
    for other, mark in list(_all_marks()):
        is_ours = mark.record == str(record.resolve()) and other.stem != kept.stem
        if is_ours or (not Path(mark.record).exists() and other.stat().st_mtime < old):
            other.with_suffix(".duckdb").unlink(missing_ok=True)
            other.unlink(missing_ok=True)


@cache
def _made_by() -> str:
    """Changes with the code that makes an index."""
    folder = files("multivector.observatory.archive")
    made = b"".join(sorted(file.read_bytes() for file in folder.iterdir() if file.is_file()))
    return hashlib.sha256(made).hexdigest()[:16]


@contextmanager
def _only_one(path: Path, patience: float) -> Iterator[bool]:
    """Holds the right to make an index of a record; false when another process has held it for `patience` seconds."""
    name = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:20]
    index_folder().mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with (index_folder() / f"{name}.lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() >= deadline:
                    yield False
                    return
                time.sleep(0.1)
            else:
                break
        yield True
