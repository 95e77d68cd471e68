from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest

from multivector import CodedDocument, Coder, Lexicon
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
