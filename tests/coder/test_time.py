from __future__ import annotations

import time
from pathlib import Path

import pytest

from multivector.coder.time import TimeGrammar
from multivector.edtf import is_valid
from multivector.errors import StopRun

CASES = Path(__file__).parent / "times"
GRAMMARS = {language: TimeGrammar(language) for language in ("ru", "en", "kk")}


def cases() -> list[tuple[str, str, str | None, str]]:
    found = []
    for language in GRAMMARS:
        for line in (CASES / f"{language}.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                text, published, edtf = (part.strip() for part in line.split("|"))
                found.append((language, text, published or None, edtf))
    return found


@pytest.mark.parametrize(("language", "text", "published", "edtf"), cases())
def test_cases(language: str, text: str, published: str | None, edtf: str) -> None:
    found = GRAMMARS[language].find(text, published=published)
    assert "; ".join(expression.edtf for expression in found) == edtf
    assert GRAMMARS[language].find_unchecked(text, published=published) == found
    assert all(is_valid(expression.edtf) for expression in found)


@pytest.mark.parametrize(("language", "least"), [("ru", 150), ("en", 60), ("kk", 40)])
def test_enough_cases(language: str, least: int) -> None:
    assert sum(case[0] == language for case in cases()) >= least


def test_places() -> None:
    text = "Он прибыл 5\u00a0июня 2025\u00a0года, а вчера уехал."
    found = GRAMMARS["ru"].find(text, published="2025-06-10", offset=100)
    assert [text[e.start - 100 : e.end - 100] for e in found] == ["5\u00a0июня 2025\u00a0года", "вчера"]
    assert [(e.kind, e.anchored) for e in found] == [("date", False), ("relative", True)]


@pytest.mark.parametrize(
    ("text", "edtf"), [("в понедельник", "2025-06-16"), ("в мае", "2026-05"), ("5 мая", "2026-05-05")]
)
def test_future(text: str, edtf: str) -> None:
    assert [e.edtf for e in GRAMMARS["ru"].find(text, published="2025-06-10", future=True)] == [edtf]


def test_anchored() -> None:
    [with_anchor] = GRAMMARS["ru"].find("в июле", published="2025-06-10")
    [without] = GRAMMARS["ru"].find("в июле", published=None)
    assert with_anchor.anchored
    assert not without.anchored


def test_a_sentence_without_a_time_is_cheap() -> None:
    sentence = "Президент Казахстана встретился в Пекине с председателем Китая и обсудил сотрудничество двух стран."
    start = time.perf_counter()
    for _ in range(1000):
        assert GRAMMARS["ru"].find(sentence, published="2025-06-10") == []
    assert time.perf_counter() - start < 0.2


def test_unknown_language() -> None:
    with pytest.raises(StopRun, match="no time words for language 'xx'"):
        TimeGrammar("xx")
