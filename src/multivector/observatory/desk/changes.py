"""What is otherwise between two versions of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from multivector.observatory.desk.models import WORDS, Version

SAME, ADDED, TAKEN = "", "ins", "del"
LONGEST = 20_000  # characters of two passages that are compared word by word
Part = tuple[str, str]  # kind, text


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in parts; `is_changed` where one of them is new or gone."""

    parts: list[Part]

    @property
    def is_changed(self) -> bool:
        """Whether it is not as it was."""
        return any(kind for kind, _ in self.parts)


def fields(before: Version, after: Version) -> list[tuple[str, str, str]]:
    """The fields besides the text that are otherwise: name, before, after."""
    return [
        (name, getattr(before, name), getattr(after, name))
        for name in WORDS
        if name != "text" and getattr(before, name) != getattr(after, name)
    ]


def lines(before: str, after: str) -> list[Line]:
    """The paragraphs of both texts, each with what was taken away and what was added."""
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Line] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Line([(SAME, text)]) for text in old[i:i_end]]
        elif tag == "replace" and i_end - i == j_end - j:
            found += [Line(list(_words(one, other))) for one, other in zip(old[i:i_end], new[j:j_end], strict=True)]
        else:
            found += [Line([(TAKEN, text)]) for text in old[i:i_end]]
            found += [Line([(ADDED, text)]) for text in new[j:j_end]]
    return found


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _words(before: str, after: str) -> Iterator[Part]:
    if len(before) + len(after) > LONGEST:
        yield from ((TAKEN, before), (ADDED, after))
        return
    old, new = _tokens(before), _tokens(after)
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield SAME, "".join(old[i:i_end])
            continue
        if i_end > i:
            yield TAKEN, "".join(old[i:i_end])
        if j_end > j:
            yield ADDED, "".join(new[j:j_end])


def _tokens(text: str) -> Sequence[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)
