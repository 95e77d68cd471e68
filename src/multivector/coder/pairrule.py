"""Which reading of a pair holds, by hand-set points: what the lexicon and the operators say without trained weights."""

from __future__ import annotations

from collections.abc import Sequence

from multivector.coder.pairs import PairView, Reading

# points for how each side stands to the trigger; what is not listed has OTHER
SOURCE_POINTS = {
    "slot-source": 3.0,
    "in-slot-source": 2.0,
    "subject-above": 1.5,
    "around": 1.0,
    "absent": 1.0,
    "above": 0.5,
    "below": 0.5,
    "apart": 0.0,
    "in-slot-target": 0.0,
    "slot-target": -0.5,
}
TARGET_POINTS = {
    "slot-target": 3.0,
    "in-slot-target": 2.0,
    "below": 1.5,
    "absent": 1.0,
    "around": 0.5,
    "in-slot-source": 0.5,
    "apart": 0.0,
    "above": 0.0,
    "slot-source": 0.0,
    "subject-above": 0.0,
}
OTHER = 0.8
PHRASE = 0.3  # several words say more than one
DEPTH = -0.3  # for each level below the main verb: what is told in passing
ABSORBED = -1.5
SUPPOSED = -1.0
DENIED = -0.5
OPERATOR_ALONE = -0.5


def best_reading(view: PairView, readings: Sequence[Reading]) -> Reading | None:
    """The reading with most points, the first of equals; None where there is none."""
    return max(readings, key=lambda reading: points(view, reading), default=None)


def points(view: PairView, reading: Reading) -> float:
    """How well the pair fits a reading."""
    total = SOURCE_POINTS.get(reading.source, OTHER) + TARGET_POINTS.get(reading.target, OTHER)
    total += PHRASE * (len(reading.trigger.words) > 1) + DEPTH * len(view.sentence.ancestors(reading.trigger.head))
    total += ABSORBED * reading.absorbed + SUPPOSED * reading.supposed + DENIED * (reading.status == "denied")
    return total + OPERATOR_ALONE * reading.frame.startswith("operator:")
