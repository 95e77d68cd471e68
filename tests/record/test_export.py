from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from multivector.errors import StopRun
from multivector.ids import assign_ids
from multivector.model import CodedDocument
from multivector.record import Record
from multivector.record.export import export

Coded = Callable[..., CodedDocument]


def text(record: Record, format: Any, table: str | None = None) -> str:
    stream = io.StringIO()
    export(record, format, stream, table=table)
    return stream.getvalue()


def table(record: Record, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(record, "csv", name))))


def test_json_lines_are_what_was_coded(record: Record, coded: Coded, gold_facts: list[dict[str, Any]]) -> None:
    given = [coded("b", events=3), coded("a", facts=False), coded("c", events=0, facts=False), coded("ә")]
    record.write(given[:2])
    record.write(given[2:])
    for one in given:
        assign_ids(one)
    lines = text(record, "jsonl").splitlines()
    expected = sorted(given, key=lambda one: one.document.id)
    assert lines == [json.dumps(one.to_dict(), ensure_ascii=False) for one in expected]
    facts = json.loads(lines[1])["facts"]
    assert [{key: fact[key] for key in gold} for fact, gold in zip(facts, gold_facts, strict=True)] == gold_facts


def test_csv(record: Record, coded: Coded) -> None:
    record.write([coded("a", source=("---.REB", "KAZ"), target=())])
    first = table(record, "events")[0]
    assert (first["source"], first["target"], first["contexts"]) == ("---.REB;KAZ", "", "diplomatic;military")
    assert (first["evidence"], first["reasons"]) == ("target:49-62;source:15-35", "frame.meet;time")
    assert (first["time_start"], first["confidence"]) == ("2017-05-03", "0.813")
    assert [fact["name"] for fact in table(record, "facts") if fact["name"]] == ["N", "'=1+1", "Банк; топлива"]
    assert [fact["place"] for fact in table(record, "facts") if fact["place"]] == ["Астана", "Астана", "IRQ;LBN"]
    assert table(record, "documents")[0]["surroundings"] == "0-8"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(record: Record, coded: Coded, cell: str) -> None:
    record.write([coded("a", text=cell)])
    assert table(record, "documents")[0]["text"] == "'" + cell


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_folders(record: Record, coded: Coded, tmp_path: Path, format: Any) -> None:
    record.write([coded("a"), coded("b")])
    export(record, format, tmp_path / "out")
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == [f"{name}.{format}" for name in ("actors", "documents", "events", "facts")]
    read = pl.read_csv if format == "csv" else pl.read_parquet
    assert [read(file).height for file in files] == [0, 2, 4, 20]
    export(record, format, tmp_path / "one", table="events")
    assert (tmp_path / "one").read_bytes() == files[2].read_bytes()


def test_the_same_bytes(tmp_path: Path, coded: Coded) -> None:
    """However the documents came into the record."""
    documents = [coded(f"d{number}") for number in range(5)]
    first, second = (Record(tmp_path / name, create=True) for name in ("first", "second"))
    first.write(documents, coder="v1")
    for one in documents[::-1]:
        second.write([coded(one.document.id, events=1)], coder="v0")
        second.write([one], coder="v1")
    second.compact()
    for record in (first, second):
        export(record, "jsonl", tmp_path / f"{record.path.name}.jsonl")
        for format in ("csv", "parquet"):
            export(record, format, tmp_path / f"{record.path.name}.out")
    assert (tmp_path / "first.jsonl").read_bytes() == (tmp_path / "second.jsonl").read_bytes()
    for file in (tmp_path / "first.out").iterdir():
        assert file.read_bytes() == (tmp_path / "second.out" / file.name).read_bytes(), file.name


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(("format", "name"), [("jsonl", None), ("csv", "events")])
def test_a_full_disk(record: Record, coded: Coded, format: Any, name: str | None) -> None:
    record.write([coded()])
    with pytest.raises(StopRun, match="/dev/full: can't be written: no space left"):
        export(record, format, "/dev/full", table=name)


def test_a_failed_export_leaves_the_old_file(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("old")
    monkeypatch.setattr("multivector.record.export.read_coded", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(record, "jsonl", out)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "record"]


@pytest.mark.parametrize(
    ("format", "name", "words"),
    [
        ("xls", None, "no format 'xls'; formats are jsonl, csv, parquet"),
        ("csv", None, "a stream takes one table; choose one of"),
        ("csv", "people", "no table 'people'"),
        ("jsonl", "events", "no table 'events' in jsonl"),
        ("parquet", "events", "can't be written to a stream"),
    ],
)
def test_what_can_not_be_exported(record: Record, format: str, name: str | None, words: str) -> None:
    with pytest.raises(StopRun, match=words):
        text(record, format, name)


def test_no_folder_to_write_to(record: Record, tmp_path: Path) -> None:
    with pytest.raises(StopRun, match="can't be written"):
        export(record, "jsonl", tmp_path / "none" / "out.jsonl")
