"""Trigger words of frames and operators, compiled to what is looked for in a reading sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from multivector.language.morphology import normal_forms, parse
from multivector.language.sentence import fold
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.schema import TriggerWords

WordClass = Literal["verb", "noun", "adjective", "other"]
OPENCORPORA_CLASS: dict[str, WordClass] = {
    "INFN": "verb",
    "VERB": "verb",
    "NOUN": "noun",
    "ADJF": "adjective",
    "ADJS": "adjective",
    "PRTF": "adjective",
    "PRTS": "adjective",
    "PRED": "adjective",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A further word of a phrase: the lemmas it may have, and the preposition that must stand at it."""

    lemmas: frozenset[str]
    preposition: str | None = None


@dataclass(frozen=True, slots=True)
class TriggerPattern:
    """A head lemma and the words that must depend on it."""

    owner: str  # id of the frame or operator
    phrase: str  # as it stands in the lexicon
    head_word: str
    head: frozenset[str]
    head_class: WordClass
    rest: tuple[Word, ...] = ()
    words: TriggerWords | None = None


def trigger_patterns(lexicon: Lexicon, language: str) -> list[TriggerPattern]:
    """The patterns of all frames in a language."""
    return [
        compile_phrase(name, phrase, words)
        for name, frame in lexicon.frames.items()
        for words in getattr(frame, language)
        for phrase in words.words
    ]


def operator_words(lexicon: Lexicon, language: str) -> list[TriggerPattern]:
    """The patterns of all operators in a language."""
    return [
        compile_phrase(name, phrase, None)
        for name, operator in lexicon.operators.items()
        for phrase in getattr(operator, language)
    ]


def compile_phrase(owner: str, phrase: str, words: TriggerWords | None) -> TriggerPattern:
    """A phrase as a pattern; its head is its first verb, else its first noun, else its first word."""
    parts = phrase.split()
    classes = [_classes(part) for part in parts]
    head = 0
    for wanted in ("verb", "noun"):
        found = [i for i, known in enumerate(classes) if wanted in known and not _is_preposition(parts[i])]
        if found:
            head = found[0]
            break
    word = parts[head]
    head_class: WordClass = "other"
    for candidate in ("verb", "noun", "adjective"):
        if candidate in classes[head]:
            head_class = candidate
            break
    rest = tuple(_rest([part for i, part in enumerate(parts) if i != head]))
    return TriggerPattern(owner, phrase, word, _lemmas(word, head_class), head_class, rest, words)


def _rest(parts: list[str]) -> Iterator[Word]:
    """The further words; a preposition belongs to the word that follows it, the last one stands for itself."""
    preposition = None
    for i, part in enumerate(parts):
        if _is_preposition(part) and i + 1 < len(parts):
            preposition = fold(part)
            continue
        if preposition and i + 1 < len(parts) and parse(part)[0].tag.POS in ("ADJF", "PRTF"):
            yield Word(_lemmas(part, None))  # в боевую готовность: the preposition is the noun's
            continue
        yield Word(_lemmas(part, None), preposition)
        preposition = None


@cache
def _is_preposition(word: str) -> bool:
    return bool(parse(word)[0].tag.POS == "PREP")


@cache
def _classes(word: str) -> frozenset[WordClass]:
    """Verb for infinitives, noun for nominatives, adjective for short and full ones."""
    classes: set[WordClass] = set()
    for reading in parse(word):
        kind = OPENCORPORA_CLASS.get(reading.tag.POS or "")
        if (
            (kind == "verb" and reading.tag.POS == "INFN")
            or (kind == "noun" and reading.tag.case == "nomn")
            or kind == "adjective"
        ):
            classes.add(kind)
    if "verb" in classes:
        return frozenset({"verb"})
    return frozenset(classes)


@cache
def _lemmas(word: str, head_class: WordClass | None) -> frozenset[str]:
    if head_class is None or head_class == "other":
        return normal_forms(word) | {fold(word)}
    lemmas = {
        fold(reading.normal_form)
        for reading in parse(word)
        if OPENCORPORA_CLASS.get(reading.tag.POS or "") == head_class
    }
    return frozenset(lemmas or {fold(word)})
