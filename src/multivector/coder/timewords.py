"""Reads `time/<language>.yaml` and turns text into a string of classes, one character a word.

Every word or number of a text belongs to a set of classes (*5*: day, number; *год*: year word, unit). Each
distinct set gets one private character, so that the patterns of the grammar are plain regular expressions
over a short string.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from itertools import takewhile
from typing import Any

from multivector.errors import StopRun
from multivector.lexicon.yamlfile import read_yaml

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
YEARS = range(1900, 2101)  # a number of four digits that may be a year without the word "year"
UNKNOWN = "w"
REMEMBERED = 50_000  # tokens whose classes are kept
FIRST = 0xE000  # start of Unicode's private use area

Classes = dict[str, Any]  # class -> what the word means there


@dataclass(slots=True)
class Reading:
    """A text as its words: where each stands (code points, end exclusive), its classes and their character."""

    spans: list[tuple[int, int]]
    values: list[Classes]
    chars: str

    def append(self, span: tuple[int, int], values: Classes, char: str) -> None:
        """Adds one word."""
        self.spans.append(span)
        self.values.append(values)
        self.chars += char

    def extend(self, other: Reading, first: int, end: int) -> None:
        """Adds the words of another reading from one place to another."""
        self.spans += other.spans[first:end]
        self.values += other.values[first:end]
        self.chars += other.chars[first:end]


def load_time_data(language: str) -> dict[str, Any]:
    """The content of a language's time file. Raises StopRun where there is none or it is broken."""
    path = files("multivector.lexicon") / "data" / "time" / f"{language}.yaml"
    if not path.is_file():
        raise StopRun(f"no time words for language '{language}': add lexicon/data/time/{language}.yaml")
    file = read_yaml(path, f"time/{language}.yaml")
    if file.problems:
        raise StopRun("\n".join(map(str, file.problems)))
    data: dict[str, Any] = file.data
    return data


def fold(word: str) -> str:
    """The form in which words are compared."""
    return word.lower().replace("ё", "е")


