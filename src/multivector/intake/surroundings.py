"""Finds what stands around an article on a copied page: rating forms, comments, menus, share buttons.

Works by lines and only marks. Where in doubt a line belongs to the article. The words are data
(`data/surroundings.yaml`); here is only how they are put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from multivector.model import Span

_SHORT = 200  # characters of a line that may match by its beginning
_NOTICE = 400  # characters of a line that may match by what it contains
_EMOJI_LINE = 2000
_LINK = 160  # characters of a link below "read also"
_LINKS = 8
_SCRAP = 60  # characters of an unknown line between marked ones that is taken for one of them
_SCRAPS = 3
_BESIDE_ALONE = 3  # so many `beside` lines in a row are a menu
_BODY_LINE = 80  # characters from which a line that ends as a sentence is one of the article
_SENTENCE_END = tuple('.!?…;:.»"”')

_NOT_WORDS = re.compile(r"[\W\d_]+")
_EMOJI_LETTERS = re.compile(r"[a-z0-9_+\-\s:•*·]+")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_COPYRIGHT = re.compile(r"(?:copyright\s*)?(?:©|\(c\)\s*(?=\d))|copyright \d{4}", re.IGNORECASE)
_CRUMBS = re.compile(r"\s*[|»›•·/>\t]\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text; `text` is stripped, start and end are those of the whole line without its line break."""

    start: int
    end: int
    text: str

    @property
    def is_body(self) -> bool:
        """Whether it reads like a paragraph of an article."""
        return len(self.text) >= 2 * _BODY_LINE or (len(self.text) >= _BODY_LINE and self.text.endswith(_SENTENCE_END))

    @property
    def is_scrap(self) -> bool:
        """Whether it is too short, and ends too openly, to be a sentence."""
        return len(self.text) < _SCRAP and not self.text.endswith((".", "!", "?", "…", ":", ";"))


@dataclass(frozen=True, slots=True)
class _Words:
    lines: frozenset[str]
    labels: frozenset[str]
    starts: tuple[str, ...]
    contains: tuple[str, ...]
    beside: frozenset[str]
    related: frozenset[str]
    comments: frozenset[str]
    emoji: frozenset[str]
    not_a_name: frozenset[str]


def lines(text: str) -> list[Line]:
    """The lines of a text that hold more than white space, marks and digits."""
    found = []
    start = 0
    for part in re.split(f"({_LINE_BREAK.pattern})", text):
        if any(char.isalpha() or char == "©" for char in part):
            found.append(Line(start, start + len(part), part.strip()))
        start += len(part)
    return found


def line_breaks(text: str) -> int:
    """How many there are, of whichever kind."""
    return len(_LINE_BREAK.findall(text))


def find(text: str) -> tuple[Span, ...]:
    """The spans of a text that are not the article, in their order and apart from each other."""
    found = lines(text)
    marked = [_is_alone(line.text) for line in found]
    _mark_beside(found, marked)
    _mark_links(text, found, marked)
    _mark_scraps(found, marked)
    _mark_comments(found, marked)
    return spans(text, found, marked)


def spans(text: str, found: Sequence[Line], marked: Sequence[bool]) -> tuple[Span, ...]:
    """One span for each run of marked lines, with the blank lines before it, and after it at the end of the text."""
    result: list[Span] = []
    last = 0  # end of the last line of the article
    for line, is_marked in zip(found, marked, strict=True):
        if not is_marked:
            last = line.end
        elif result and result[-1][0] == last:
            result[-1] = (last, line.end)
        else:
            result.append((last, line.end))
    if result and marked[-1]:
        result[-1] = (result[-1][0], len(text))
    return tuple(result)


def is_name_like(words: Iterable[str]) -> bool:
    """Whether none of the words is one that names of persons do not hold."""
    return not any(word.lower() in _words().not_a_name for word in words)


def _is_alone(line: str) -> bool:
    """Whether the line is part of the surroundings wherever it stands."""
    words = _words()
    if len(line) > _NOTICE:
        return len(line) <= _EMOJI_LINE and _is_emoji(line)
    key = _key(line)
    if key in words.lines or key in words.labels or any(phrase in key for phrase in words.contains):
        return True
    if len(line) > _SHORT:
        return _is_emoji(line)
    return (
        _has_label(line)
        or bool(_COPYRIGHT.match(line))
        or key.startswith(words.starts)
        or _is_crumbs(line)
        or _is_emoji(line)
    )


def _has_label(line: str) -> bool:
    label, colon, _ = line.partition(":")
    return bool(colon) and _key(label) in _words().labels


