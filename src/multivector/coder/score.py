"""How sure an entry is: a logistic model over named features, each of which stands in the entry's reasons.

The weights are in `data/confidence.tsv`, a line a feature, made by `training/confidence.py` from gold documents.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from multivector.model import Reason

BIAS = "(always)"


@cache
def weights() -> dict[str, tuple[float, str]]:
    """Feature -> its weight (log odds) and what it says in words, in the order of the file."""
    text = (files("multivector.coder") / "data" / "confidence.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {feature: (float(weight), words) for feature, weight, words in rows}


def confidence(features: Iterable[str]) -> tuple[float, tuple[Reason, ...]]:
    """The probability (0..1) that an event with these features is right, and why."""
    known = weights()
    total, reasons = known[BIAS][0], []
    for feature in features:
        weight, text = known[feature]
        total += weight
        reasons.append(Reason(f"score:{feature}", text))
    return 1 / (1 + math.exp(-total)), tuple(reasons)
