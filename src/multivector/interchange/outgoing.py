"""Events of a record on their way out: which day they get, which are left out, and what a cell may hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from multivector.edtf import bounds
from multivector.interchange.cameo import Cameo, code_of
from multivector.interchange.parties import Party
from multivector.interchange.tally import Tally
from multivector.lexicon.ontology import MODES, RECIPROCAL, SCORES
from multivector.model import CodedDocument, Document, Event

FACTS = "fact(s): this form has events only"
UNREAL = "event(s) that are planned, possible or denied: this form can't say so"
UNDATED = "event(s) without a day, in documents without a day of publication"
UNCODED = "event(s) whose type and mode decide no CAMEO root (see docs/interchange.md)"
ONE_SIDED = "event(s) that name one side only: this form needs both"
NOBODY = "event(s) that name no party"
BY_PUBLICATION = "event(s) without a day of their own have the day of publication"
FIRST_DAY = "event(s) of a longer or inexact time have its first day"

_INTEGER_BITS = 53  # what R, JavaScript and spreadsheets' floats hold exactly


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An event that a form can hold."""

    event: Event
    document: Document
    day: date
    last: date | None  # of a longer time
    cameo: Cameo | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """One source and one target of an event, with a whole number for an id."""

    source: Party | None
    target: Party | None
    number: int


def outgoing(coded: CodedDocument, tally: Tally, *, real_only: bool = True) -> Iterator[Outgoing]:
    """The events of a document that a form can hold; `tally` is told of the others."""
    tally.left.update({FACTS: len(coded.facts)} if coded.facts else {})
    for event in coded.events:
        if real_only and event.status not in ("done", "ongoing"):
            tally.left[UNREAL] += 1
        elif not (event.source or event.target):
            tally.left[NOBODY] += 1
        elif found := _day(event, coded.document, tally):
            yield Outgoing(event, coded.document, *found)
        else:
            tally.left[UNDATED] += 1


def in_cameo(coded: CodedDocument, tally: Tally) -> Iterator[tuple[Outgoing, Cameo]]:
    """The events of a document that have a CAMEO code."""
    for item in outgoing(coded, tally):
        code = code_of(item.event)
        if code is None:
            tally.left[UNCODED] += 1
        else:
            yield replace(item, cameo=code), code


def pairs(item: Outgoing, tally: Tally, *, both: bool) -> list[Pair]:
    """Every source with every target; of a reciprocal event that has one side, every party with every other.

    With `both`, an event that names one side only gives none, and `tally` is told.
    """
    event = item.event
    found = [(source, target) for source in event.source or (None,) for target in event.target or (None,)]
    if event.type in RECIPROCAL and not (event.source and event.target):
        side = event.source or event.target
        found = [(one, other) for one in side for other in side if one != other] or found
    if both and any(source is None or target is None for source, target in found):
        tally.left[ONE_SIDED] += 1
        return []
    return [
        Pair(_party(source), _party(target), number(event.id, item.document.id, source or "", target or ""))
        for source, target in found
    ]


def _party(code: str | None) -> Party | None:
    return Party.of(code) if code else None


def number(*parts: str) -> int:
    """A whole number below 2^53 that stands for these texts, the same on every machine."""
    digest = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - _INTEGER_BITS)


def score(type: str, mode: str | None) -> float:
    """The PLOVER score of an event: its mode's, else its type's."""
    return float(MODES[type].get(mode or "", SCORES[type]))


def sentence(item: Outgoing) -> str:
    """The words of the sentence."""
    start, end = item.event.sentence
    return item.document.text[start:end]


def words(item: Outgoing, slot: str) -> str:
    """The words of the text that fill a slot; empty where there are none."""
    span = item.event.evidence.get(slot)
    return clean(item.document.text[slice(*span)]) if span else ""


def clean(cell: object) -> str:
    """A cell of a table: one line, no tabs, no control characters."""
    text = "" if cell is None else str(cell)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())


def row(cells: Iterable[object]) -> str:
    """A line of a tab-separated table."""
    return "\t".join(map(clean, cells))


def _day(event: Event, document: Document, tally: Tally) -> tuple[date, date | None] | None:
    first, last = _bounds(event.time)
    if first or last:
        day = first or last
        assert day is not None
        if first != last:
            tally.notes[FIRST_DAY] += 1
        return day, last if last and last > day else None
    published = _bounds(document.published)[0]
    if published:
        tally.notes[BY_PUBLICATION] += 1
        return published, None
    return None


def _bounds(time: str | None) -> tuple[date | None, date | None]:
    try:
        return bounds(time) if time else (None, None)
    except ValueError:
        return None, None
