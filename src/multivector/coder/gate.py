"""The gate: which sentences can hold an entry at all. It loses nothing; a test codes texts with and without it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from multivector.lexicon.index import Hit
from multivector.lexicon.lexicon import Lexicon
from multivector.model import Span


def hits_by_sentence(hits: Iterable[Hit], sentences: Sequence[Span]) -> list[list[Hit]]:
    """The hits that lie wholly inside each sentence."""
    starts = [start for start, _ in sentences]
    by_sentence: list[list[Hit]] = [[] for _ in sentences]
    for hit in hits:
        i = bisect_right(starts, hit.start) - 1
        if i >= 0 and hit.end <= sentences[i][1]:
            by_sentence[i].append(hit)
    return by_sentence


def may_hold_entry(hits: Iterable[Hit], lexicon: Lexicon, *, actor: bool = False) -> bool:
    """A sentence needs an actor, and a trigger or an office: without them neither events nor facts can arise.

    `actor` says that one is known beforehand.
    """
    trigger = False
    for hit in hits:
        for candidate in hit.candidates:
            if candidate.kind == "trigger":
                trigger = True
            else:
                actor = True
                trigger = trigger or (candidate.kind == "role" and lexicon.roles[candidate.key].office)
        if actor and trigger:
            return True
    return False
