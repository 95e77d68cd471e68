from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from multivector.intake.files import Problem, Source, UnreadableSource, opened, sources

Write = Callable[..., str]


def _read(source: Source) -> bytes:
    with opened(source) as stream:
        return stream.read()


def test_a_folder_is_walked_in_order(write: Write, tmp_path: Path) -> None:
    for name in ["b.txt", "a/z.HTML", "a/y.jsonl.gz", ".hidden/c.txt", ".d.txt", "e.docx", "c.parquet.gz", "d.csv.zst"]:
        write(f"in/{name}", "x")
    folder = str(tmp_path / "in")
    assert list(sources([folder])) == [
        Source(os.path.join(folder, "a", "y.jsonl.gz"), "jsonl", ".gz"),
        Source(os.path.join(folder, "a", "z.HTML"), "html"),
        Source(os.path.join(folder, "b.txt"), "text"),
        Source(os.path.join(folder, "d.csv.zst"), "csv", ".zst"),
    ]


def test_paths_are_as_given(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("in/b.txt", "x")
    monkeypatch.chdir(tmp_path)
    assert [source.path for source in sources(["in", Path("in/b.txt"), "-"]) if isinstance(source, Source)] == [
        os.path.join("in", "b.txt"), os.path.join("in", "b.txt"), "-",
    ]  # fmt: skip


def test_a_circle_of_links_ends(write: Write, tmp_path: Path) -> None:
    write("in/b.txt", "x")
    (tmp_path / "in" / "circle").symlink_to(tmp_path / "in")
    assert len(list(sources([tmp_path / "in"]))) == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [("missing.txt", "no such file"), ("in", "no file in this folder"), ("in/e.docx", "known are .txt")],
)
def test_what_cannot_be_read_is_named(name: str, says: str, write: Write, tmp_path: Path) -> None:
    write("in/e.docx", "x")
    (problem,) = sources([tmp_path / name])
    assert isinstance(problem, Problem)
    assert problem.where == str(tmp_path / name)
    assert says in problem.message


def test_a_forbidden_folder_does_not_stop_its_neighbours(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("in/a/x.txt", "x")
    write("in/b.txt", "x")
    scan = os.scandir

    def forbidding(path: str) -> object:
        if path.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", forbidding)
    problem, source = sources([tmp_path / "in"])
    assert isinstance(problem, Problem)
    assert "Permission denied" in problem.message
    assert isinstance(source, Source)


def test_packed_files(write: Write) -> None:
    text = b"one\ntwo\n" * 50_000
    frames = zstandard.compress(text) + zstandard.compress(b"end")
    assert _read(Source(write("a.txt.gz", gzip.compress(text)), "text", ".gz")) == text
    assert _read(Source(write("a.txt.zst", frames), "text", ".zst")) == text + b"end"


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("damage", ["cut", "not packed"])
def test_damaged_packing(packing: str, damage: str, write: Write) -> None:
    text = os.urandom(100_000)
    packed = gzip.compress(text) if packing == ".gz" else zstandard.compress(text)
    path = write(f"a.txt{packing}", packed[:50_000] if damage == "cut" else b"plain text")
    with pytest.raises(UnreadableSource, match="damaged or cut off"):
        _read(Source(path, "text", packing))


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="No such file"):
        _read(Source(str(tmp_path / "gone.txt"), "text"))
