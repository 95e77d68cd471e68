"""Reads how many of something a phrase speaks of: `семь встреч` is 7, `более 12 встреч` is >12."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from multivector.coder.timewords import fold, load_time_data, meaning

_TOKEN = re.compile(
    r"(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\w)|\d+(?:[.,]\d+)?(?![\w])(?!-\w|[.,/:]\d))"
    r"|(?P<word>\w+(?:-\w+)*)|(?P<sign>\S)"
)


@dataclass(frozen=True, slots=True)
class _CountWords:
    """The words of a language that counts are made of."""

    numbers: dict[str, float]
    times: dict[str, float]  # thousand, million
    comparators: tuple[tuple[str, tuple[str, ...]], ...]  # mark and words, longest first
    joins: frozenset[str]  # between the words of a number: "and"
    between: frozenset[str]  # between comparator and number: "more than IN 12 meetings"
    endings: frozenset[str]  # that a number in digits may take: "12-ден"
    not_counted: frozenset[str]  # what makes a number a time, an age or a share
    not_counted_stems: tuple[str, ...]


def find_count(text: str, language: str) -> str | None:
    """The first count of a phrase: `7`, `>12`, `>=10`, `<5`, `<=30`, `~20`; None where it has none or a vague one.

    `text` is the words of a noun phrase in order. Dates, years, spans of time, ordinals and shares are no counts.
    Raises StopRun for a language without time data.
    """
    words = _words(language)
    tokens = [(match.lastgroup, fold(match[0])) for match in _TOKEN.finditer(text)]
    place = 0
    while place < len(tokens):
        number, end = _number(tokens, place, words)
        if number is None:
            place += 1
            continue
        if _is_count(tokens, number, end, words):
            return _comparator([text for _, text in tokens], place, end, words) + _plain(number)
        place = end
    return None


@lru_cache(maxsize=8)
def _words(language: str) -> _CountWords:
    data = load_time_data(language)
    counts = data["counts"]
    comparators = [(mark, tuple(fold(p).split())) for mark, phrases in counts["comparators"].items() for p in phrases]
    not_counted = {fold(f) for name in counts["not_before"] for forms in data["words"][name].values() for f in forms}
    return _CountWords(
        numbers=_values(data["words"]["number"]),
        times=_values(counts["times"]),
        comparators=tuple(sorted(comparators, key=lambda c: -len(c[1]))),
        joins=frozenset(fold(word) for word in counts.get("joins", [])),
        between=frozenset(counts.get("between", [])),
        endings=frozenset(counts.get("endings", [])),
        not_counted=frozenset(not_counted | {fold(word) for word in counts.get("not_before_words", [])}),
        not_counted_stems=tuple(word[:-1] for word in not_counted if word.endswith("*")),
    )


def _values(listed: dict[str, list[str]]) -> dict[str, float]:
    return {fold(form): float(meaning(value)) for value, forms in listed.items() for form in forms}


def _number(tokens: Sequence[tuple[str | None, str]], place: int, words: _CountWords) -> tuple[float | None, int]:
    """The number that begins at a place, and where it ends: `двадцать пять`, `1 500`, `two hundred and six`."""
    group, text = tokens[place]
    digits = _digits(group, text, words)
    if digits is None:
        total, place = _spelled(tokens, place, words)
        if place < 0:
            return None, 0
    else:
        total, place = digits, place + 1
    while place < len(tokens) and (times := words.times.get(tokens[place][1])):
        total, place = total * times, place + 1
        follows = place + (place < len(tokens) and tokens[place][1] in words.joins)
        rest, end = _spelled(tokens, follows, words)
        if 0 < rest < times:
            total, place = total + rest, end
    return total, place


def _digits(group: str | None, text: str, words: _CountWords) -> float | None:
    if group == "word":
        text, _, ending = text.partition("-")
        if ending not in words.endings or not text.isdecimal():
            return None
    elif group != "digits":
        return None
    decimal = "," in text and len(text.rpartition(",")[2]) != 3  # 1,5 but 1,500
    return float(re.sub(r"\s", "", text).replace(",", "." if decimal else ""))


def _spelled(tokens: Sequence[tuple[str | None, str]], place: int, words: _CountWords) -> tuple[float, int]:
    """Adds up falling number words; the place is -1 where there is none."""
    total, smallest, begin = 0.0, float("inf"), place
    while place < len(tokens):
        text = tokens[place][1]
        if place > begin and text in words.joins and place + 1 < len(tokens) and tokens[place + 1][1] in words.numbers:
            place += 1
            continue
        parts = [words.numbers.get(part) for part in text.split("-")]
        values = [value for value in parts if value is not None]
        if len(values) < len(parts) or not values or values[0] >= smallest or (place > begin and smallest < 10):
            break
        total += sum(values)
        smallest = values[-1]
        place += 1
    return (total, place) if place > begin else (0.0, -1)


def _is_count(tokens: Sequence[tuple[str | None, str]], number: float, end: int, words: _CountWords) -> bool:
    following = tokens[end][1] if end < len(tokens) else ""
    four_digits = tokens[end - 1][0] == "digits" and 1900 <= number <= 2100 and len(tokens[end - 1][1]) == 4
    if four_digits and (not following or tokens[end][0] != "word"):
        return False
    return following not in words.not_counted and not following.startswith(words.not_counted_stems)


def _plain(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _comparator(texts: Sequence[str], place: int, end: int, words: _CountWords) -> str:
    if place and texts[place - 1] in words.between:
        place -= 1
    for mark, phrase in words.comparators:
        if phrase[0] == "*":  # stands after the number
            after = phrase[1:]
            if tuple(texts[end : end + len(after)]) == after:
                return mark
        elif place >= len(phrase) and tuple(texts[place - len(phrase) : place]) == phrase:
            return mark
    return ""
