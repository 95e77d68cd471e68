"""The gold records that lie beside the project: floors below which accuracy must not fall."""

import json

import pytest

from multivector import Document
from multivector.evaluate import evaluate, load_gold
from multivector.intake import document

FLOORS = [("ru_headlines_dev", 0.45), ("ru_dev", 0.30)]


@pytest.fixture(scope="module")
def texts(shared):
    lines = (shared / "gold" / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    return {text["id"]: text for text in map(json.loads, lines)}


@pytest.fixture(scope="module")
def seed(coder, shared):
    text = (shared / "seed" / "article.ru.txt").read_text(encoding="utf-8")
    return coder.code(document(text, id="seed/article.ru.txt", language="ru"))


def test_seed_facts_and_times(seed, shared):
    gold = load_gold(shared / "gold" / "seed.jsonl")
    scores = evaluate(gold, {seed.document.id: seed.to_dict()})
    assert scores.levels["fact"].f1 >= 0.90, scores.misses
    assert scores.right["fact time"] == scores.asked["fact time"]


def test_nothing_is_drawn_from_the_surroundings_of_the_seed(seed):
    assert seed.document.surroundings
    for entry in (*seed.events, *seed.facts):
        assert not any(start < entry.end and entry.start < end for start, end in seed.document.surroundings)


@pytest.mark.parametrize(("name", "floor"), FLOORS)
def test_events(coder, shared, texts, name, floor):
    gold = load_gold(shared / "gold" / f"{name}.jsonl")
    chosen = [texts[item["doc"]] for item in gold]
    documents = [
        Document(text["id"], text["text"], language=text["language"], published=text["published"]) for text in chosen
    ]
    scores = evaluate(gold, {coded.document.id: coded.to_dict() for coded in coder.code_many(documents)})
    assert scores.levels["event"].f1 >= floor
