"""Where the phrases of a pair stand in their sentence."""

from __future__ import annotations

from collections.abc import Iterator

from multivector.coder.given import NOBODY, touches
from multivector.errors import SkipInput
from multivector.model import Pair, Span


def locate(text: str, source: str, target: str) -> Pair:
    """The pair whose phrases are given; an empty phrase is a side that the text does not name.

    Of each phrase the first place counts, whole words before parts of words; the shorter phrase gives way where both
    first places overlap.

    Raises:
        SkipInput: a phrase is not in the text, or the two cannot stand apart.
    """
    if not source.strip() and not target.strip():
        raise SkipInput("pair", NOBODY)
    phrases = {"source": source.strip(), "target": target.strip()}
    spans: dict[str, Span | None] = {"source": None, "target": None}
    for name in sorted(phrases, key=lambda name: -len(phrases[name])):
        phrase = phrases[name]
        if not phrase:
            continue
        places = list(_places(text, phrase))
        taken = [span for span in spans.values() if span]
        free = [place for place in places if not any(touches(place, span) for span in taken)]
        if not free:
            fault = "stands in the other phrase only" if places else "is not in the sentence"
            raise SkipInput(name, f"{phrase!r} {fault}")
        spans[name] = free[0]
    return Pair(text, spans["source"], spans["target"])


def _places(text: str, phrase: str) -> Iterator[Span]:
    """The places of a phrase in order, those that cut no word first."""
    found = []
    start = text.find(phrase)
    while start >= 0:
        found.append((start, start + len(phrase)))
        start = text.find(phrase, start + 1)
    yield from sorted(found, key=lambda place: _cuts(text, place))


def _cuts(text: str, place: Span) -> bool:
    """Whether a place begins or ends inside a word."""
    before, after = text[max(0, place[0] - 1) : place[0] + 1], text[place[1] - 1 : place[1] + 1]
    return any(len(pair) == 2 and pair.isalnum() for pair in (before, after))
