"""How sure an entry is: a sum of small named weights, each of which stands in the entry's reasons.

The weights were set by hand from the development documents; `Reason.id` makes each of them countable.
"""

from __future__ import annotations

from collections.abc import Iterable

from multivector.model import Reason

START = 0.5
WEIGHTS: dict[str, tuple[float, str]] = {
    "verb": (0.2, "a finite verb says it"),
    "noun-held": (0.2, "an event noun that the clause says took place"),
    "noun-heading": (0.15, "an event noun that heads the sentence"),
    "noun-parties": (0.05, "an event noun with its own parties"),
    "noun-bare": (-0.3, "an event noun in passing"),
    "noun-crowd": (0.0, "a protest, whose people need no naming"),
    "noun-background": (-0.2, "an event noun in a side clause"),
    "participle": (0.05, "a participle says it"),
    "participle-before": (-0.25, "a participle before its noun mentions it in passing"),
    "phrase": (0.05, "a phrase of several words"),
    "both-sides": (0.1, "both sides are known"),
    "one-side": (-0.05, "only one side is known"),
    "object-only": (-0.1, "the agent is not named"),
    "subject-unknown": (-0.3, "the subject is nobody we know"),
    "target-unknown": (-0.1, "the other side is nobody we know"),
    "inherited": (-0.05, "the subject is taken over from another clause"),
    "negated": (-0.15, "it is denied"),
    "possible": (-0.1, "it is only possible"),
    "operator": (0.0, "an operator turns it into another type"),
    "ambiguous": (-0.1, "the words evoke other frames too"),
    "alone": (-0.35, "one party that meets or agrees with nobody"),
    "inside-state": (-0.05, "both sides belong to one state"),
}


def confidence(features: Iterable[str], sure: float) -> tuple[float, tuple[Reason, ...]]:
    """The confidence (0..1) of an entry with these features, and why; `sure` (0..1) is how sure its parties are."""
    total, reasons = START, []
    for feature in features:
        weight, text = WEIGHTS[feature]
        total += weight
        reasons.append(Reason(f"score:{feature}", text))
    return max(0.01, min(0.99, total * sure)), tuple(reasons)
