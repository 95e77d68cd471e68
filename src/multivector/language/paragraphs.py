"""Paragraphs: what every language's sentence splitter starts from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from multivector.model import Span

LONGEST = 3000  # characters of a sentence
FINAL = '.!?…:;»")'
BREAK = re.compile(r"[\r\n\u2028\u2029]+")


def paragraphs(text: str) -> Iterator[Span]:
    """The spans of the paragraphs of a text; a hard-wrapped line is joined to the one before."""
    start = 0
    for match in BREAK.finditer(text):
        # only the last characters before the break are looked at: a long paragraph of short lines stays linear
        last, after = (
            text[max(start, match.start() - 9) : match.start()].rstrip()[-1:],
            text[match.end() : match.end() + 1],
        )
        if after.islower() and last and last not in FINAL and match.group().count("\n") < 2:
            continue
        if last or text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def cut_long(text: str, spans: Iterable[Span], longest: int = LONGEST) -> Iterator[Span]:
    """The spans of sentences, cut at white space where one is longer than any sentence: what no parser can read."""
    for start, end in spans:
        while end - start > longest:
            place = max(text.rfind(" ", start + 1, start + longest), text.rfind("\n", start + 1, start + longest))
            place = place if place > start else start + longest
            yield start, place
            start = place + (text[place : place + 1].isspace())
        if start < end:
            yield start, end
