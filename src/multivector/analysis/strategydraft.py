"""A draft of a strategy file from the text of a strategy: its headings and lists become areas and priorities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from multivector.analysis.strategy import Strategy
from multivector.errors import StopRun
from multivector.lexicon.ontology import NO_STATE
from multivector.lexicon.schema import Language

_LONGEST_TITLE = 160  # characters; what is longer is a description
_LONGEST_HEADING = 100  # of a line without a mark
_CHAPTER = r"глава|раздел|часть|chapter|section|part"
_KAZAKH_CHAPTER = r"тарау|бөлім"
_ROMAN = r"[IVXLC]+"
# how headings and items are marked, the highest first
_MARKS = [
    *(rf"#{{{rank}}}\s+(?P<title>.+)" for rank in range(1, 7)),
    rf"(?i:{_CHAPTER})\s+(?:\d+|{_ROMAN})\b[.:]?\s*(?P<title>.*)",
    rf"(?:\d+|{_ROMAN})\s?-?\s?(?i:{_KAZAKH_CHAPTER})\b[.:]?\s*(?P<title>.*)",
    r"§\s*\d+[.:]?\s*(?P<title>.+)",
    rf"{_ROMAN}[.)]\s+(?P<title>.+)",
    None,  # a short line that stands alone
    r"\d+\.\s+(?P<title>.+)",
    r"\d+\.\d+\.?\s+(?P<title>.+)",
    r"\d+\.\d+\.\d+\.?\s+(?P<title>.+)",
    r"\d+\)\s*(?P<title>.+)",
    r"(?i:[a-zа-яәіңғүұқөһ])\)\s*(?P<title>.+)",
    r"[-–—•*·▪‣]\s*(?P<title>\S.+)",
]
_PLAIN = _MARKS.index(None)
_PATTERNS = [re.compile(mark) if mark else None for mark in _MARKS]
_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*[-–—/]\s*((?:19|20)\d\d)\b")
_HEAD = """\
# A draft: {areas} areas and {priorities} priorities from the headings and lists of the text.
# Now edit it (docs/strategies.md): keep what is a priority, give ids and titles in the languages that you need,
# and say under `serves` what counts.
"""


@dataclass
class _Node:
    title: str
    rank: int = -1
    text: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)


def draft(text: str, *, language: str = "en", state: str | None = None) -> str:
    """A strategy file for editing: the areas and priorities of a text, with no rules yet.

    Headings may be marked as in Markdown, by numbers (`1.`, `1.1`, `I.`, `1)`, `a)`), by words (*Chapter 2*,
    *Глава 2*, *2-тарау*), by `§`, or stand alone as a short line; items by numbers, letters or dashes. The highest
    marks are areas, the next below are priorities, and what is deeper becomes their description.

    Args:
        text: the text of a strategy.
        language: of the text, `ru`, `en` or `kk`.
        state: code of the state whose strategy it is; without it the file says `---`.

    Raises:
        StopRun: the text has neither headings nor lists.
    """
    root = _tree(text)
    if not root.children:
        raise StopRun("no headings and no lists in this text: mark its headings with # and its items with -")
    known: Language = next((one for one in ("ru", "kk") if one == language), "en")
    areas = [_area(number, area, known) for number, area in enumerate(_areas(root), 1)]
    drafted: dict[str, Any] = {"title": {known: root.title}, "state": state or NO_STATE}
    period = _PERIOD.search(root.title) or _PERIOD.search(text[:2000])
    if period and period[1] <= period[2]:
        drafted["period"] = f"{period[1]}/{period[2]}"
    drafted |= {"source": "", "areas": areas}
    Strategy.model_validate(drafted)
    head = _HEAD.format(areas=len(areas), priorities=sum(len(area["priorities"]) for area in areas))
    return head + yaml.safe_dump(drafted, allow_unicode=True, sort_keys=False, width=110)


def _tree(text: str) -> _Node:
    """The headings and items of a text; the root is the text itself with its title."""
    found = list(_marked(text))
    root = _Node("", -1)
    path = [root]
    for rank, line in found:
        if rank is None:
            _add(path[-1], line)
            continue
        while path[-1].rank >= rank:
            path.pop()
        path[-1].children.append(_Node(line, rank))
        path.append(path[-1].children[-1])
    root.title = root.text[0] if root.text else ""
    if not root.title and len(root.children) == 1 and root.children[0].children:
        root = root.children[0]  # one heading above all: the title of the text
    return _Node(root.title or "Strategy", -1, root.text, root.children)


def _add(node: _Node, line: str) -> None:
    """A line without a mark: the title of a bare *Chapter 2*, else text."""
    if node.title or node.rank < 0:
        node.text.append(line)
    else:
        node.title = line


def _marked(text: str) -> Iterator[tuple[int | None, str]]:
    """The lines of a text, each with the rank of its mark, None for plain text."""
    lines = [line.strip() for line in text.split("\n")]
    first = next((number for number, line in enumerate(lines) if line), 0)
    for number, line in enumerate(lines):
        if not line:
            continue
        rank, title = _mark(line)
        alone = number > first and not lines[number - 1]
        if rank is None and alone and _is_heading(line) and any(lines[number + 1 :]):
            rank = _PLAIN
        yield rank, title


def _mark(line: str) -> tuple[int | None, str]:
    for rank, pattern in enumerate(_PATTERNS):
        if pattern and (match := pattern.fullmatch(line)):
            return rank, match["title"].strip()
    return None, line


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[0].isupper() and line[-1] not in ".;:,!?…"


def _areas(root: _Node) -> list[_Node]:
    """The areas: the children of the text, or the text itself where they have none of their own."""
    return root.children if any(child.children for child in root.children) else [root]


def _area(number: int, node: _Node, language: Language) -> dict[str, Any]:
    within = node.children or [_Node(node.title, node.rank, node.text)]
    priorities = [_priority(f"priority_{number}_{place}", one, language) for place, one in enumerate(within, 1)]
    return {"id": f"area_{number}", "title": {language: _short(node.title)}, "priorities": priorities}


def _priority(id: str, node: _Node, language: Language) -> dict[str, Any]:
    text = [node.title] if _short(node.title) != _clean(node.title) else []
    description = " ".join([*text, *node.text, *_below(node)])
    drafted: dict[str, Any] = {"id": id, "title": {language: _short(node.title)}}
    if description:
        drafted["description"] = {language: description}
    return {**drafted, "serves": []}


def _below(node: _Node) -> Iterator[str]:
    for child in node.children:
        yield from (child.title, *child.text, *_below(child))


def _clean(title: str) -> str:
    return title.strip(" .;:,") or "?"


def _short(title: str) -> str:
    """A title that fits on a line, cut between words where it must be."""
    title = _clean(title)
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
