"""Finds the time expressions of a text and writes each in EDTF.

Words are classes and patterns over classes, all from `lexicon/data/time/<language>.yaml`. Two steps: first the
points (*5 June 2025*, *last year*, *yesterday*), then the phrases around them (*from ... to*, *until*, *since*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from multivector.coder.moments import Anchor, Earlier, Interval, Kind, Moment, Value, last, settle
from multivector.coder.timematch import Match
from multivector.coder.timepatterns import Pattern, compile_pattern, expand, literals
from multivector.coder.timephrases import PHRASE_RULES, earlier_than
from multivector.coder.timepoints import POINT_RULES
from multivector.coder.timewords import Classes, Lexer, Reading, load_time_data
from multivector.errors import StopRun

RULES = POINT_RULES | PHRASE_RULES
# The character of a point by the section of its pattern: one that stands alone or in a phrase, one that counts only
# in a phrase (a bare month), one that no phrase may take (*yesterday's*).
POINTS = {"points": "P", "parts": "Q", "alone": "R"}


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time as it stands in a text. Offsets count code points, end exclusive.

    `anchored` says that the publication date was needed to resolve it.
    """

    start: int
    end: int
    edtf: str
    kind: Kind
    anchored: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """A matched pattern between two places of the token list."""

    first: int
    end: int
    value: Value
    section: str


class TimeGrammar:
    """The time expressions of one language. Raises StopRun where its file is missing or broken."""

    def __init__(self, language: str) -> None:
        data = load_time_data(language)
        macros: dict[str, str] = data.get("macros", {})
        written = [
            (section, rule, expand(pattern, macros))
            for section in (*POINTS, "phrases")
            for rule, patterns in data[section].items()
            for pattern in patterns
        ]
        if unknown := {rule for _, rule, _ in written} - RULES.keys():
            raise StopRun(f"time/{language}.yaml: unknown rules {sorted(unknown)}; known: {sorted(RULES)}")
        self._lexer = Lexer(data, literals(pattern for _, _, pattern in written))
        extra = {"point": POINTS["points"] + POINTS["parts"], "whole": POINTS["points"], "part": POINTS["parts"]}
        compiled = [compile_pattern(*line, self._lexer, extra) for line in written]
        self._points = [pattern for pattern in compiled if pattern.section != "phrases"]
        self._phrases = [pattern for pattern in compiled if pattern.section == "phrases"]

    def find(self, text: str, *, published: str | None, offset: int = 0, future: bool = False) -> list[TimeExpression]:
        """The expressions of a text (a sentence or more), in order of place, none overlapping; longer ones win.

        `published` is YYYY-MM-DD; without it what is relative gives nothing and a day without a year keeps
        `XXXX`. `future` places weekdays and undated days ahead of publication. `offset` is added to all places.
        """
        if not self._lexer.may_hold_time(text):
            return []
        return self.find_unchecked(text, published=published, offset=offset, future=future)

    def find_unchecked(
        self, text: str, *, published: str | None, offset: int = 0, future: bool = False
    ) -> list[TimeExpression]:
        """As `find`, without the cheap look whether anything is there; for tests that the look loses nothing."""
        anchor = Anchor(date.fromisoformat(published[:10]) if published else None, future)
        words = self._lexer.read(text)
        points = _longest(self._points, words, anchor)
        if not points:  # every phrase stands around one
            return []
        collapsed, alone = _collapse(points, words)
        phrases = _longest(self._phrases, collapsed, anchor)
        return _expressions(_without_overlap([*phrases, *alone]), collapsed, anchor, offset)


def _longest(patterns: Sequence[Pattern], reading: Reading, anchor: Anchor) -> list[_Found]:
    """The matches that say something, longest first, none overlapping another."""
    chars, present = reading.chars, set(reading.chars)
    spans = [
        (match.start() - match.end(), match.start(), order, match)
        for order, pattern in enumerate(patterns)
        if not (pattern.needs and pattern.needs.isdisjoint(present))
        for match in pattern.regex.finditer(chars)
    ]
    taken = bytearray(len(chars))
    found: list[_Found] = []
    for _, start, order, match in sorted(spans, key=lambda span: span[:3]):
        end = match.end()
        if any(taken[start:end]):
            continue
        pattern = patterns[order]
        value = RULES[pattern.rule](_words(pattern, match, reading.values, anchor))
        if value is not None:
            taken[start:end] = b"\1" * (end - start)
            found.append(_Found(start, end, value, pattern.section))
    return found


def _words(pattern: Pattern, match: re.Match[str], values: Sequence[Classes], anchor: Anchor) -> Match:
    words = Match(anchor)
    for group, name in enumerate(pattern.slots, 1):
        place = match.start(group)
        if place >= 0:
            words.words.setdefault(name, []).append(values[place][name])
    return words


def _collapse(points: Sequence[_Found], reading: Reading) -> tuple[Reading, list[_Found]]:
    """The reading with each point as one word, and the points that stand alone, by their places in it."""
    out = Reading([], [], "")
    alone: list[_Found] = []
    place = 0
    for point in sorted(points, key=lambda p: p.first):
        out.extend(reading, place, point.first)
        if point.section != "parts":
            alone.append(replace(point, first=len(out.spans), end=len(out.spans) + 1))
        span = (reading.spans[point.first][0], reading.spans[point.end - 1][1])
        out.append(span, dict.fromkeys(("point", "whole", "part"), point.value), POINTS[point.section])
        place = point.end
    out.extend(reading, place, len(reading.spans))
    return out, alone


def _without_overlap(found: Sequence[_Found]) -> list[_Found]:
    taken: set[int] = set()
    kept: list[_Found] = []
    for one in found:
        places = range(one.first, one.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(one)
    return sorted(kept, key=lambda f: f.first)


def _expressions(found: Sequence[_Found], reading: Reading, anchor: Anchor, offset: int) -> list[TimeExpression]:
    expressions: list[TimeExpression] = []
    before: Moment | None = None
    for one in found:
        value = one.value
        resolved = _resolve(value, before, anchor)
        edtf = resolved.edtf() if resolved else None
        if resolved is None or edtf is None:
            continue
        before = last(resolved) or before
        start, end = reading.spans[one.first][0] + offset, reading.spans[one.end - 1][1] + offset
        expressions.append(TimeExpression(start, end, edtf, resolved.kind, resolved.anchored))
    return expressions


def _resolve(value: Value, before: Moment | None, anchor: Anchor) -> Moment | Interval | None:
    if isinstance(value, Earlier):
        return earlier_than(value, before, anchor)
    return settle(value, anchor) if isinstance(value, Moment) else value
