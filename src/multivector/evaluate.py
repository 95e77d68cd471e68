"""Scores coded documents against gold records: the figures by which the coder is judged.

An event is found when a coded event of the same sentence has the same participants (`dyad`), the same type (`type`) or
both (`event`); each coded event answers for one gold event, nearest trigger first. Source and target of AGREE, CONSULT
and COOPERATE are pooled. Parties compare as states (with their organs) and as non-state actors of a state. A fact is
found when one of its kind in the same sentence agrees on its key slots. `time` and `status` are scored on what was
found.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from multivector.errors import StopRun
from multivector.lexicon.ontology import KEY_SLOTS, NO_STATE, RECIPROCAL, STATE_OR_ORGAN

Item = Mapping[str, Any]
PARTY_SLOTS = frozenset({"of", "member", "chair", "host", "actor"})
STEM = 6  # letters of a word that are compared, so that case endings do not matter


@dataclass
class Tally:
    """Found, gold and predicted counts of one level."""

    found: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def add(self, found: int, gold: int, predicted: int) -> None:
        self.found += found
        self.gold += gold
        self.predicted += predicted


@dataclass
class Scores:
    """All figures of an evaluation."""

    levels: dict[str, Tally] = field(
        default_factory=lambda: {name: Tally() for name in ("event", "dyad", "type", "fact")}
    )
    by_type: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures as text, a line each."""
        lines = [
            f"{name:<6} P {t.precision:.3f}  R {t.recall:.3f}  F1 {t.f1:.3f}   gold {t.gold}, predicted {t.predicted}"
            for name, t in self.levels.items()
        ]
        lines += [f"{name} right: {self.right[name]} of {asked}" for name, asked in self.asked.items()]
        lines += [
            f"  {name:<10} P {t.precision:.2f}  R {t.recall:.2f}  F1 {t.f1:.2f}"
            f"   gold {t.gold}, predicted {t.predicted}"
            for name, t in sorted(self.by_type.items())
        ]
        return lines

    def to_dict(self) -> dict[str, Any]:
        """The figures for machines."""
        return {
            **{name: _figures(tally) for name, tally in self.levels.items()},
            "accuracy": {name: {"right": self.right[name], "asked": asked} for name, asked in self.asked.items()},
            "by_type": {name: _figures(tally) for name, tally in sorted(self.by_type.items())},
        }


def evaluate(gold: Iterable[Item], coded: Mapping[str, Item]) -> Scores:
    """Scores coded documents (by id, in the native layout) against gold documents; one that is absent is all missed."""
    scores = Scores()
    for document in gold:
        predicted = coded.get(str(document["doc"]), {"events": [], "facts": []})
        _score_events(scores, document, predicted["events"])
        _score_facts(scores, document, predicted["facts"])
    return scores


def matched_events(gold: Sequence[Item], predicted: Sequence[Item]) -> set[int]:
    """Which of the predicted events of a document (by index) the gold has: same sentence, type and participants."""
    return {j for _, j in _pair(gold, predicted, _same_event)}


def _same_event(gold: Item, predicted: Item) -> bool:
    return gold["type"] == predicted["type"] and same_participants(gold, predicted)


def _score_events(scores: Scores, document: Item, predicted: Sequence[Item]) -> None:
    gold = document["events"]
    levels: dict[str, Callable[[Item, Item], bool]] = {
        "event": _same_event,
        "dyad": same_participants,
        "type": lambda g, p: bool(g["type"] == p["type"]),
    }
    for name, agree in levels.items():
        pairs = _pair(gold, predicted, agree)
        scores.levels[name].add(len(pairs), len(gold), len(predicted))
        if name == "event":
            _count_types(scores, gold, predicted, {i for i, _ in pairs})
            for i, j in pairs:
                for slot in ("time", "status"):
                    _ask(scores, slot, gold[i].get(slot), predicted[j].get(slot))
            scores.misses += [
                f"{document['doc']}: {e['type']} {e['source']}->{e['target']} «{e['trigger']}»"
                for i, e in enumerate(gold)
                if i not in {i for i, _ in pairs}
            ]


def _count_types(scores: Scores, gold: Sequence[Item], predicted: Sequence[Item], found: set[int]) -> None:
    for event in gold:
        scores.by_type[event["type"]].gold += 1
    for event in predicted:
        scores.by_type[event["type"]].predicted += 1
    for i in found:
        scores.by_type[gold[i]["type"]].found += 1