def _is_crumbs(line: str) -> bool:
    """A menu in one line: `Главная » Новости » Политика`."""
    parts = [part for part in _CRUMBS.split(line) if part]
    known = sum(_key(part) in _words().beside for part in parts)
    return known >= 2 and len(parts) >= 2 and 2 * known > len(parts)


def _is_emoji(line: str) -> bool:
    """Whether the line is made of short names of emoji only, with or without spaces between them."""
    if not _EMOJI_LETTERS.fullmatch(line):
        return False
    names = _words().emoji
    compact = re.sub(r"[\s:•*·]+", "", line)
    longest = max(map(len, names))
    most = [0] + [-1] * len(compact)  # the greatest number of names that end at each place
    for end in range(1, len(compact) + 1):
        for start in range(max(0, end - longest), end):
            if most[start] >= 0 and compact[start:end] in names:
                most[end] = max(most[end], most[start] + 1)
    return most[-1] >= (3 if "_" in compact else 4)


def _mark_beside(found: Sequence[Line], marked: list[bool]) -> None:
    weak = [not alone and _key(line.text) in _words().beside for line, alone in zip(found, marked, strict=True)]
    for first, end in _runs([a or b for a, b in zip(marked, weak, strict=True)]):
        if any(marked[first:end]) or end - first >= _BESIDE_ALONE:
            marked[first:end] = [True] * (end - first)


def _mark_links(text: str, found: Sequence[Line], marked: list[bool]) -> None:
    """The lines right below "read also", up to a blank line or a sentence."""
    for place, line in enumerate(found):
        if not marked[place] or _key(line.text) not in _words().related:
            continue
        for after in range(place + 1, min(place + 1 + _LINKS, len(found))):
            link = found[after].text
            set_off = line_breaks(text[found[after - 1].end : found[after].start]) > 1
            if set_off or len(link) > _LINK or link.endswith(_SENTENCE_END):
                break
            marked[after] = True


def _mark_scraps(found: Sequence[Line], marked: list[bool]) -> None:
    """Below the article: a few short lines between marked ones, or from a marked one to the end of the text."""
    body = _last_body(found, marked)
    for first, end in list(_runs([not value for value in marked])):
        if body is None or first <= body or first == 0:
            continue
        few = end - first <= _SCRAPS or end == len(found)
        if few and all(line.is_scrap for line in found[first:end]):
            marked[first:end] = [True] * (end - first)


def _last_body(found: Sequence[Line], marked: Sequence[bool]) -> int | None:
    places = [place for place, line in enumerate(found) if line.is_body and not marked[place]]
    return places[-1] if places else None


def _mark_comments(found: Sequence[Line], marked: list[bool]) -> None:
    """All below a heading of comments is readers' words, when more of the article stands above it than below."""
    sizes = [0 if is_marked else len(line.text) for line, is_marked in zip(found, marked, strict=True)]
    above, whole, below_body = 0, sum(sizes), False
    for place, line in enumerate(found):
        is_heading = marked[place] and _key(line.text) in _words().comments
        if is_heading and below_body and 2 * above >= whole:
            marked[place:] = [True] * (len(found) - place)
            return
        above += sizes[place]
        below_body = below_body or line.is_body


def _runs(values: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First place and end of each run of true values."""
    first = None
    for place, value in enumerate([*values, False]):
        if value and first is None:
            first = place
        elif not value and first is not None:
            yield first, place
            first = None


def _key(text: str) -> str:
    """What is compared: letters and single spaces in lower case, `ё` as `е`."""
    return _NOT_WORDS.sub(" ", text).strip().casefold().replace("ё", "е")


@cache
def _words() -> _Words:
    source = resources.files("multivector.intake").joinpath("data/surroundings.yaml")
    data: dict[str, Any] = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    emoji = frozenset(data.pop("emoji").split())
    not_a_name = frozenset(data.pop("not_a_name").split())

    def keys(field: str, *groups: str) -> frozenset[str]:
        phrases = (phrase for group in groups or data for phrase in data[group].get(field, ()))
        return frozenset(filter(None, map(_key, phrases)))

    return _Words(
        lines=keys("lines"),
        labels=keys("labels"),
        starts=tuple(sorted(keys("starts"))),
        contains=tuple(sorted(keys("contains"))),
        beside=keys("beside"),
        related=keys("labels", "related"),
        comments=keys("lines", "comments"),
        emoji=emoji,
        not_a_name=not_a_name,
    )
