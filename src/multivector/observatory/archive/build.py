"""Makes the index of a record: a DuckDB file in the user's cache, named by the record's version."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

import duckdb

from multivector.observatory.archive.stems import stem
from multivector.record import Record

BATCH = 50_000


def build(record: Record, target: Path) -> None:
    """Writes the index to `target`, whole or not at all.

    Raises StopRun when the record can't be read, OSError or duckdb.Error when the disk won't hold the index.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with record.connection() as connection:
            connection.execute(f"ATTACH '{str(unfinished).replace(chr(39), chr(39) * 2)}' AS site")
            script = (files("multivector.observatory.archive") / "build.sql").read_text(encoding="utf-8")
            connection.execute(script)
            _add_stems(connection)
            connection.execute("DETACH site")
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
        unfinished.with_suffix(".part.wal").unlink(missing_ok=True)


def _add_stems(connection: duckdb.DuckDBPyConnection) -> None:
    """Turns the words of the sentences into a table of stems and the rows in which they stand."""
    connection.execute("CREATE TABLE site.stems (language VARCHAR, word VARCHAR, stem VARCHAR)")
    found = connection.cursor().execute("SELECT DISTINCT language, word FROM site.spoken WHERE length(word) > 1")
    while batch := found.fetchmany(BATCH):
        rows = [(language, word, stem(word, language)) for language, word in batch]
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute("INSERT INTO site.stems SELECT unnest(?), unnest(?), unnest(?)", columns)
    connection.execute(
        "CREATE TABLE site.postings AS SELECT DISTINCT stem, language, row FROM site.spoken JOIN site.stems"
        " USING (language, word) ORDER BY stem, language, row"
    )
    connection.execute("DROP TABLE site.spoken; DROP TABLE site.stems")
