from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from multivector.intake import Problem, read
from multivector.model import Document

RUSSIAN = "Президент Казахстана встретился в Пекине с председателем КНР и обсудил с ним сотрудничество."
ENGLISH = "The president of Kazakhstan met with the president of China in Beijing and discussed trade."
KAZAKH = "Қазақстан Президенті Бейжіңде Қытай төрағасымен кездесіп, ынтымақтастық туралы келіссөз жүргізді."

Reading = tuple[list[Document], list[Problem]]
Reader = Callable[..., Reading]


@pytest.fixture
def reading() -> Reader:
    """Reads inputs to the end: the documents, and the problems on the way."""

    def run(*inputs: str | Path, **options: str | None) -> Reading:
        problems: list[Problem] = []
        return list(read(inputs, on_problem=problems.append, **options)), problems

    return run


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Writes text (as UTF-8, its line breaks as they are) or bytes into a file of the test's own folder."""

    def run(name: str, content: str | bytes | Iterable[str]) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, str | bytes):
            content = "".join(f"{line}\n" for line in content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return run


@pytest.fixture(params=[("ru", RUSSIAN), ("en", ENGLISH), ("kk", KAZAKH)], ids=lambda case: case[0])
def sample(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Language and text, one a language."""
    case: tuple[str, str] = request.param
    return case
