"""The gate loses nothing: what it passes over holds no entry."""

import io
import json
from itertools import islice

import pytest
import zstandard

from multivector import Coder
from multivector.intake import document, read

HEADLINES = 300


def entries(coder, documents):
    for coded in coder.code_many(documents):
        yield coded.document.id, [entry.to_dict() for entry in (*coded.events, *coded.facts)]


@pytest.fixture(scope="module")
def same(coder):
    """Checks that documents give the same entries with and without the gate, and returns them."""
    open_coder = Coder(gate=False)

    def same(documents):
        gated = dict(entries(coder, documents))
        assert dict(entries(open_coder, documents)) == gated
        return gated

    return same


@pytest.fixture
def headlines(shared):
    """Headlines of all years, spread evenly over the file."""
    path = shared / "data" / "headlines" / "ru_headlines_odd_years.jsonl.zst"
    if not path.is_file():
        pytest.skip(f"{path} is not there")
    with path.open("rb") as file:
        lines = list(io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), encoding="utf-8"))
    return [
        document(line.get("text") or line["title"], id=str(n), language="ru")
        for n, line in enumerate(map(json.loads, islice(lines, 0, None, len(lines) // HEADLINES)))
    ]


def test_samples(same, samples):
    assert any(same(list(read(samples, on_problem=lambda problem: pytest.fail(str(problem))))).values())


def test_seed(same, shared):
    text = (shared / "seed" / "article.ru.txt").read_text(encoding="utf-8")
    assert any(same([document(text, language="ru")]).values())


def test_headlines(same, headlines):
    assert len(headlines) >= HEADLINES
    assert any(same(headlines).values())


@pytest.mark.parametrize(
    "text",
    [
        "Погода сегодня хорошая. Россия подписала договор с Китаем.",  # one sentence passes, one does not
        "Президент подписал договор. Канцлер Ангела Меркель прибыла.",
        "Он встретился с ним.",
    ],
)
def test_texts(same, text):
    same([document(text, language="ru")])
