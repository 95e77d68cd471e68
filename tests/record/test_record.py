from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable

from multivector.errors import SkipInput, StopRun
from multivector.ids import entry_id
from multivector.model import CodedDocument, Document
from multivector.record import Record, writer
from multivector.record.lock import write_lock
from multivector.record.schema import TABLES

Coded = Callable[..., CodedDocument]


def counts(record: Record) -> dict[str, int]:
    return {
        name: getattr(record, name)().select(pl.len()).collect().item() for name in ("documents", "events", "facts")
    }


def stored(record: Record) -> dict[str, int]:
    """Rows on disk, those that no document owns included."""
    names = ("documents", "events", "facts")
    return {name: pl.scan_delta(str(record.path / name)).select(pl.len()).collect().item() for name in names}


def test_what_is_written_is_read(record: Record, coded: Coded) -> None:
    given = coded()
    record.write([given, coded("a/2", events=0, facts=False)], coder="v1")
    assert counts(record) == {"documents": 2, "events": 2, "facts": 10}
    row = record.events().sort("ordinal").collect().row(0, named=True)
    assert row["id"] == entry_id("a/1", given.events[0])
    assert (row["doc"], row["sentence"]) == ("a/1", "Президент Казахстана встретился с Си Цзиньпином.")
    assert (row["time_start"], row["confidence"]) == (date(2017, 5, 3), 0.813)
    assert record.documents().filter(id="a/1").collect()["coder"].to_list() == ["v1"]


@pytest.mark.parametrize("table", TABLES)
def test_columns(record: Record, coded: Coded, table: str) -> None:
    """Empty or not, through Polars or DuckDB, a table has the same columns and types."""
    for _ in range(2):
        assert getattr(record, table)().collect_schema() == TABLES[table]
        assert record.sql(f"SELECT * FROM {table}").schema == TABLES[table]
        record.write([coded()])
        record.write_actors([{"code": "KAZ", "kind": "state"}])


def test_coding_again_replaces(record: Record, coded: Coded) -> None:
    record.write([coded("a"), coded("b"), coded("c")], coder="v1")
    record.write([coded("b", events=1, facts=False), coded("d", events=1, facts=False)], coder="v2")
    assert counts(record) == stored(record) == {"documents": 4, "events": 6, "facts": 20}
    assert record.events().filter(doc="b").collect().height == 1
    assert dict(record.documents().select("id", "coder").collect().rows()) == {
        "a": "v1",
        "b": "v2",
        "c": "v1",
        "d": "v2",
    }


def test_writing_the_same_changes_nothing(record: Record, coded: Coded) -> None:
    record.write([coded("a"), coded("b")], coder="v1")
    before = DeltaTable(record.path / "documents").version()
    Record(record.path).write([coded("b"), coded("a")], coder="v1")
    assert DeltaTable(record.path / "documents").version() == before
    assert stored(record)["events"] == 4


def test_a_coder_that_comes_back(record: Record, coded: Coded) -> None:
    for coder in ("v1", "v2", "v1"):
        record.write([coded()], coder=coder)
    assert stored(record) == {"documents": 1, "events": 2, "facts": 10}


def test_twice_in_a_batch_the_last_counts(record: Record, coded: Coded) -> None:
    record.write([coded("a"), coded("a", events=1)])
    assert counts(record) == {"documents": 1, "events": 1, "facts": 10}


def test_an_empty_batch(record: Record) -> None:
    record.write([])
    record.compact()
    assert counts(record) == {"documents": 0, "events": 0, "facts": 0}


def test_what_is_current(record: Record, coded: Coded) -> None:
    document = coded("a").document
    assert not record.is_current(document, "v1")
    record.write([coded("a")], coder="v1")
    for opened in (record, Record(record.path)):
        assert opened.is_current(document, "v1")
        assert not opened.is_current(document, "v2")
        assert not opened.is_current(replace(document, text="new"), "v1")
        assert not opened.is_current(replace(document, id="b"), "v1")
    record.write([coded("a")], coder="v2")
    assert not record.is_current(document, "v1")


@pytest.mark.parametrize("id", ["it's", '"', "a\\", "50%", "a\nb", "ә/ғ", "", "x' OR '1'='1", "日本", "🙂", "a/../b"])
def test_any_id(record: Record, coded: Coded, id: str) -> None:
    record.write([coded(id), coded("other")], coder="v1")
    record.write([coded(id, events=1)], coder="v2")
    assert stored(record) == {"documents": 2, "events": 3, "facts": 20}
    assert record.documents().filter(id=id).collect()["coder"].to_list() == ["v2"]


def test_a_document_that_no_table_holds_stops_no_other(record: Record, coded: Coded) -> None:
    with pytest.raises(SkipInput):
        record.write([coded("a"), CodedDocument(Document("b", "\ud800"))])
    assert counts(record)["documents"] == 0
    record.write([coded("a")])
    assert counts(record)["documents"] == 1


