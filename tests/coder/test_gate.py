"""The gate loses nothing: what it passes over holds no entry."""

import io
from itertools import islice

import pytest
import zstandard

from multivector import Coder
from multivector.intake import document, read

HEADLINES = 300


def entries(coder, documents):
    for coded in coder.code_many(documents):
        yield coded.document.id, [entry.to_dict() for entry in (*coded.events, *coded.facts)]


def same_without_gate(documents):
    with_gate = dict(entries(Coder(), documents))
    assert dict(entries(Coder(gate=False), documents)) == with_gate
    assert any(with_gate.values())


@pytest.fixture
def headlines(shared):
    """Headlines of all years, spread evenly over the file."""
    path = shared / "data" / "headlines" / "ru_headlines_odd_years.jsonl.zst"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    import json

    with path.open("rb") as file:
        lines = list(io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8"))
    return [
        document(line.get("text") or line["title"], id=str(n), language="ru")
        for n, line in enumerate(map(json.loads, islice(lines, 0, None, len(lines) // HEADLINES)))
    ]


def test_samples(samples):
    same_without_gate(list(read([samples], on_problem=lambda problem: pytest.fail(str(problem)))))


def test_seed(shared):
    same_without_gate([document((shared / "seed" / "article.ru.txt").read_text(encoding="utf-8"), language="ru")])


def test_headlines(headlines):
    assert len(headlines) >= HEADLINES
    same_without_gate(headlines)


@pytest.mark.parametrize(
    "text",
    [
        "Погода сегодня хорошая. Россия подписала договор с Китаем.",  # one sentence passes, one does not
        "Президент подписал договор. Канцлер Ангела Меркель прибыла.",
        "Он встретился с ним.",
    ],
)
def test_texts(text):
    same = [dict(entries(Coder(gate=gate), [document(text, language="ru")])) for gate in (True, False)]
    assert same[0] == same[1]
