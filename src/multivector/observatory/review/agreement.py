"""How far reviewers agree: Cohen's kappa (1960) over what two of them have judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from multivector.observatory.review.models import Judgement
from multivector.observatory.review.readings import latest, reading

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kappa` is None where nothing was judged, or where both always said the same one thing."""

    n: int
    share: float | None
    kappa: float | None


def kappa(pairs: Sequence[Pair]) -> Agreement:
    """The agreement of two raters: what they said of each thing."""
    n = len(pairs)
    if not n:
        return Agreement(0, None, None)
    observed = sum(one == other for one, other in pairs) / n
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[value] * second[value] for value in first) / n**2
    return Agreement(n, observed, None if expected == 1 else (observed - expected) / (1 - expected))


@dataclass
class Between:
    """What two reviewers (or all pairs together) said of the entries that both judged."""

    names: Pair
    verdicts: list[Pair] = field(default_factory=list)
    types: list[Pair] = field(default_factory=list)

    @property
    def on_verdict(self) -> Agreement:
        """Kept or rejected."""
        return kappa(self.verdicts)

    @property
    def on_type(self) -> Agreement:
        """The type, of entries that both keep."""
        return kappa(self.types)


@dataclass(frozen=True, slots=True)
class Dissent:
    """An entry of which two reviewers say different things."""

    entry: dict[str, Any]
    names: Pair
    said: Pair


def compare(judgements: Iterable[Judgement]) -> tuple[Between, list[Between], list[Dissent]]:
    """All pairs together, each pair, and where they differ. Judgements come in their order."""
    by_entry: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_entry[judgement.entry].append(judgement)
    together, dissents = Between(("", "")), []
    pairs: dict[Pair, Between] = {}
    for entry in by_entry.values():
        for one, other in combinations(sorted(latest(entry), key=lambda judgement: judgement.by), 2):
            between = pairs.setdefault((one.by, other.by), Between((one.author, other.author)))
            said = _kept(one), _kept(other)
            types = _type(one), _type(other)
            for place in (between, together):
                place.verdicts.append(said)
                if said == ("kept", "kept"):
                    place.types.append(types)
            if said[0] != said[1] or (said[0] == "kept" and types[0] != types[1]):
                shown = tuple("reject" if kept == "rejected" else type for kept, type in zip(said, types, strict=True))
                dissents.append(Dissent(one.snapshot, between.names, (shown[0], shown[1])))
    return together, sorted(pairs.values(), key=lambda one: -len(one.verdicts)), dissents


def _kept(judgement: Judgement) -> str:
    return "rejected" if judgement.verdict == Judgement.Verdict.REJECT else "kept"


def _type(judgement: Judgement) -> str:
    return str(reading(judgement.snapshot, judgement.correction)["type"])
