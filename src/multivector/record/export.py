"""A record as files for other programs: JSON lines, CSV, Parquet. The same record gives the same bytes.

    jsonl    one line a document, in document-id order: the native layout, `CodedDocument.to_dict()`
    csv      one table, or a folder with all: lists joined with `;`, evidence as `slot:start-end`, reasons by id
    parquet  the same tables as files

Documents come by id, entries by document and place in it. Sorting is DuckDB's, which spills to disk: memory stays
bounded, however large the record is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, TextIO

import duckdb

from multivector.errors import StopRun
from multivector.model import CodedDocument
from multivector.record.output import Out, opened, whole, writing
from multivector.record.record import Record
from multivector.record.rows import Row, coded_from_rows
from multivector.record.schema import TABLES

Format = Literal["jsonl", "csv", "parquet"]
FORMATS: tuple[Format, ...] = ("jsonl", "csv", "parquet")

_ORDER = {"documents": "id", "events": "doc, ordinal", "facts": "doc, ordinal", "actors": "code"}
# Kept for the record's own use; `text` is in `documents` alone and JSON lines don't carry it.
_INTERNAL = {"input", "revision", "ordinal"}
_AT_ONCE = 1000  # rows
MEMORY = "1GB"  # for the sorting; DuckDB spills what is more
_TO_QUOTE = re.compile(r"[\",\r\n]")
_NO_STATE = "---."  # begins the code of an actor without a state; no formula begins so
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so


def export(record: Record, format: Format, out: Out, *, table: str | None = None) -> None:
    """Write `record` to `out`: a file, a folder (CSV and Parquet without `table`) or an open text stream.

    A file appears under its name only when it is whole. Raises StopRun when `out` can't be written or
    `format` can't be written so.
    """
    _check(format, out, table)
    with writing(out), record.connection() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        if format == "jsonl":
            with opened(out) as stream:
                _write_lines(connection, stream)
        else:
            _write_tables(connection, format, out, table)


def read_coded(connection: duckdb.DuckDBPyConnection, *, texts: bool = True) -> Iterator[CodedDocument]:
    """The documents of a record's `connection` with their entries, by id, a few at a time in memory."""
    # Each stream has a cursor of its own; views are shared, and so are the files they stand for.
    columns = "*" if texts else "* EXCLUDE (text)"
    events = _Groups(_rows(connection.cursor(), "events"))
    facts = _Groups(_rows(connection.cursor(), "facts"))
    for row in _rows(connection.cursor(), "documents", columns):
        yield coded_from_rows(row, events.take(row["id"]), facts.take(row["id"]))


class _Groups:
    """Rows sorted by `doc`, taken document by document in the same order."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, doc: str) -> list[Row]:
        taken = []
        while self._next is not None and self._next["doc"] == doc:
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


def _check(format: Format, out: Out, table: str | None) -> None:
    if format not in FORMATS:
        raise StopRun(f"there is no format {format!r}; formats are {', '.join(FORMATS)}")
    if table is not None and (format == "jsonl" or table not in TABLES):
        raise StopRun(f"no table {table!r} in {format}; CSV and Parquet have {', '.join(TABLES)}")
    if not isinstance(out, str | Path):
        if format == "parquet":
            raise StopRun("Parquet can't be written to a stream; name a file or a folder")
        if format == "csv" and table is None:
            raise StopRun(f"a stream takes one table; choose one of {', '.join(TABLES)}, or name a folder")


def _write_lines(connection: duckdb.DuckDBPyConnection, stream: TextIO) -> None:
    for coded in read_coded(connection, texts=False):
        stream.write(json.dumps(coded.to_dict(), ensure_ascii=False) + "\n")


def _write_tables(connection: duckdb.DuckDBPyConnection, format: Format, out: Out, table: str | None) -> None:
    if not isinstance(out, str | Path):
        assert table is not None
        _write_csv(connection, table, out)
        return
    for name, path in _targets(Path(out), format, table):
        path.parent.mkdir(parents=True, exist_ok=True)
        if format == "csv":
            with opened(path) as stream:
                _write_csv(connection, name, stream)
        else:
            with whole(path) as unfinished:
                _copy_parquet(connection, name, unfinished)


def _targets(out: Path, format: Format, table: str | None) -> list[tuple[str, Path]]:
    return [(table, out)] if table else [(name, out / f"{name}.{format}") for name in TABLES]


def _write_csv(connection: duckdb.DuckDBPyConnection, table: str, stream: TextIO) -> None:
    columns = _columns(table)
    stream.write(_line(columns))
    for row in _rows(connection.cursor(), table, _quoted(columns)):
        stream.write(_line(_cell(row[column]) for column in columns))


def _copy_parquet(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    # One thread: with more, the cut into row groups would differ from run to run.
    connection.execute("SET threads = 1")
    file = str(path).replace("'", "''")
    query = f"SELECT {_quoted(_columns(table))} FROM {table} ORDER BY {_ORDER[table]}"
    connection.execute(f"COPY ({query}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")


def _rows(cursor: duckdb.DuckDBPyConnection, table: str, columns: str = "*") -> Iterator[Row]:
    cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {_ORDER[table]}")
    names = [column[0] for column in cursor.description or ()]
    while rows := cursor.fetchmany(_AT_ONCE):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def _columns(table: str) -> list[str]:
    return [column for column in TABLES[table] if column not in _INTERNAL]


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _line(cells: Iterable[str]) -> str:
    r"""A line of CSV. The csv module quotes other cells from one Python to the next, and would miss a lone `\r`."""
    return ",".join(f'"{_doubled(cell)}"' if _TO_QUOTE.search(cell) else cell for cell in cells) + "\n"


def _doubled(cell: str) -> str:
    return cell.replace('"', '""')


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = ";".join(map(_item, value))
    if isinstance(value, str) and value.startswith(_FORMULA) and not value.startswith(_NO_STATE):
        return "'" + value
    return "" if value is None else str(value)


def _item(value: Any) -> str:
    """One element of a list: a text as it is, a span as `3-8`, evidence as `source:3-8`, a reason as its id."""
    if not isinstance(value, dict):
        return str(value)
    if "start" in value:
        span = f"{value['start']}-{value['end']}"
        return f"{value['slot']}:{span}" if "slot" in value else span
    return str(value["id"])
