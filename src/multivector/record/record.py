"""`Record`: the one object through which the package writes and reads a record."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from multivector.errors import StopRun
from multivector.model import CodedDocument, Document
from multivector.record.find import Found, Query, find
from multivector.record.lock import LOCK_FILE
from multivector.record.reader import Reader
from multivector.record.schema import SCHEMA_VERSION, TABLES
from multivector.record.tables import Table, create_tables, storing
from multivector.record.writer import Writer

MARKER = "record.json"
_UNFINISHED_MARKER = ".record.json.new"


class Record:
    """A record on disk.

    Opening raises StopRun when there is none at `path` (and `create` is false), when something else is
    there, or when it is of another version of the layout. Nothing that is no record is ever overwritten.
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        _prepare(self.path, create)
        tables = {name: Table(self.path / name) for name in TABLES}
        self._reader = Reader(tables)
        self._writer = Writer(self.path, tables)

    def write(self, coded: Sequence[CodedDocument], *, coder: str = "") -> None:
        """Write one batch (some hundred documents); when this returns, it is safe on disk.

        `coder` is the fingerprint of what coded them. A document that is in the record already is replaced
        with all its entries. Raises SkipInput, with nothing written, for a document that no table can
        hold, and StopRun when the disk is full or the record can't be written; earlier batches are safe.
        """
        self._writer.write(coded, coder)

    def withdraw(self, documents: Iterable[str]) -> list[str]:
        """Take documents out of the record, by their ids, with all their entries; gives those that were in it.

        When this returns, nobody who opens the record finds them. Files that hold what they said are deleted by
        `compact` an hour later, or by `vacuum(0)` at once. Coding a document again puts it back. Raises StopRun
        as `write` does.
        """
        return self._writer.withdraw(documents)

    def write_actors(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add actors (`code, kind, name_ru, name_en, name_kk`), in the place of those with the same code."""
        self._writer.write_actors(rows)

    def is_current(self, document: Document, coder: str) -> bool:
        """Whether `document`, as it is now, has been coded by `coder`: then there is nothing to do.

        The first call reads two columns of `documents`; then 16 bytes a document stay in memory.
        """
        return self._writer.is_current(document, coder)

    def compact(self) -> None:
        """Merge small files, for the end of a run; `write` does so itself after every 100 batches.

        Files that have been out of use for an hour are deleted: ask for a frame anew rather than keep it longer.
        """
        self._writer.compact()

    def vacuum(self, keep_hours: int = 24 * 7) -> int:
        """Delete files that no version of the last `keep_hours` needs; returns how many."""
        return self._writer.vacuum(keep_hours)

    def documents(self) -> pl.LazyFrame:
        """One row a document."""
        return self._reader.frame("documents")

    def events(self) -> pl.LazyFrame:
        """One row an event."""
        return self._reader.frame("events")

    def facts(self) -> pl.LazyFrame:
        """One row a fact."""
        return self._reader.frame("facts")

    def actors(self) -> pl.LazyFrame:
        """One row an actor."""
        return self._reader.frame("actors")

    def sql(self, query: str) -> pl.DataFrame:
        """The answer of DuckDB to `query` over the views `documents`, `events`, `facts`, `actors`.

        `end` is a word of SQL: write `"end"`. Raises StopRun for a query that can't be answered.
        """
        return self._reader.sql(query)

    @contextmanager
    def connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A DuckDB connection with the same views, for results too large for memory."""
        with self._reader.connection() as connection:
            yield connection

    def find(self, query: Query | None = None, **filters: Any) -> list[Found]:
        """Events and facts that fit all filters (see `Query`), the latest first."""
        return find(self, query or Query(**filters))


def _prepare(path: Path, create: bool) -> None:
    if path.exists() and not path.is_dir():
        raise StopRun(f"{path}: this is a file; a record is a folder, name another")
    if (path / MARKER).exists():
        _check_version(path)
        if not (path / "documents" / "_delta_log").exists():
            _create(path)  # a crash came between the marker and the tables
        return
    if not create:
        raise StopRun(f"{path}: there is no record here; check the path, or make one with `multivector code`")
    if path.exists() and set(os.listdir(path)) - {_UNFINISHED_MARKER, LOCK_FILE}:
        raise StopRun(f"{path}: this folder is not empty and is no record; name a new or an empty folder")
    _create(path)


def _create(path: Path) -> None:
    with storing(path, lambda: 0):
        path.mkdir(parents=True, exist_ok=True)
        _write_marker(path)
        create_tables(path)


def _write_marker(path: Path) -> None:
    """All or nothing: the marker appears under its name only when it is whole."""
    unfinished = path / _UNFINISHED_MARKER
    with unfinished.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"schema": SCHEMA_VERSION}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path / MARKER)


def _check_version(path: Path) -> None:
    try:
        version = json.loads((path / MARKER).read_text(encoding="utf-8"))["schema"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StopRun(f"{path / MARKER}: can't be read ({error}); restore it from a copy of the record") from error
    if version != SCHEMA_VERSION:
        newer = isinstance(version, int) and version > SCHEMA_VERSION
        remedy = "update Multivector" if newer else "code the texts again into a new folder"
        raise StopRun(
            f"{path}: written by schema {version}, this Multivector reads schema {SCHEMA_VERSION}; "
            f"{remedy}, or export the record with the version that wrote it"
        )
