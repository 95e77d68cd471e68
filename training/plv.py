"""The rows of PLV (Zero-Shot-PLOVER) as pairs with their labels, and the sentences of other sets for training."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from multivector.coder.locate import locate
from multivector.errors import SkipInput
from multivector.model import Pair

LABELS = {"YIELD": ("CONCEDE", "RETREAT")}  # labels of PLV that stand for several of our types
UNNAMED = frozenset({"An actor", "a recipient"})  # what PLV writes for a side that the sentence does not name


@dataclass(frozen=True)
class Row:
    """A pair with its label; `group` is what must not be split between folds."""

    pair: Pair
    label: str
    group: str

    @property
    def types(self) -> tuple[str, ...]:
        """The PLOVER types that the label allows."""
        return LABELS.get(self.label, (self.label,))


def plv_rows(path: Path) -> Iterator[Row]:
    """All rows in the order of the file."""
    for row in pl.read_parquet(path).iter_rows(named=True):
        text = row["sentence"]
        yield Row(pair(text, phrase(row["source"]), phrase(row["target"])), row["gold_root"], text)


def pair(text: str, source: str, target: str) -> Pair:
    """A row's pair; of the one row in which the target is part of the source (Iraqi fighters) the source alone."""
    try:
        return locate(text, source, target)
    except SkipInput:
        return locate(text, source, "")


def phrase(text: str) -> str:
    """A phrase of PLV; empty for the words that stand for nobody."""
    return "" if text in UNNAMED else text


def label_of(type: str) -> str:
    """The label of PLV that a PLOVER type counts as."""
    return next((label for label, types in LABELS.items() if type in types), type)
