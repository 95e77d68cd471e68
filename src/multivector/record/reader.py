"""Reading a record: Polars frames and SQL over what is in force."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
from arro3.core import Table as ArrowTable

from multivector.errors import StopRun
from multivector.record.schema import ENTRY_TABLES, TABLES, ColumnType
from multivector.record.tables import Table, scan

Snapshot = dict[str, list[str]]  # table -> its Parquet files


class Reader:
    """Reads the tables of one record as they stand at the time of each call."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables

    def snapshot(self) -> Snapshot:
        """The files of all tables at one moment: no batch that is just being written is seen in part."""
        documents = self._tables["documents"]
        documents.refresh()
        while True:
            version, files = documents.version, {"documents": documents.files()}
            for name in TABLES:
                if name != "documents":
                    self._tables[name].refresh()
                    files[name] = self._tables[name].files()
            documents.refresh()
            if documents.version == version:
                return files

    def frame(self, name: str) -> pl.LazyFrame:
        """The rows of a table that are in force."""
        files = self.snapshot()
        if name not in ENTRY_TABLES:
            return scan(name, files[name])
        in_force = scan("documents", files["documents"]).select("revision")
        return scan(name, files[name]).join(in_force, on="revision", how="semi")

    @contextmanager
    def connection(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """DuckDB with the views `documents`, `events`, `facts`, `actors`."""
        files = self.snapshot()
        with duckdb.connect() as connection:
            connection.execute("SET enable_progress_bar = false")
            # By default a sort that outgrows the memory would spill into the folder that the user stands in.
            connection.execute(f"SET temp_directory = {_quoted(str(Path(tempfile.gettempdir()) / 'multivector'))}")
            for name in ("documents", *(name for name in TABLES if name != "documents")):
                connection.execute(f"CREATE VIEW {name} AS {_select(name, files)}")
            yield connection

    def sql(self, query: str) -> pl.DataFrame:
        """The answer to a query. Raises StopRun with the words of DuckDB when it can't be answered."""
        with self.connection() as connection:
            try:
                answer = connection.sql(query)
                # Polars can take the answer itself, but then DuckDB 2.0 reports leaks when the process ends.
                return pl.DataFrame() if answer is None else pl.DataFrame(ArrowTable.from_arrow(answer))
            except duckdb.Error as error:
                raise StopRun(f"the query can't be answered: {error}") from error


def _select(name: str, files: Snapshot) -> str:
    if not files[name]:
        columns = ", ".join(f'NULL::{_sql_type(dtype)} AS "{column}"' for column, dtype in TABLES[name].items())
        return f"SELECT {columns} WHERE false"
    paths = ", ".join(_quoted(path) for path in files[name])
    owned = " WHERE revision IN (SELECT revision FROM documents)" if name in ENTRY_TABLES else ""
    return f"SELECT * FROM read_parquet([{paths}], hive_partitioning = false){owned}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _sql_type(dtype: ColumnType) -> str:
    if isinstance(dtype, pl.List):
        return f"{_sql_type(dtype.inner)}[]"
    if isinstance(dtype, pl.Struct):
        return "STRUCT(" + ", ".join(f'"{field.name}" {_sql_type(field.dtype)}' for field in dtype.fields) + ")"
    return next(name for known, name in _SQL_TYPES if dtype == known)


_SQL_TYPES = ((pl.String, "VARCHAR"), (pl.Int32, "INTEGER"), (pl.Float64, "DOUBLE"), (pl.Date, "DATE"))
