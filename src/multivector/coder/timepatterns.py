"""The patterns of a time file, compiled to regular expressions over the string of a `Lexer`.

{day}       a word of a class                  с|со      one of these words
[ ... ]     may be missing                     ( a | b ) either
!{counted}  not before such a word             ^{number} not after such a word
<of_year>   a pattern of its own, from `macros`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from multivector.coder.timewords import Lexer, fold
from multivector.errors import StopRun

_STRUCTURE = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
_GUARDS = {"!": "(?!", "^": "(?<!"}
_MACRO = re.compile(r"<(\w+)>")
_CASE = re.compile("_(?:in|from|to|of|it)$")  # a rule sees {month_in} as a month
_SPACED = re.compile(r"([\[\]()])")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to say a rule: the classes of its groups in order, and the compiled expression."""

    section: str  # points | parts | alone | phrases
    rule: str
    slots: tuple[str, ...]
    regex: re.Pattern[str]
    needs: frozenset[str]  # one of these characters stands in whatever matches; empty: no such short cut


def expand(pattern: str, macros: dict[str, str]) -> str:
    """A pattern with its macros written out."""
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: f" ( {macros[match[1]]} ) ", pattern)
    return pattern


def literals(patterns: Iterable[str]) -> Iterator[str]:
    """The words that stand in patterns as themselves."""
    for pattern in patterns:
        for element in _elements(pattern):
            if element not in _STRUCTURE:
                yield from (part for part in _alternatives(element.lstrip("!^")) if not part.startswith("{"))


def compile_pattern(section: str, rule: str, pattern: str, lexer: Lexer, extra: dict[str, str]) -> Pattern:
    """Compiles one pattern; `extra` are classes that the lexer doesn't know, with their characters."""
    slots: list[str] = []
    parts: list[str] = []
    needs: list[frozenset[str]] = []
    depth = 0
    for element in _elements(pattern):
        if element in _STRUCTURE:
            depth += (element in "([") - (element in ")]")
            parts.append(_STRUCTURE[element])
            continue
        names = _alternatives(element.lstrip("!^"))
        chars = [_characters(name, lexer, extra) for name in names]
        if not all(chars):
            raise StopRun(f"time pattern '{pattern}' of {rule}: no words for '{element}'")
        parts.append(_expression(element, names, chars))
        if element[0] not in _GUARDS:
            slots.extend(_CASE.sub("", name[1:-1]) for name in names if name.startswith("{"))
            if depth == 0:
                needs.append(frozenset("".join(chars)))
    rarest = min(needs, key=len, default=frozenset())
    return Pattern(section, rule, tuple(slots), re.compile("".join(parts)), rarest)


def _expression(element: str, names: list[str], chars: list[str]) -> str:
    if element[0] in _GUARDS:
        return f"{_GUARDS[element[0]]}[{''.join(chars)}])"
    if names[0].startswith("{"):
        return "(?:" + "|".join(f"([{c}])" for c in chars) + ")"
    return f"[{''.join(chars)}]"


def _elements(pattern: str) -> list[str]:
    return _SPACED.sub(r" \1 ", pattern).split()


def _alternatives(element: str) -> list[str]:
    return [part if part.startswith("{") else fold(part) for part in element.split("|")]


def _characters(name: str, lexer: Lexer, extra: dict[str, str]) -> str:
    if not name.startswith("{"):
        return lexer.characters("=" + name)
    return extra.get(name[1:-1]) or lexer.characters(name[1:-1])