def test_compaction_keeps_all(record: Record, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_COMMITS_BEFORE_COMPACTION", 3)
    for number in range(7):
        record.write([coded(f"d{number}")])
    assert len(DeltaTable(record.path / "documents").file_uris()) == 2
    record.compact()
    assert record.vacuum(keep_hours=0) > 7
    assert [path.suffix for path in (record.path / "documents").glob("*.parquet")] == [".parquet"]
    record.write([coded("d3", events=1)], coder="v2")
    assert stored(Record(record.path)) == {"documents": 7, "events": 13, "facts": 70}


def test_withdraw(record: Record, coded: Coded) -> None:
    given = [coded("a"), coded("b"), coded("c")]
    record.write(given, coder="v1")
    assert record.withdraw(["b", "unheard", "b", "a"]) == ["a", "b"]
    assert counts(record) == stored(record) == {"documents": 1, "events": 2, "facts": 10}
    assert record.withdraw(["b"]) == record.withdraw([]) == []
    assert [record.is_current(one.document, "v1") for one in given] == [False, False, True]
    record.write(given, coder="v1")
    assert counts(record) == stored(record) == {"documents": 3, "events": 6, "facts": 30}


def test_withdraw_many(record: Record, coded: Coded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_DELETED_AT_ONCE", 2)
    ids = [f"d{number}" for number in range(5)]
    record.write([coded(id, events=1, facts=False) for id in [*ids, "it's"]])
    assert record.withdraw([*ids, "unheard"]) == ids
    assert stored(record) == {"documents": 1, "events": 1, "facts": 0}
    assert record.withdraw(["it's"]) == ["it's"]


def test_what_is_withdrawn_leaves_no_file(record: Record, coded: Coded) -> None:
    record.write([coded("a", text="x" * 64 + "secret")])
    record.withdraw(["a"])
    record.vacuum(keep_hours=0)
    assert list(record.path.rglob("*.parquet")) == []


def test_actors(record: Record) -> None:
    record.write_actors([{"code": "KAZ", "kind": "state", "name_en": "?"}, {"code": "UN", "kind": "organisation"}])
    record.write_actors([{"code": "KAZ", "kind": "state", "name_en": "Kazakhstan", "name_ru": "Казахстан"}])
    assert record.actors().sort("code").collect().rows() == [
        ("KAZ", "state", "Казахстан", "Kazakhstan", None),
        ("UN", "organisation", None, None, None),
    ]


def test_sql(record: Record, coded: Coded) -> None:
    record.write([coded("a"), coded("b")])
    query = "SELECT d.id, count(*) AS n FROM documents d JOIN events e ON e.doc = d.id GROUP BY 1 ORDER BY 1"
    assert record.sql(query).rows() == [("a", 2), ("b", 2)]
    with pytest.raises(StopRun, match="nothing"):
        record.sql("SELECT nothing FROM events")


def test_two_at_work_on_one_record(record: Record, coded: Coded) -> None:
    """Batches of two writers, some documents in both: none is lost, none doubled."""

    def work(coder: str) -> None:
        mine = Record(record.path)
        for number in range(8):
            mine.write([coded(f"{coder}{number}"), coded(f"both{number}")], coder=coder)

    threads = [threading.Thread(target=work, args=(coder,)) for coder in ("v1", "v2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored(record) == counts(record) == {"documents": 24, "events": 48, "facts": 240}


def test_a_writer_that_does_not_end(tmp_path: Path) -> None:
    with write_lock(tmp_path), pytest.raises(StopRun, match="another run is writing"), write_lock(tmp_path, 0.05):
        pass
    with write_lock(tmp_path, 0.05):
        pass


def test_opening_what_is_no_record(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    for create in (False, True):
        with pytest.raises(StopRun, match="this is a file"):
            Record(tmp_path / "file", create=create)
    with pytest.raises(StopRun, match="not empty and is no record"):
        Record(tmp_path / "full", create=True)
    for name in ("full", "none"):
        with pytest.raises(StopRun, match="there is no record here"):
            Record(tmp_path / name)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "full", "letter.txt"]


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ({"schema": 2}, "written by schema 2, this Multivector reads schema 1; update Multivector"),
        ({"schema": 0}, "written by schema 0.*code the texts again"),
        ([], "can't be read"),
    ],
)
def test_another_version(record: Record, marker: object, words: str) -> None:
    (record.path / "record.json").write_text(json.dumps(marker))
    for create in (False, True):
        with pytest.raises(StopRun, match=words):
            Record(record.path, create=create)


def test_a_table_that_is_gone(record: Record) -> None:
    (record.path / "events").rename(record.path.parent / "events")
    with pytest.raises(StopRun, match=r"events: this table of the record is missing"):
        Record(record.path, create=True)
