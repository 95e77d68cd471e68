"""Which version of a record is shown while it changes."""

import gc
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

from multivector import Record
from multivector.observatory.archive import ArchiveUnavailable, archive, condition, keeping, look_again


@pytest.fixture
def changing(sample_record, settings, tmp_path, monkeypatch):
    """A copy of the record that a test may change, and a cache of its own."""
    monkeypatch.setenv("MULTIVECTOR_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(keeping, "FRESH", 0.0)
    monkeypatch.setattr(keeping, "_builder", None)
    record = Path(shutil.copytree(sample_record, tmp_path / "record"))
    settings.RECORD = str(record)
    yield record
    if keeping._builder:
        keeping._builder.communicate()


def touch(record):
    """As if the record had been written anew."""
    marker = record / "record.json"
    text = marker.read_text()
    marker.unlink()
    time.sleep(0.01)
    marker.write_text(text)


def empty(record):
    shutil.rmtree(record)
    Record(record, create=True)


def damage(record):
    for file in (record / "documents" / "_delta_log").glob("*"):
        file.write_text("nonsense")


def other_version(record):
    (record / "record.json").write_text('{"schema": 99}')


@pytest.mark.parametrize(
    ("change", "problem"),
    [(shutil.rmtree, "missing"), (empty, "emptied"), (damage, "broken"), (other_version, "broken")],
)
def test_what_happens_to_a_record_leaves_its_last_version(changing, change, problem):
    before = archive()
    assert condition().problem == ""
    change(changing)
    assert archive() is before
    assert condition().problem == problem
    assert before.value("SELECT count(*) FROM documents") > 1


@pytest.mark.parametrize(
    ("change", "problem"), [(shutil.rmtree, "missing"), (damage, "broken"), (other_version, "broken")]
)
def test_without_a_version_to_show_it_is_said(changing, change, problem):
    change(changing)
    with pytest.raises(ArchiveUnavailable) as caught:
        archive()
    assert caught.value.kind == problem


def test_a_process_that_starts_anew_shows_the_last_version(changing, monkeypatch):
    version = archive().version
    monkeypatch.setattr(keeping, "_shown", None)
    damage(changing)
    assert archive().version == version


def test_a_changed_record_is_shown_at_once_where_that_is_quick(changing):
    before = archive()
    touch(changing)
    after = archive()
    assert after.version != before.version
    assert condition().problem == ""
    assert after.value("SELECT count(*) FROM documents") == before.value("SELECT count(*) FROM documents")
    assert len(list((changing.parent / "cache" / "observatory").glob("*.duckdb"))) == 1


def test_where_it_is_slow_another_process_makes_the_index(changing, monkeypatch):
    monkeypatch.setattr(keeping, "QUICK", -1.0)
    monkeypatch.setattr(keeping, "SHARE", 0)
    before = archive()
    touch(changing)
    assert archive() is before
    assert condition().problem == "building"
    deadline = time.monotonic() + 60
    while archive() is before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert archive().version != before.version


def test_a_slow_index_is_not_made_all_the_time(changing, monkeypatch):
    monkeypatch.setattr(keeping, "QUICK", -1.0)
    monkeypatch.setattr(keeping, "SHARE", 1e6)
    before = archive()
    touch(changing)
    for _ in range(3):
        assert archive() is before
    assert keeping._builder is None


def test_what_can_t_be_made_is_not_tried_with_every_request(changing, monkeypatch):
    archive()
    tried = []
    monkeypatch.setattr(
        keeping, "build", lambda *arguments: tried.append(1) or (_ for _ in ()).throw(OSError("disk full"))
    )
    touch(changing)
    for _ in range(3):
        archive()
    assert (len(tried), condition().problem, condition().reason) == (1, "broken", "disk full")


def test_only_one_of_many_threads_makes_the_index(changing, monkeypatch):
    archive()
    made = []
    build = keeping.build
    monkeypatch.setattr(keeping, "build", lambda *arguments: (made.append(1), build(*arguments)))
    touch(changing)
    threads = [threading.Thread(target=archive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_who_has_written_can_ask_to_look_again(changing, monkeypatch):
    monkeypatch.setattr(keeping, "FRESH", 3600.0)
    look_again()
    before = archive()
    touch(changing)
    assert archive() is before
    look_again()
    assert archive() is not before


def test_an_index_that_another_process_can_t_make_is_said(changing, monkeypatch):
    monkeypatch.setattr(keeping, "QUICK", -1.0)
    monkeypatch.setattr(keeping, "SHARE", 0)
    before = archive()
    for table in ("events", "facts"):
        for file in (changing / table).glob("*.parquet"):
            file.write_text("nonsense")
    touch(changing)
    deadline = time.monotonic() + 60
    while archive() is before and condition().problem == "building" and time.monotonic() < deadline:
        time.sleep(0.1)
    assert (archive(), condition().problem) == (before, "broken")
    assert keeping._builder is None


def test_a_damaged_index_is_made_anew(changing):
    version = archive().version
    keeping._shown = None
    gc.collect()  # the engine knows an open file again
    keeping._index(version).write_bytes(b"nonsense" * 1000)
    with pytest.raises(ArchiveUnavailable):
        archive()
    assert archive().version == version


@pytest.mark.parametrize(("age", "kept"), [(0, True), (2 * keeping.GONE, False)])
def test_the_index_of_a_record_that_has_long_been_gone_is_deleted(changing, settings, tmp_path, age, kept):
    archive()
    [mark] = (tmp_path / "cache").rglob("*.of")
    os.utime(mark, (time.time() - age,) * 2)
    settings.RECORD = str(changing.rename(tmp_path / "elsewhere"))
    archive()
    assert mark.exists() == mark.with_suffix(".duckdb").exists() == kept
