"""Cuts a stretch of text at the edges of marks, for templates that show words in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text (code points, end exclusive), the class of their style, and what they are."""

    start: int
    end: int
    css: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that one mark covers; `css` is empty where none does."""

    text: str
    css: str = ""
    title: str = ""


def pieces(text: str, start: int, end: int, marks: Iterable[Mark]) -> list[Piece]:
    """The text from `start` to `end` in pieces; where marks overlap the first given wins."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark in inside:
        edges.update((max(mark.start, start), min(mark.end, end)))
    found: list[Piece] = []
    for first, last in pairwise(sorted(edges)):
        over = next((mark for mark in inside if mark.start <= first and last <= mark.end), None)
        new = Piece(text[first:last], over.css if over else "", over.title if over else "")
        if found and (found[-1].css, found[-1].title) == (new.css, new.title):
            new = Piece(found.pop().text + new.text, new.css, new.title)
        found.append(new)
    return found
