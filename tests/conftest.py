from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from multivector import CodedDocument, Coder, Document, Event, Lexicon, Record
from multivector.cli import main
from multivector.lexicon import default_lexicon

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


class Result(NamedTuple):
    """What a command gave."""

    status: int
    out: str
    err: str


def run_command(*arguments: object, stdin: bytes = b"") -> Result:
    """Runs `multivector ARGUMENTS` in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    given = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    status = 0
    with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", given):
        with patch("sys.argv", ["multivector", *map(str, arguments)]):
            try:
                main()
            except SystemExit as end:
                status = int(end.code or 0)
    return Result(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))


@pytest.fixture(scope="session")
def cli() -> Callable[..., Result]:
    return run_command


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return default_lexicon()


@pytest.fixture(scope="session")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="session")
def code(coder: Coder) -> Callable[..., CodedDocument]:
    """Codes a Russian text."""

    def code(text: str, published: str | None = None) -> CodedDocument:
        return coder.code(text, language="ru", published=published or None)

    return code


@pytest.fixture(scope="session")
def samples() -> list[Path]:
    """The folders of the sample articles that can be coded."""
    return [ROOT / "samples" / language for language in ("ru", "en")]


@pytest.fixture(scope="session")
def coded_samples(
    cli: Callable[..., Result], samples: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Result]:
    """(record of the samples, what the command gave)."""
    path = tmp_path_factory.mktemp("samples") / "record"
    return path, cli("code", *samples, "--to", path)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the gold records; it lies beside the project and is not part of it."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"{SHARED}/gold is not there: gold records do not ship with the project")
    return SHARED


ACTORS = [
    {"code": code, "kind": "state", "name_ru": ru, "name_en": en, "name_kk": kk}
    for code, ru, en, kk in [
        ("KAZ", "Казахстан", "Kazakhstan", "Қазақстан"),
        ("RUS", "Россия", "Russia", "Ресей"),
        ("CHN", "Китай", "China", "Қытай"),
        ("USA", "США", "United States", "АҚШ"),
        ("TUR", "Турция", "Türkiye", "Түркия"),
    ]
]


def event(type: str, source: str, target: str, time: str | None, **fields) -> Event:
    """`"KAZ RUS"` are two codes."""
    given = {"start": 0, "end": 4, "trigger": "They", "sentence": (0, 12), "frame": "meet", "confidence": 0.9}
    sides = {"source": tuple(source.split()), "target": tuple(target.split())}
    return Event(type=type, time=time, time_source="text", **sides, **(given | fields))


@pytest.fixture
def record_of(tmp_path: Path) -> Callable[..., Record]:
    """A record of events, each `(document, type, source, target, time)` with fields of the event in a dictionary behind."""

    def record_of(*events: tuple) -> Record:
        record = Record(tmp_path / "record", create=True)
        record.write_actors(ACTORS)
        documents = groupby(sorted(events, key=lambda row: row[0]), key=lambda row: row[0])
        record.write(
            [
                CodedDocument(
                    Document(doc, "They did it.", language="en", source=doc[0]),
                    [event(*row[1:5], **(row[5] if len(row) > 5 else {})) for row in rows],
                )
                for doc, rows in documents
            ]
        )
        return record

    return record_of
