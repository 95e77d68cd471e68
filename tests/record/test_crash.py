from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from deltalake.exceptions import CommitFailedError, DeltaError

import multivector
from multivector.errors import StopRun
from multivector.model import CodedDocument
from multivector.record import Record
from multivector.record.tables import Table

Coded = Callable[..., CodedDocument]
DOCUMENTS, BATCH = 400, 10

WRITE = f"""
import sys
from multivector.model import CodedDocument, Document, Event
from multivector.record import Record

path, coder = sys.argv[1:]
record = Record(path, create=True)
event = dict(type="CONSULT", start=0, end=3, trigger="met", sentence=(0, 3))
for first in range(0, {DOCUMENTS}, {BATCH}):
    documents = [Document(f"d{{n}}", "met " * 50) for n in range(first, first + {BATCH})]
    new = [one for one in documents if not record.is_current(one, coder)]
    record.write([CodedDocument(one, [Event(**event, frame=coder), Event(**event)]) for one in new], coder=coder)
    print("written", first + {BATCH}, flush=True)
"""


def start(path: Path, coder: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE, str(path), coder]
    where = {**os.environ, "PYTHONPATH": str(Path(multivector.__file__).parents[1])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=where)


def kill_while_writing(path: Path, coder: str, seconds: float) -> int:
    """Number of documents that were reported as written before the process was killed."""
    with start(path, coder) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    return max(int(line.split()[1]) for line in lines if line.endswith("\n"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_random(tmp_path: Path) -> None:
    path, chance = tmp_path / "record", random.Random(7)
    safe: dict[str, int] = {}
    for coder in ("v1", "v2"):
        safe[coder] = kill_while_writing(path, coder, chance.uniform(0, 0.4))
        record = Record(path)
        coders = dict(record.documents().select("id", "coder").collect().rows())
        assert all(coders[f"d{n}"] == coder for n in range(safe[coder]))
        # What an earlier run reported is there, old or new, with all its entries and no others.
        assert all(f"d{n}" in coders for n in range(max(safe.values())))
        entries = record.events().group_by("doc").agg("frame").collect()
        assert {doc: sorted(frames) for doc, frames in entries.rows()} == {d: ["", c] for d, c in coders.items()}
    with start(path, "v2") as process:
        process.communicate()
    assert process.returncode == 0
    events = pl.scan_delta(str(path / "events")).collect()
    assert (events.height, events["doc"].n_unique()) == (2 * DOCUMENTS, DOCUMENTS)
    assert Record(path).documents().collect()["coder"].unique().to_list() == ["v2"]


class Crash(Exception):
    pass


def fail_at(step: int, error: Exception, patch: pytest.MonkeyPatch) -> None:
    """Let the change of a table number `step`, from now on and from 0, fail before it happens."""
    left = iter(range(step))

    def failing(change: Callable[..., None]) -> Callable[..., None]:
        def call(*args: object, **options: object) -> None:
            if next(left, None) is None:
                raise error
            change(*args, **options)

        return call

    for name in ("append", "replace", "delete"):
        patch.setattr(Table, name, failing(getattr(Table, name)))


@pytest.mark.parametrize("step", range(5))
def test_crashed_between_two_commits(record: Record, coded: Coded, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """A document that is coded again is whole at every moment, all old or all new; then nothing is left over."""
    record.write([coded("a"), coded("b")], coder="v1")
    batch = [coded("a", events=1), coded("c", events=1)]
    with monkeypatch.context() as patch:
        fail_at(step, Crash(), patch)
        with pytest.raises(Crash):
            record.write(batch, coder="v2")
    seen = Record(record.path)
    is_new = step > 2  # events, facts, then the swap of documents
    old, new = [("a", 2), ("b", 2)], [("a", 1), ("b", 2), ("c", 1)]
    assert seen.events().group_by("doc").len().sort("doc").collect().rows() == (new if is_new else old)
    assert seen.sql("SELECT doc, count(*) FROM events GROUP BY 1 ORDER BY 1").rows() == (new if is_new else old)
    assert seen.is_current(batch[0].document, "v2") == is_new
    for opened in (record, seen):
        opened.write(batch, coder="v2")
        events = pl.scan_delta(str(record.path / "events")).group_by("doc").len().sort("doc").collect()
        assert events.rows() == new


@pytest.mark.parametrize("step", range(4))
def test_crashed_while_withdrawing(record: Record, coded: Coded, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """A document is in the record with all its entries or not at all; the next writer leaves nothing over."""
    given = [coded("a"), coded("b"), coded("c")]
    record.write(given, coder="v1")
    with monkeypatch.context() as patch:
        fail_at(step, Crash(), patch)
        if step < 3:
            with pytest.raises(Crash):
                record.withdraw(["a", "c"])
        else:
            record.withdraw(["a", "c"])
    seen, is_gone = Record(record.path), step > 0  # first the documents, then events and facts
    left = [("b", 2)] if is_gone else [("a", 2), ("b", 2), ("c", 2)]
    for opened in (seen, record):
        assert opened.documents().select("id").sort("id").collect()["id"].to_list() == [id for id, _ in left]
        assert opened.events().group_by("doc").len().sort("doc").collect().rows() == left
        assert opened.is_current(given[0].document, "v1") != is_gone
    for opened in (seen, record):
        opened.withdraw(["a", "c"])
        for table in ("events", "facts"):
            assert pl.scan_delta(str(record.path / table)).collect()["doc"].unique().to_list() == ["b"]
    record.write(given, coder="v1")
    assert seen.events().group_by("doc").len().collect().height == 3


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no space left .* 2 documents are safe"),
        (DeltaError("Generic LocalFileSystem error: No space left on device (os error 28)"), "no space left"),
        (OSError(errno.EACCES, "Permission denied"), "cannot be written .*Permission denied"),
        (CommitFailedError("conflict"), "another program has written .* run the same command again"),
    ],
)
def test_a_disk_that_fails(
    record: Record, coded: Coded, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    record.write([coded("a"), coded("b")])
    with monkeypatch.context() as patch:
        fail_at(1, error, patch)
        with pytest.raises(StopRun, match=words):
            record.write([coded("c")])
    record.write([coded("c")])
    assert pl.scan_delta(str(record.path / "events")).collect().height == 6


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no right to mount a small disk")
    yield place
    subprocess.run(["umount", place], check=True)


def write_all(record: Record, batches: Iterator[list[CodedDocument]]) -> None:
    for batch in batches:
        record.write(batch)


def test_a_full_disk(small_disk: Path, coded: Coded) -> None:
    record = Record(small_disk / "record", create=True)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(700_000))
    batches = iter([coded(f"d{number}")] for number in range(1000))
    with pytest.raises(StopRun, match=r"no space left .*run the same command again") as stop:
        write_all(record, batches)
    written = Record(record.path).documents().collect().height
    assert f"; {written} documents are safe" in str(stop.value)
    assert written == 1000 - 1 - len(list(batches))
    ballast.unlink()
    record.write([coded(f"d{written}")])
    assert pl.scan_delta(str(record.path / "events")).collect().height == 2 * (written + 1)
