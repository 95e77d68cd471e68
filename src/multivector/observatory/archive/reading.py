"""`Archive`: all questions of the site to the record, answered from the index of its present version."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import duckdb
from deltalake import DeltaTable
from django.conf import settings
from platformdirs import user_cache_path

from multivector.errors import StopRun
from multivector.observatory.archive.build import build
from multivector.record import Record
from multivector.record.schema import TABLES

Row = dict[str, Any]
FRESH = 2.0  # seconds for which the record's version is not asked for again


class ArchiveUnavailable(Exception):
    """The record can't be shown now. `kind` is missing, version, building or broken; the text says why."""

    def __init__(self, kind: Literal["missing", "building", "broken"], message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Archive:
    """One version of a record, read-only; safe to use from many threads."""

    def __init__(self, record: Record, path: Path, version: str) -> None:
        self.record = record
        self.version = version
        self._connection = duckdb.connect(str(path), read_only=True, config={"threads": 1})
        self.actor = lru_cache(maxsize=20_000)(self._actor)

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query over the index (archive/build.sql has its tables), as dictionaries."""
        cursor = self._connection.cursor().execute(query, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, query: str, parameters: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(query, parameters)), None)

    def value(self, query: str, parameters: Sequence[Any] = ()) -> Any:
        """The one value of a query."""
        return next(iter((self.row(query, parameters) or {"": None}).values()))

    def document(self, id: str) -> Row | None:
        """A document with its text, or None."""
        return self.row("SELECT * FROM documents WHERE id = ?", [id])

    def entries_of(self, document: str) -> list[Row]:
        """The events and facts of a document in the order of its text."""
        return self.rows('SELECT * FROM entries WHERE doc = ? ORDER BY start, "end", id', [document])

    def entry(self, id: str) -> Row | None:
        """An event or fact, or None."""
        return self.row("SELECT * FROM entries WHERE id = ?", [id])

    def _actor(self, code: str, language: str) -> str:
        """The name of an actor in a language; its code where it has none."""
        row = self.row("SELECT * FROM actors WHERE code = ?", [code])
        names = row or {}
        return names.get(f"name_{language}") or names.get("name_en") or names.get("name_ru") or code

    def is_empty(self) -> bool:
        """Whether the record holds no document."""
        return not self.value("SELECT count(*) FROM documents")


_lock = threading.Lock()
_current: tuple[float, Archive] | None = None


def archive() -> Archive:
    """The archive of the record's present version; made when the record has changed.

    Raises ArchiveUnavailable when there is no record, it is of another version, or it can't be read now.
    """
    global _current
    now = time.monotonic()
    path = Path(settings.RECORD)
    if _current and now - _current[0] < FRESH and _current[1].record.path == path:
        return _current[1]
    version = version_of(path)
    if _current and _current[1].version == version:
        _current = (now, _current[1])
        return _current[1]
    with _lock:
        if not (_current and _current[1].version == version):
            _current = (time.monotonic(), _open(path, version))
        return _current[1]


def version_of(path: Path) -> str:
    """A name for the present state of a record on disk."""
    try:
        versions = [DeltaTable(path / name).version() for name in TABLES]
    except Exception as error:
        kind: Literal["missing", "broken"] = "broken" if path.exists() else "missing"
        raise ArchiveUnavailable(kind, f"{path.name}: {error}") from error
    stated = f"{path.resolve()} {(path / 'record.json').stat().st_mtime_ns} {versions}"
    return hashlib.sha256(stated.encode()).hexdigest()[:20]


def prepare() -> None:
    """Makes the index if it is not there, and opens nothing: for the time before a server's workers start."""
    path = Path(settings.RECORD)
    target = index_folder() / f"{version_of(path)}.duckdb"
    if not target.exists():
        build(Record(path), target)
        _forget_others(target, path)


def index_folder() -> Path:
    """Where indexes are kept."""
    return Path(os.environ.get("MULTIVECTOR_CACHE") or user_cache_path("multivector")) / "observatory"


def _open(path: Path, version: str) -> Archive:
    target = index_folder() / f"{version}.duckdb"
    try:
        record = Record(path)
        if not target.exists():
            build(record, target)
            _forget_others(target, path)
        return Archive(record, target, version)
    except StopRun as error:
        raise ArchiveUnavailable("broken", str(error)) from error
    except (duckdb.Error, OSError) as error:
        raise ArchiveUnavailable("building", str(error)) from error


def _forget_others(kept: Path, record: Path) -> None:
    """Deletes indexes of earlier versions of this record; a worker that still reads one keeps its file open."""
    mark = kept.with_suffix(".of")
    mark.write_text(str(record.resolve()), encoding="utf-8")
    for other in kept.parent.glob("*.of"):
        if other != mark and other.read_text(encoding="utf-8") == str(record.resolve()):
            other.with_suffix(".duckdb").unlink(missing_ok=True)
            other.unlink(missing_ok=True)
