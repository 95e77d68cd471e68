"""The Delta tables of a record on disk: made, opened, appended to, replaced in, compacted."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import polars as pl
from deltalake import DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from multivector.errors import StopRun
from multivector.record.schema import INDEXED, TABLES

_WRITER = WriterProperties(compression="ZSTD")
_TARGET_SIZE = 8 * 2**20  # bytes of a compacted file: replacing a document rewrites the file that holds it
_LOG = "_delta_log"


def create_tables(record: Path) -> None:
    """Make what is missing; `documents` comes last, so that its presence says that all are there."""
    for name, schema in TABLES.items():
        if not DeltaTable.is_deltatable(str(record / name)):
            write_deltalake(
                record / name,
                pl.DataFrame(schema=schema),
                configuration={"delta.dataSkippingStatsColumns": INDEXED[name]},
            )


class Table:
    """One Delta table, at the version that was last read or written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        try:
            self.delta = DeltaTable(path)
        except TableNotFoundError as error:
            raise StopRun(f"{path}: this table of the record is missing; restore the folder from a copy") from error
        except (OSError, DeltaError) as error:
            raise StopRun(
                f"{path}: this table of the record can't be read ({error}); restore it from a copy"
            ) from error

    @property
    def version(self) -> int:
        return self.delta.version()

    def refresh(self) -> None:
        """Go to the newest version on disk."""
        self.delta.update_incremental()

    def scan(self) -> pl.LazyFrame:
        """All rows, those of interrupted writes included."""
        return scan(self.name, self.files())

    def files(self) -> list[str]:
        """The Parquet files of this version."""
        return self.delta.file_uris()

    def append(self, rows: pl.DataFrame) -> None:
        """Add rows in one commit that is safe on disk when this returns."""
        if rows.height:
            write_deltalake(self.delta, rows, mode="append", writer_properties=_WRITER)
            self._sync()

    def replace(self, column: str, rows: pl.DataFrame) -> None:
        """Put `rows` in the place of those with the same values of `column`, in one commit."""
        where = _one_of(column, rows[column].to_list())
        write_deltalake(self.delta, rows, mode="overwrite", predicate=where, writer_properties=_WRITER)
        self._sync()

    def overwrite(self, rows: pl.DataFrame) -> None:
        """Put `rows` in the place of all."""
        write_deltalake(self.delta, rows, mode="overwrite", writer_properties=_WRITER)
        self._sync()

    def delete(self, column: str, values: Sequence[str], within: tuple[str, Sequence[str]] | None = None) -> None:
        """Take out the rows with these values; `within` (another column and its values) says in which files to look."""
        where = _one_of(column, values)
        if within and within[1]:
            where = f"{_between(*within)} AND {where}"
        self.delta.delete(where, writer_properties=_WRITER)
        self._sync()

    def compact(self) -> None:
        """Few large files out of many small ones."""
        before = self.version
        self.delta.optimize.compact(target_size=_TARGET_SIZE, writer_properties=_WRITER)
        if self.version != before:
            self._sync()
            self.delta.create_checkpoint()

    def vacuum(self, keep_hours: int) -> int:
        """Delete files that no version of the last `keep_hours` needs, and those of failed writes; returns how many."""
        gone = self.delta.vacuum(keep_hours, dry_run=False, enforce_retention_duration=False, full=True)
        return len(gone)

    def _sync(self) -> None:
        """Make the last commit survive a loss of power: its files, its log entry, their folders."""
        commit = self.path / _LOG / f"{self.version:020}.json"
        with commit.open(encoding="utf-8") as lines:
            actions = [json.loads(line) for line in lines]
        added = [self.path / unquote(action["add"]["path"]) for action in actions if "add" in action]
        for path in (*added, self.path, commit, commit.parent):
            _fsync(path)


def scan(name: str, files: Sequence[str]) -> pl.LazyFrame:
    """The rows of table `name` in these files; later commits don't change what the frame gives."""
    if not files:
        return pl.LazyFrame(schema=TABLES[name])
    return pl.scan_parquet(list(files), schema=TABLES[name])


@contextmanager
def storing(record: Path, safe: Callable[[], int]) -> Iterator[None]:
    """Turn what a disk or another program can do to a write into a StopRun that says what to do.

    `safe` counts the documents that are in the record whatever happened.
    """
    try:
        yield
    except CommitFailedError as error:
        message = f"{record}: another program has written to this record at the same time; run the same command again"
        raise StopRun(f"{message} ({safe()} documents are safe)") from error
    except (OSError, DeltaError) as error:
        if is_full(error):
            message = f"no space left on the disk of {record}: free some and run the same command again"
        else:
            message = f"{record}: cannot be written ({error}); see to it and run the same command again"
        raise StopRun(f"{message}; {safe()} documents are safe") from error


def is_full(error: Exception) -> bool:
    """Whether the disk or a quota is full."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return True
    return any(sign in str(error) for sign in ("os error 28", "os error 122", "No space left", "StorageFull"))


def _one_of(column: str, values: Sequence[str]) -> str:
    # A long IN list doesn't tell the engine which files it may leave out; a range does.
    return f"{_between(column, values)} AND {column} IN ({', '.join(map(_quoted, values))})"


def _between(column: str, values: Sequence[str]) -> str:
    return f"{column} >= {_quoted(min(values))} AND {column} <= {_quoted(max(values))}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _fsync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows has no handle on a folder
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
