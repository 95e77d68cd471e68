"""The trained scorer: plain weights in a readable file, summed to a probability for each PLOVER type.

A type's score is the sum, over the features of the pair, of value x weight: own features have a weight for each type,
shared ones (type `*` in the file) one weight for the type that they speak for. The scores are divided by a temperature
and made probabilities by softmax. `training/scorer.py` writes the file; docs/relate.md says how to read it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TextIO

from multivector.coder.pairfeatures import Features
from multivector.lexicon.ontology import QUAD_OF_TYPE
from multivector.model import Reason, Relation

TYPES = tuple(QUAD_OF_TYPE)
SHARED = "*"
REASONS = 3  # features that are named beside a type
HEADER = ("feature", "type", "weight")
OWN_LANGUAGES = frozenset({"en"})  # those whose lemmas were trained; the others share `any`


@dataclass
class Scorer:
    """The weights of a file."""

    own: dict[str, dict[str, float]] = field(default_factory=dict)  # feature -> type -> weight
    shared: dict[str, float] = field(default_factory=dict)  # feature -> weight
    temperature: float = 1.0

    def relations(self, found: Features) -> list[Relation]:
        """All types with their probabilities, the most probable first; equals in PLOVER's order."""
        terms = self._terms(found)
        scores = _sums(terms)
        highest = max(scores.values())
        odds = {type: math.exp((score - highest) / self.temperature) for type, score in scores.items()}
        total = sum(odds.values())
        ranked = sorted(TYPES, key=lambda type: -odds[type])
        return [Relation(type, odds[type] / total, _reasons(terms[type])) for type in ranked]

    def scores(self, found: Features) -> dict[str, float]:
        """The score of each type, before temperature and softmax."""
        return _sums(self._terms(found))

    def _terms(self, found: Features) -> dict[str, list[tuple[str, float]]]:
        """Type -> features with what each adds to its score, in the order of their names, so that sums repeat."""
        terms: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for name in sorted(found.own):
            for type, weight in self.own.get(name, {}).items():
                terms[type].append((name, weight * found.own[name]))
        for type, name in sorted(found.shared):
            if name in self.shared:
                terms[type].append((name, self.shared[name] * found.shared[type, name]))
        return terms


def _sums(terms: Mapping[str, list[tuple[str, float]]]) -> dict[str, float]:
    return {type: sum(value for _, value in terms.get(type, ())) for type in TYPES}


def _reasons(terms: list[tuple[str, float]]) -> tuple[Reason, ...]:
    strongest = sorted(terms, key=lambda term: -term[1])[:REASONS]
    return tuple(Reason(f"feature:{name}", f"{value:+.2f}") for name, value in strongest if value > 0)


def is_lexical(language: str) -> bool:
    """Whether lemmas of a language have weights."""
    return language in OWN_LANGUAGES


def file_name(language: str) -> str:
    """The file of weights of a language."""
    return f"relate.{language if is_lexical(language) else 'any'}.tsv"


@cache
def scorer_for(language: str) -> Scorer:
    """The scorer of the package for a language: its own, else the one without lemmas."""
    path = resources.files("multivector.coder") / "data" / file_name(language)
    with path.open(encoding="utf-8") as file:
        return read_weights(file)


def read_weights(lines: Iterable[str]) -> Scorer:
    """A file of weights: comment lines (`# temperature: 1.2` counts), a header, feature - type - weight by tabs."""
    scorer = Scorer()
    for line in lines:
        if line.startswith("#"):
            key, _, value = line.lstrip("# ").partition(":")
            if key == "temperature":
                scorer.temperature = float(value)
            continue
        name, type, weight = line.rstrip("\n").split("\t")
        if (name, type, weight) == HEADER:
            continue
        if type == SHARED:
            scorer.shared[name] = float(weight)
        else:
            scorer.own.setdefault(name, {})[type] = float(weight)
    return scorer


def write_weights(scorer: Scorer, comments: Iterable[str], file: TextIO) -> None:
    """Writes a file of weights in the order of their names, so that the same weights give the same bytes."""
    for comment in (*comments, f"temperature: {scorer.temperature:.4f}"):
        file.write(f"# {comment}".rstrip() + "\n")
    file.write("\t".join(HEADER) + "\n")
    for name, weight in sorted(scorer.shared.items()):
        file.write(f"{name}\t{SHARED}\t{weight:g}\n")
    for name, weights in sorted(scorer.own.items()):
        for type, weight in sorted(weights.items()):
            file.write(f"{name}\t{type}\t{weight:g}\n")
