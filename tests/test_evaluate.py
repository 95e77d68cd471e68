"""The same figures as the scorer that judges the coder."""

import importlib.util
import json
from pathlib import Path

import pytest

from multivector.errors import StopRun
from multivector.evaluate import evaluate, load_gold

GOLD = Path(__file__).parents[2] / "shared" / "gold"


def event(kind, source, target, start=0, **more):
    return {
        "type": kind,
        "source": source,
        "target": target,
        "trigger": "x",
        "start": start,
        "end": start + 1,
        "time": None,
        "status": "done",
        "sentence": [0, 50],
        **more,
    }


def scored(gold, predicted, facts=(), predicted_facts=()):
    return evaluate(
        [{"doc": "a", "events": gold, "facts": list(facts)}],
        {"a": {"events": predicted, "facts": list(predicted_facts)}},
    )


@pytest.mark.parametrize(
    ("gold", "predicted", "event_found", "dyad_found"),
    [
        (event("CONSULT", ["KAZ"], ["RUS"]), event("CONSULT", ["KAZ", "RUS"], []), 1, 1),  # reciprocal: pooled
        (event("ACCUSE", ["KAZ"], ["RUS"]), event("ACCUSE", ["RUS"], ["KAZ"]), 0, 0),
        (event("ACCUSE", ["KAZ.GOV"], ["RUS"]), event("REJECT", ["KAZ"], ["RUS.MIL"]), 0, 1),
        (event("ASSAULT", ["SYR.REB"], []), event("ASSAULT", ["SYR.OPP"], []), 1, 1),  # outside the state, any sector
        (event("ASSAULT", ["SYR.REB"], []), event("ASSAULT", ["SYR"], []), 0, 0),
        (event("ASSAULT", [], ["SYR"]), event("ASSAULT", ["RUS"], ["SYR"]), 0, 0),
        (event("ASSAULT", [], ["SYR"], start=60), event("ASSAULT", [], ["SYR"]), 0, 0),  # another sentence
    ],
)
def test_events(gold, predicted, event_found, dyad_found):
    scores = scored([gold], [predicted])
    assert scores.levels["event"].found == event_found
    assert scores.levels["dyad"].found == dyad_found


def test_one_prediction_answers_for_one_gold_event():
    assert scored([event("AID", ["KAZ"], [])] * 2, [event("AID", ["KAZ"], [])]).levels["event"].found == 1


def test_facts_agree_on_key_slots():
    gold = {"fact": "office", "person": "Эмомали Рахмон", "of": "USA", "start": 0, "time": "2009"}
    predicted = {
        "fact": "office",
        "person": "Рахмоном",
        "of": "USA.GOV",
        "start": 0,
        "sentence": [0, 9],
        "time": "2010",
    }
    scores = scored([], [], [gold], [predicted])
    assert scores.levels["fact"].f1 == 1
    assert (scores.right["fact time"], scores.asked["fact time"]) == (0, 1)


def test_gold_file_errors_name_the_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a", "events": []}\n{"doc":\n', encoding="utf-8")
    with pytest.raises(StopRun, match=r"gold.jsonl:2: no gold record"):
        load_gold(path)


@pytest.mark.skipif(not GOLD.is_dir(), reason="needs the shared gold records")
@pytest.mark.parametrize("name", ["ru_headlines_dev", "ru_dev", "seed"])
def test_same_figures_as_the_judging_scorer(name):
    spec = importlib.util.spec_from_file_location("judge", GOLD / "score.py")
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    gold = judge.load(str(GOLD / f"{name}.jsonl"))
    # predictions with all kinds of faults: some left out, some turned round, types changed
    predicted = json.loads(json.dumps(gold))
    for document in predicted.values():
        for i, item in enumerate(document["events"] + document["facts"]):
            item["sentence"] = [item["start"] - i % 3, item["end"] - (i % 5 == 0) * 100]
            if "source" in item and i % 4 == 0:
                item["source"], item["target"] = item["target"], item["source"]
            if "type" in item and i % 7 == 0:
                item["type"] = "AID"
        del document["events"][::6]
    figures, _ = judge.score(gold, predicted)
    ours = evaluate(list(gold.values()), predicted).to_dict()
    assert {k: v for k, v in ours.items() if k != "by_type"} == {k: v for k, v in figures.items() if k != "by_type"}
    assert ours["by_type"] == figures["by_type"]
