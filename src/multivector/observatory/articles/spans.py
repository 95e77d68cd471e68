"""Lays the words of entries over a text: which stretch of which paragraph belongs to which entries.

Offsets count Unicode code points. Marks may overlap, lie in each other, touch, and reach over several paragraphs: the
text is cut wherever a mark begins or ends, so that the pieces put together are the text again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

AROUND = -1  # the entry of marks over what belongs to the page and not to the article


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that belongs to an entry (its number), as its trigger or as other evidence."""

    start: int
    end: int
    entry: int
    is_trigger: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of one paragraph that the same marks cover from end to end, the shortest mark first."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def entries(self) -> list[int]:
        """The entries that it belongs to: those whose trigger it is part of, then the others."""
        ordered = sorted(self.marks, key=lambda mark: not mark.is_trigger)
        return list(dict.fromkeys(mark.entry for mark in ordered if mark.entry != AROUND))

    @property
    def is_around(self) -> bool:
        """Whether it belongs to the page and not to the article."""
        return any(mark.entry == AROUND for mark in self.marks)


@dataclass
class Spot:
    """Triggers that share words, as one place of the text that leads to all their entries."""

    number: int
    entries: list[int]
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Paragraph:
    """A line of the text, from end to end."""

    parts: list[Piece | Spot]

    @property
    def is_around(self) -> bool:
        """Whether all of it belongs to the page and not to the article."""
        return all(isinstance(part, Piece) and (part.is_around or not part.text.strip()) for part in self.parts)


def marks_of(entries: Sequence[dict[str, Any]], surroundings: Iterable[dict[str, int]] | None = None) -> list[Mark]:
    """The marks of rows of the archive, numbered in their order, and of the surroundings of their document."""
    marks = [Mark(span["start"], span["end"], AROUND) for span in surroundings or ()]
    for number, row in enumerate(entries):
        marks.append(Mark(row["start"], row["end"], number, True))
        seen = {(row["start"], row["end"])}
        for words in row["evidence"] or ():
            span = (words["start"], words["end"])
            if span not in seen:
                seen.add(span)
                marks.append(Mark(*span, number))
    return marks


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """The paragraphs of a text that hold more than blanks, cut by the marks; marks outside the text are left out."""
    lines = _lines(text)
    starts = [start for start, _ in lines]
    of_line: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start, end = max(mark.start, 0), min(mark.end, len(text))
        line = max(bisect_right(starts, start) - 1, 0)
        while start < end and line < len(lines) and starts[line] < end:
            first, last = max(start, lines[line][0]), min(end, lines[line][1])
            if first < last:
                of_line[line].append(Mark(first, last, mark.entry, mark.is_trigger))
            line += 1
    spots = 0
    found = []
    for number, (start, end) in enumerate(lines):
        if text[start:end].strip():
            parts = _grouped(text, start, end, of_line[number], spots)
            spots += sum(isinstance(part, Spot) for part in parts)
            found.append(Paragraph(parts))
    return found


def _lines(text: str) -> list[tuple[int, int]]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _grouped(text: str, start: int, end: int, marks: list[Mark], spots: int) -> list[Piece | Spot]:
    """The pieces of a line, those of triggers gathered into spots; `spots` is how many there were before."""
    places = _joined([mark for mark in marks if mark.is_trigger])
    parts: list[Piece | Spot] = []
    current: Spot | None = None
    for first, piece in _pieces(text, start, end, marks):
        if places and first >= places[0][1]:
            places.pop(0)
            current = None
        if places and first >= places[0][0]:
            if current is None:
                spots += 1
                current = Spot(spots, places[0][2])
                parts.append(current)
            current.pieces.append(piece)
        else:
            parts.append(piece)
    return parts


def _joined(triggers: list[Mark]) -> list[tuple[int, int, list[int]]]:
    """Start, end and entries of triggers that share words; such as only touch stay apart."""
    places: list[tuple[int, int, list[int]]] = []
    for mark in sorted(triggers, key=lambda mark: (mark.start, mark.end, mark.entry)):
        if places and mark.start < places[-1][1]:
            start, end, entries = places[-1]
            entries.extend([mark.entry] if mark.entry not in entries else [])
            places[-1] = (start, max(end, mark.end), entries)
        else:
            places.append((mark.start, mark.end, [mark.entry]))
    return places


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[tuple[int, Piece]]:
    """The line cut at every edge of a mark: where each piece begins, and the piece."""
    opening: dict[int, list[int]] = defaultdict(list)
    closing: dict[int, list[int]] = defaultdict(list)
    for number, mark in enumerate(marks):
        opening[mark.start].append(number)
        closing[mark.end].append(number)
    over: set[int] = set()
    for first, last in pairwise(sorted({start, end, *opening, *closing})):
        over.difference_update(closing.get(first, ()))
        over.update(opening.get(first, ()))
        covering = sorted((marks[number] for number in over), key=lambda mark: (mark.end - mark.start, mark.entry))
        yield first, Piece(text[first:last], tuple(covering))
