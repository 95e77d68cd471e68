from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from multivector import CodedDocument, Coder, Lexicon
from multivector.lexicon import default_lexicon

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


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
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the gold records; it lies beside the project and is not part of it."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"{SHARED}/gold is not there: gold records do not ship with the project")
    return SHARED
