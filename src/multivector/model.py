"""The nouns that every stage shares: documents, events, facts and what carries them.

All offsets count Unicode code points from 0 into `Document.text`, end exclusive.
All times are EDTF strings (ISO 8601-2): `2017-01/2017-10`, `200X`, `../2019`, `XXXX-10-12`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal

Span = tuple[int, int]
DEFAULT_CONFIDENCE = 0.25  # events are right about as often as this says; entries below it are left out
Status = Literal["done", "ongoing", "planned", "possible", "denied"]
TimeSource = Literal["text", "published", "none"]


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it came in, with what is known about it.

    `surroundings` are the spans of `text` that belong to the page and not to the article
    (rating form, comments, menus): they keep their place, so that offsets hold, and are never coded.
    """

    id: str
    text: str
    title: str | None = None
    author: str | None = None
    published: str | None = None  # YYYY-MM-DD
    language: str | None = None  # ISO 639-1: ru, en, kk
    source: str | None = None
    url: str | None = None
    surroundings: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry says what it says: a countable id and the words for a person."""

    id: str
    text: str = ""


@dataclass(slots=True, kw_only=True)
class Entry:
    """What events and facts have in common: where they stand and why they are believed."""

    id: str = ""  # content hash, stable across runs and machines
    start: int
    end: int
    trigger: str
    sentence: Span
    time: str | None = None
    time_source: TimeSource = "none"
    status: Status = "done"
    confidence: float = 0.5
    frame: str = ""
    evidence: dict[str, Span] = field(default_factory=dict)  # slot -> span of the words that fill it
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True, kw_only=True)
class Event(Entry):
    """A PLOVER event: a political actor does something to, with or about another."""

    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The event in the layout of the gold records, plus what the coder adds."""
        return {
            "id": self.id,
            "type": self.type,
            "mode": self.mode,
            "contexts": list(self.contexts),
            "source": list(self.source),
            "target": list(self.target),
            "place": self.place,
            **_entry_dict(self),
        }


@dataclass(slots=True, kw_only=True)
class Fact(Entry):
    """A standing fact of foreign policy; `slots` holds the fields of its kind."""

    fact: str
    slots: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The fact in the layout of the gold records, plus what the coder adds."""
        return {"id": self.id, "fact": self.fact, **self.slots, **_entry_dict(self)}


@dataclass(frozen=True, slots=True)
class Given:
    """A mention of an actor that is known beforehand: characters `start` to `end` of the text name the party `code`."""

    start: int
    end: int
    code: str  # KAZ, OSCE, SYR.REB


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of a text whose relation is asked for; None where the text names no party on that side."""

    text: str
    source: Span | None
    target: Span | None


@dataclass(frozen=True, slots=True)
class Relation:
    """A PLOVER type that a pair may stand in, how probable it is (0..1), and the features that speak most for it."""

    type: str
    probability: float
    reasons: tuple[Reason, ...] = ()


@dataclass(slots=True)
class CodedDocument:
    """A document with the entries that were drawn from it."""

    document: Document
    events: list[Event] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """One line of the native JSON lines layout (`doc, lang, published, title, author, events, facts`)."""
        document = self.document
        return {
            "doc": document.id,
            "lang": document.language,
            "published": document.published,
            "title": document.title,
            "author": document.author,
            "events": [event.to_dict() for event in self.events],
            "facts": [fact.to_dict() for fact in self.facts],
        }


def _entry_dict(entry: Entry) -> Mapping[str, Any]:
    return {
        "trigger": entry.trigger,
        "start": entry.start,
        "end": entry.end,
        "time": entry.time,
        "time_source": entry.time_source,
        "status": entry.status,
        "sentence": list(entry.sentence),
        "confidence": round(entry.confidence, 3),
        "frame": entry.frame,
        "evidence": {slot: list(span) for slot, span in entry.evidence.items()},
        "reasons": [{"id": reason.id, "text": reason.text} for reason in entry.reasons],
    }


def outside(spans: Iterable[Span], others: Iterable[Span]) -> Iterator[Span]:
    """The spans, in their order, that none of the others overlaps."""
    ordered = sorted(others)
    starts = [start for start, _ in ordered]
    ends = list(accumulate((end for _, end in ordered), max))
    for start, end in spans:
        before = bisect_left(starts, end)  # so many of the others begin before the span ends
        if not before or ends[before - 1] <= start:
            yield start, end