def _score_facts(scores: Scores, document: Item, predicted: Sequence[Item]) -> None:
    gold = document.get("facts", [])
    pairs = _pair(gold, predicted, same_fact)
    scores.levels["fact"].add(len(pairs), len(gold), len(predicted))
    for i, j in pairs:
        _ask(scores, "fact time", gold[i].get("time"), predicted[j].get("time"))
    found = {i for i, _ in pairs}
    scores.misses += [
        f"{document['doc']}: fact {f['fact']} {[f.get(slot) for slot in KEY_SLOTS[f['fact']]]}"
        for i, f in enumerate(gold)
        if i not in found
    ]


def _ask(scores: Scores, name: str, gold: object, predicted: object) -> None:
    if gold:
        scores.asked[name] += 1
        scores.right[name] += gold == predicted


def _pair(
    gold: Sequence[Item], predicted: Sequence[Item], agree: Callable[[Item, Item], bool]
) -> list[tuple[int, int]]:
    """Matches gold to predicted items one to one; the nearest trigger wins."""
    candidates = sorted(
        (abs(g["start"] - p["start"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if p["sentence"][0] <= g["start"] < p["sentence"][1] and agree(g, p)
    )
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j in candidates:
        if i not in used_gold and j not in used_predicted:
            pairs.append((i, j))
            used_gold.add(i)
            used_predicted.add(j)
    return pairs


def same_participants(gold: Item, predicted: Item) -> bool:
    """Whether two events have the same parties on the same sides; of the reciprocal types, pooled."""
    gold_sides = _parties(gold["source"]), _parties(gold["target"])
    predicted_sides = _parties(predicted["source"]), _parties(predicted["target"])
    if gold["type"] in RECIPROCAL:
        wanted, got = gold_sides[0] | gold_sides[1], predicted_sides[0] | predicted_sides[1]
        return len(wanted & got) >= min(2, len(wanted))
    return all(map(_same_side, gold_sides, predicted_sides))


def same_fact(gold: Item, predicted: Item) -> bool:
    """Whether two facts are of one kind and agree on its key slots."""
    return bool(gold["fact"] == predicted["fact"]) and all(
        _same_slot(slot, gold.get(slot), predicted.get(slot)) for slot in KEY_SLOTS[gold["fact"]]
    )


def _same_slot(name: str, gold: object, predicted: object) -> bool:
    if name in ("name", "person"):
        return bool(_stems(gold) & _stems(predicted))
    if isinstance(gold, list):
        return _same_side(_parties(gold), _parties(predicted if isinstance(predicted, list) else []))
    if name in PARTY_SLOTS:
        return party(str(gold)) == party(str(predicted))
    return gold == predicted


def party(code: str) -> str:
    """The party behind a code: RUS.MIL is RUS; one outside the state keeps a mark, SYR.REB is SYR*."""
    state, _, sector = code.partition(".")
    return state if sector in STATE_OR_ORGAN and state != NO_STATE else state + "*"


def _parties(codes: Iterable[str]) -> set[str]:
    return {party(code) for code in codes}


def _same_side(gold: set[str], predicted: set[str]) -> bool:
    return bool(gold & predicted) or (not gold and not predicted)


def _stems(value: object) -> set[str]:
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return {word[:STEM] for word in text.lower().replace("«", " ").replace("»", " ").split() if len(word) > 1}


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "gold": tally.gold,
        "predicted": tally.predicted,
    }


def load_gold(path: str | Path) -> list[Item]:
    """The documents of a gold file.

    Raises:
        StopRun: the file is no gold file; the message names the line.
    """
    documents: list[Item] = []
    for number, line in enumerate(Path(path).read_bytes().split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            document["doc"], document["events"]
            unknown = {fact["fact"] for fact in document.get("facts", [])} - KEY_SLOTS.keys()
            if unknown:
                raise StopRun(f"{path}:{number}: unknown kind of fact: {', '.join(sorted(unknown))}")
        except (ValueError, KeyError, TypeError):
            raise StopRun(
                f"{path}:{number}: no gold record: each line is one JSON object with doc, events and facts"
            ) from None
        documents.append(document)
    return documents
