"""Makes the index of a record: a DuckDB file in the user's cache, named by the record's version."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from multivector.analysis.priorities import entries, service
from multivector.analysis.strategy import shipped_strategies
from multivector.errors import StopRun
from multivector.observatory.archive.stems import stem
from multivector.record import Record

BATCH = 50_000
MADE_BY = ("build.sql", "build.py", "stems.py")


@cache
def fingerprint() -> str:
    """Changes with whatever an index is made by: an index that another version left behind is not read."""
    folder = files("multivector.observatory.archive")
    strategies = repr(shipped_strategies())
    return hashlib.sha256(b"".join((folder / name).read_bytes() for name in MADE_BY) + strategies.encode()).hexdigest()


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
            _add_priorities(connection, record)
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


def _add_priorities(connection: duckdb.DuckDBPyConnection, record: Record) -> None:
    """Which entries serve which priority of the shipped strategies; `KAZ.trade` is one's name on the site."""
    connection.execute("CREATE TABLE site.served (priority VARCHAR, entry VARCHAR)")
    for strategy in shipped_strategies():
        try:
            served = entries(service(record, strategy.state, strategy))
        except StopRun:  # the record does not know the state
            continue
        for batch in served.iter_slices(BATCH):
            names = [f"{strategy.state}.{priority}" for priority in batch["priority"]]
            connection.execute("INSERT INTO site.served SELECT unnest(?), unnest(?)", [names, batch["entry"].to_list()])
    connection.execute(
        "CREATE TABLE site.priorities AS SELECT DISTINCT priority, row::INTEGER AS row FROM site.served"
        " JOIN site.entries ON id = entry ORDER BY priority, row; DROP TABLE site.served"
    )