def meaning(text: str) -> int | float | str:
    """A value of a data file: a number where it is one."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


class Lexer:
    """Cuts text into tokens and gives each the character of its classes."""

    def __init__(self, data: dict[str, Any], literals: Iterable[str]) -> None:
        self._capitalised = frozenset(data.get("capitalised", []))
        self._counted = tuple(data.get("counted_endings", []))
        self._endings = {e: case for case, endings in data.get("endings", {}).items() for e in endings} | {"": ""}
        suffixes: dict[str, list[str]] = data.get("suffixes", {})
        self._suffixes = {
            s: {kind for kind in suffixes if s in suffixes[kind]} for kind in suffixes for s in suffixes[kind]
        }
        self._words: dict[str, Classes] = {}
        self._stems: dict[str, Classes] = {}
        self._read_words(data["words"])
        for literal in literals:
            self._words.setdefault(literal, {})["=" + literal] = literal
        for word, classes in self._words.items():
            self._words[word] = self._stem(word) | classes
        self._signatures: dict[frozenset[str], str] = {}
        self._list_signatures()
        self._known: dict[str, tuple[Classes, str]] = {}
        self._pattern = self._token_pattern(data.get("glued", []))
        self._triggers = self._trigger_words(data)
        self._short = [word for word in self._triggers if word.endswith(".")]  # "XX в."
        self._starts = frozenset(stem[:3] for stem in self._stems)

    def _read_words(self, words: dict[str, dict[str, list[str]]]) -> None:
        for name, values in words.items():
            for value, forms in values.items():
                for form in forms:
                    table = self._stems if form.endswith("*") else self._words
                    table.setdefault(fold(form.rstrip("*")), {})[name] = meaning(value)

    def _token_pattern(self, glued: list[str]) -> re.Pattern[str]:
        dotted = sorted((w for w in self._words if w.endswith(".") and len(w) > 1), key=len, reverse=True)
        suffixes = sorted(self._suffixes, key=len, reverse=True)
        parts = [
            r"(?P<date>(?<![\w.])(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)(?!\w|[./-]\d))",
            r"(?P<other>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\w)|\d+(?:[.,:]\d+)+)",
            rf"(?P<suffixed>\d+[{DASHES}'’]?(?:{'|'.join(map(re.escape, suffixes)) or 'x'})(?!\w))",
            rf"(?P<number>\d+(?:(?![^\W_])|(?=(?:{'|'.join(glued) or '$x'})(?!\w))))",
            rf"(?P<dotted>(?<![^\W\d])(?:{'|'.join(re.escape(w) for w in dotted) or '$x'}))",
            r"(?P<word>\w+)",
            r"(?P<sign>\S)",
        ]
        return re.compile("|".join(parts), re.IGNORECASE)

    def _trigger_words(self, data: dict[str, Any]) -> frozenset[str]:
        skipped = set(data.get("not_triggers", []))
        words = (w for w, classes in self._words.items() if any(n[0] != "=" and n not in skipped for n in classes))
        return frozenset(word.rstrip(".") if len(word) > 2 else word for word in words)

    def _list_signatures(self) -> None:
        numbers = [*range(33), 90, 99, 100, 500, 862, 1000, 1899, 1900, 1990, 2015, 2100, 2101, 10000]
        samples = [frozenset(self._number(f"{n:02d}", s)) for n in numbers for s in ["", *self._suffixes]]
        samples += [frozenset(c) for c in [*self._words.values(), *self._stems.values(), {"iso"}, {"counted"}]]
        samples += [frozenset({*c, "roman"}) for c in [{}, *self._words.values()]]
        samples += [frozenset(_with_case(c, e)) for c in self._stems.values() for e in set(self._endings.values())]
        samples += [s - self._capitalised for s in samples]
        for sample in samples:
            if sample and sample not in self._signatures:
                self._signatures[sample] = chr(FIRST + len(self._signatures))

    def characters(self, name: str) -> str:
        """All characters that stand for words of a class."""
        return "".join(char for signature, char in self._signatures.items() if name in signature)

    def may_hold_time(self, text: str) -> bool:
        """A cheap check that never says no where a time stands."""
        if _DIGIT.search(text):
            return True
        folded = fold(text)
        if any(word in folded for word in self._short):
            return True
        words = _WORD.findall(folded)
        if not self._triggers.isdisjoint(words):
            return True
        return bool(self._starts) and not self._starts.isdisjoint([word[:3] for word in words])

    def read(self, text: str) -> Reading:
        """The words, numbers and signs of a text."""
        spans: list[tuple[int, int]] = []
        found: list[tuple[Classes, str]] = []
        for match in self._pattern.finditer(text):
            word = match[0]
            spans.append(match.span())
            found.append(self._known.get(word) or self._learn(word, match.lastgroup or ""))
        return Reading(spans, [values for values, _ in found], "".join([char for _, char in found]))

    def _learn(self, text: str, group: str) -> tuple[Classes, str]:
        """Looks a token up and keeps the answer; forgets all when there are too many."""
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        values = self._classes(text, group)
        char = self._signatures.get(frozenset(values), UNKNOWN) if values else UNKNOWN
        self._known[text] = values, char
        return values, char

    def _classes(self, text: str, group: str) -> Classes:
        if group == "word" or group == "dotted":
            return self._word(text)
        if group == "number":
            return self._number(text, "")
        if group == "suffixed":
            digits = "".join(takewhile(str.isdigit, text))
            return self._number(digits, fold(text[len(digits) :].lstrip(DASHES + "'’")))
        if group == "date":
            return {"iso": text}
        if group == "sign":
            return self._words.get("-" if text in DASHES else text, {})
        return {}

    def _word(self, text: str) -> Classes:
        word = fold(text)
        values = self._words.get(word) or self._stem(word)
        if values and self._capitalised and not text[0].isupper():
            values = {name: value for name, value in values.items() if name not in self._capitalised}
        if _ROMAN.fullmatch(text):
            return {**values, "roman": _roman(text)}
        if not values and self._counted and text.islower() and word.endswith(self._counted):
            return {"counted": word}
        return values

    def _stem(self, word: str) -> Classes:
        """The classes of the longest stem whose ending is a known one; each also with its case (`month_in`)."""
        for end in range(len(word), 2, -1) if self._stems else ():
            found = self._stems.get(word[:end])
            case = self._endings.get(word[end:])
            if found is not None and case is not None:
                return _with_case(found, case)
        return {}

    def _number(self, digits: str, suffix: str) -> Classes:
        number = int(digits[:9])
        kinds = self._suffixes.get(suffix, set())
        if suffix and "decade" in kinds and number % 10 == 0 and (len(digits) == 2 or number in YEARS):
            values: Classes = {"decade": number} if len(digits) == 2 else {"decade": number, "long_decade": number}
            return {**values, "day": number, "ordinal": number} if "ordinal" in kinds and number <= 31 else values
        if suffix and "ordinal" not in kinds:
            return {}
        values = {"ordinal": number} if suffix else {"number": number}
        if number % 10 == 0 and len(digits) in (2, 4):
            values["tens"] = number
        if 1 <= number <= 31 and len(digits) <= 2:
            values["day"] = number
        if len(digits) == 4 and 1000 <= number <= YEARS[-1]:
            values["year"] = number
            if number in YEARS:
                values["bare_year"] = number
        return values


_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[IVXІХ]{1,6}")


def _with_case(classes: Classes, case: str) -> Classes:
    return {**classes, **{f"{name}_{case}": value for name, value in classes.items()}} if case else classes


def _roman(text: str) -> int:
    values = [{"I": 1, "І": 1, "V": 5, "X": 10, "Х": 10}[char] for char in text]
    return sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
