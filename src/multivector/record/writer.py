"""How a batch gets into the record so that a crash at any point loses nothing and doubles nothing.

A document is in the record when its row is in `documents`, and its entries are those with the same
`revision` (a hash of the document and of all its entries). A batch is written in this order, each step one
atomic Delta commit that is on the disk before the next begins:

    1. new entries are appended to `events`, then to `facts`;   a crash leaves entries that no document owns:
                                                                readers don't see them
    2. the rows of `documents` are swapped in one commit;       from here on the batch is in the record
    3. entries of replaced revisions are deleted                a crash leaves old ones that no document owns

So a document that is coded again has its old entries until its new ones are complete, never both or none.
Documents are withdrawn in the same way, without the first step: their rows leave `documents` in one commit, and with
it they are out of the record; then their entries are deleted.
What a crash left behind is deleted before the next write. Programs that read the folder without
Multivector and want to be safe right after a crash join entries with documents on `revision`; after the next
write or `compact` there is nothing left to join away.

One process writes at a time (`lock.py`); when another has written in between, its work is read in first.
Writing what the record already holds changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from multivector.model import CodedDocument, Document
from multivector.record.index import Index
from multivector.record.lock import write_lock
from multivector.record.rows import Row, document_row, event_rows, fact_rows, input_hash
from multivector.record.schema import ACTORS, DOCUMENTS, ENTRY_TABLES, EVENTS, FACTS
from multivector.record.tables import Table, storing

_COMMITS_BEFORE_COMPACTION = 100
# A batch that replaces documents leaves old files behind: without this, coding an archive again would fill the disk.
_KEEP_HOURS = 1
_DELETED_AT_ONCE = 1000  # revisions or documents in one predicate


@dataclass
class _Batch:
    documents: list[Row]
    events: list[Row]
    facts: list[Row]


class Writer:
    """Writes to the tables of one record. Not for several threads at once."""

    def __init__(self, path: Path, tables: Mapping[str, Table]) -> None:
        self._path = path
        self._tables = tables
        self._documents = tables["documents"]
        self._index: Index | None = None
        self._known: list[int] = []  # versions of the tables that the index and the last repair speak of
        self._commits = 0

    def is_current(self, document: Document, coder: str) -> bool:
        """Whether this very document, coded by `coder`, is in the record."""
        return self._loaded().has(document.id, input_hash(document, coder))

    def write(self, coded: Sequence[CodedDocument], coder: str) -> None:
        """Write one batch; of documents with the same id the last counts."""
        # Rows are made before the lock is taken: a document that can't be stored stops nobody else.
        batch = [(one, document_row(one, coder)) for one in {one.document.id: one for one in coded}.values()]
        prepared = {row["id"]: _Batch([row], *_entries(one, row["revision"])) for one, row in batch}
        if not prepared:
            return
        with storing(self._path, self._count), write_lock(self._path):
            self._catch_up()
            self._write(prepared)
            self._remember()
            if self._commits >= _COMMITS_BEFORE_COMPACTION:
                self._compact()

    def withdraw(self, ids: Iterable[str]) -> list[str]:
        """Take documents out with all their entries; gives those of `ids` that were there."""
        wanted = sorted(set(ids))
        with storing(self._path, self._count), write_lock(self._path):
            self._catch_up()
            gone: list[str] = []
            for first in range(0, len(wanted), _DELETED_AT_ONCE):
                gone += self._withdraw(wanted[first : first + _DELETED_AT_ONCE])
            self._remember()
        return gone

    def write_actors(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add rows to `actors`, in the place of those with the same code."""
        new = pl.DataFrame(list(rows), schema=ACTORS).unique("code", keep="last")
        table = self._tables["actors"]
        with storing(self._path, self._count), write_lock(self._path):
            table.refresh()
            old = table.scan().collect()
            merged = pl.concat([old.join(new, on="code", how="anti"), new]).sort("code")
            if not merged.equals(old):
                table.overwrite(merged)

    def compact(self) -> None:
        """Clean up after crashes and merge small files."""
        with storing(self._path, self._count), write_lock(self._path):
            self._catch_up()
            self._compact()

    def vacuum(self, keep_hours: int) -> int:
        """Delete files that have been out of use for `keep_hours`; returns how many."""
        with storing(self._path, self._count), write_lock(self._path):
            for table in self._tables.values():
                table.refresh()
            return sum(table.vacuum(keep_hours) for table in self._tables.values())

    def _write(self, prepared: Mapping[str, _Batch]) -> None:
        old = self._revisions([id for id in prepared if id in self._loaded()])
        batch = [one for id, one in prepared.items() if one.documents[0]["revision"] != old.get(id)]
        if not batch:
            return
        replaced = {one.documents[0]["id"] for one in batch} & set(old)
        for name, schema in (("events", EVENTS), ("facts", FACTS)):
            self._tables[name].append(_frame([row for one in batch for row in getattr(one, name)], schema, "doc"))
        documents = _frame([one.documents[0] for one in batch], DOCUMENTS, "id")
        if replaced:
            self._documents.replace("id", documents)
        else:
            self._documents.append(documents)
        for one in batch:
            self._loaded().put(one.documents[0]["id"], one.documents[0]["input"])
        self._commits += 1
        if replaced:
            self._delete_entries([old[id] for id in replaced], sorted(replaced))

    def _withdraw(self, ids: Sequence[str]) -> list[str]:
        old = self._revisions(ids)
        if not old:
            return []
        gone = sorted(old)
        self._documents.delete("id", gone)
        self._index = None  # it can't forget one document: it is read anew when it is asked for
        self._commits += 1
        self._delete_entries(list(old.values()), gone)
        return gone

    def _revisions(self, ids: Sequence[str]) -> dict[str, str]:
        """Id -> revision of those documents that are in the record."""
        if not ids:
            return {}
        found = self._documents.scan().select("id", "revision").filter(pl.col("id").is_in(ids)).collect()
        return dict(found.iter_rows())

    def _delete_entries(self, revisions: Sequence[str], docs: Sequence[str]) -> None:
        for name in ENTRY_TABLES:
            self._tables[name].delete("revision", revisions, within=("doc", docs))

    def _catch_up(self) -> None:
        """Read in what others have written and clean up what a crash has left, where anything has changed."""
        for table in self._tables.values():
            table.refresh()
        if self._versions() == self._known:
            return
        self._index = self._load()
        self._repair()
        self._remember()

    def _repair(self) -> None:
        in_force = self._documents.scan().select("revision")
        for name in ENTRY_TABLES:
            entries = self._tables[name].scan().select("revision").unique()
            orphans = (
                entries.join(in_force, on="revision", how="anti").collect(engine="streaming")["revision"].to_list()
            )
            for first in range(0, len(orphans), _DELETED_AT_ONCE):
                self._tables[name].delete("revision", orphans[first : first + _DELETED_AT_ONCE])

    def _compact(self) -> None:
        for table in self._tables.values():
            table.compact()
            table.vacuum(_KEEP_HOURS)
        self._commits = 0
        self._remember()

    def _loaded(self) -> Index:
        if self._index is None:
            self._documents.refresh()
            self._index = self._load()
        return self._index

    def _load(self) -> Index:
        frames = (pl.read_parquet(file, columns=["id", "input"]) for file in self._documents.files())
        return Index(pair for frame in frames for pair in frame.iter_rows())

    def _versions(self) -> list[int]:
        return [self._tables[name].version for name in (*ENTRY_TABLES, "documents")]

    def _remember(self) -> None:
        self._known = self._versions()

    def _count(self) -> int:
        return self._documents.delta.count()


def _entries(coded: CodedDocument, revision: str) -> tuple[list[Row], list[Row]]:
    return list(event_rows(coded, revision)), list(fact_rows(coded, revision))


def _frame(rows: Sequence[Row], schema: pl.Schema, by: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row").sort(by, maintain_order=True)
