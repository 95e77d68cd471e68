"""`Archive`: all questions of the site to the record, answered from the index of one of its versions."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import duckdb
from platformdirs import user_cache_path

from multivector.errors import StopRun
from multivector.observatory.archive.build import fingerprint
from multivector.record import Record
from multivector.record.schema import TABLES

Row = dict[str, Any]
MEMORY = "512MB"  # that the engine of one process may take; what is larger goes to the disk
_COMMIT = re.compile(r"\d{20}\.json")


class ArchiveUnavailable(Exception):
    """The record can't be shown now. `kind` is missing, building, broken or emptied; the text says why."""

    def __init__(self, kind: Literal["missing", "building", "broken", "emptied"], message: str) -> None:
        super().__init__(message)
        self.kind = kind


class Archive:
    """One version of a record, read-only; safe to use from many threads."""

    def __init__(self, path: Path, index: Path, version: str) -> None:
        self.path = path
        self.version = version
        self._connection = duckdb.connect(str(index), read_only=True, config={"threads": 1, "memory_limit": MEMORY})
        self.actor = lru_cache(maxsize=20_000)(self._actor)

    @cached_property
    def record(self) -> Record:
        """The record itself, for questions of the package; it may be newer than the index. Opened when asked for."""
        try:
            return Record(self.path)
        except StopRun as error:
            raise ArchiveUnavailable("broken", str(error)) from error

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """The rows of a query over the index (archive/build.sql has its tables), as dictionaries."""
        cursor = self._connection.cursor().execute(query, list(parameters))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def arrays(self, query: str, parameters: Sequence[Any] = ()) -> dict[str, Any]:
        """The columns of a query as numpy arrays: for many numbers at once."""
        return dict(self._connection.cursor().execute(query, list(parameters)).fetchnumpy())

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
        # two questions, for then each finds its rows by an index
        known = self.row("SELECT row, id AS doc, title FROM documents WHERE id = ?", [document])
        if known is None:
            return []
        number = known.pop("row")
        found = self.rows(
            'SELECT * EXCLUDE (doc, title) FROM entries WHERE document = ? ORDER BY start, "end", id', [number]
        )
        return [row | known for row in found]

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


def version_of(path: Path) -> str:
    """A name for the present state of a record on disk."""
    try:
        versions = [_last_commit(path / name) for name in TABLES]
    except (OSError, ValueError) as error:
        kind: Literal["missing", "broken"] = "broken" if path.exists() else "missing"
        raise ArchiveUnavailable(kind, f"{path.name}: {error}") from error
    stated = f"{path.resolve()} {(path / 'record.json').stat().st_mtime_ns} {versions} {fingerprint()}"
    return hashlib.sha256(stated.encode()).hexdigest()[:20]


def _last_commit(table: Path) -> tuple[str, int]:
    """The newest commit of a table and when it was made; the tables' own library would start threads to say so."""
    with os.scandir(table / "_delta_log") as files:
        name, file = max((file.name, file) for file in files if _COMMIT.fullmatch(file.name))
        return name, file.stat().st_mtime_ns


def index_folder() -> Path:
    """Where indexes are kept."""
    return Path(os.environ.get("MULTIVECTOR_CACHE") or user_cache_path("multivector")) / "observatory"
