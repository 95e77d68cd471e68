"""Trigger words of frames and operators, compiled to what is looked for in a reading sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multivector.language.sentence import fold
from multivector.lexicon.inflection import Inflection, Reading, WordClass, inflection_of
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.schema import TriggerWords


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
    plural: bool = False  # only the plural of the head is meant


def trigger_patterns(lexicon: Lexicon, language: str) -> list[TriggerPattern]:
    """The patterns of all frames in a language."""
    inflection = inflection_of(language)
    return [
        pattern
        for name, frame in lexicon.frames.items()
        for words in getattr(frame, language)
        for phrase in words.words
        for pattern in compile_phrase(name, phrase, words, inflection)
    ]


def operator_words(lexicon: Lexicon, language: str) -> list[TriggerPattern]:
    """The patterns of all operators in a language."""
    inflection = inflection_of(language)
    return [
        pattern
        for name, operator in lexicon.operators.items()
        for phrase in getattr(operator, language)
        for pattern in compile_phrase(name, phrase, None, inflection)
    ]


def compile_phrase(
    owner: str, phrase: str, words: TriggerWords | None, inflection: Inflection
) -> Iterator[TriggerPattern]:
    """A phrase as patterns, one for each way to read it."""
    for reading in inflection.readings(phrase):
        head = reading.words[reading.head]
        yield TriggerPattern(
            owner,
            phrase,
            head,
            inflection.lemmas(head, reading.head_class),
            reading.head_class,
            tuple(_rest(reading, inflection)),
            words,
            reading.plural,
        )


def _rest(reading: Reading, inflection: Inflection) -> Iterator[Word]:
    """The further words; a preposition belongs to the word that follows it, else it stands for itself."""
    words = tuple(word for i, word in enumerate(reading.words) if i != reading.head)
    preposition = None
    for i, word in enumerate(words):
        if preposition and inflection.is_modifier(words, i):
            yield Word(inflection.lemmas(word, None))  # в боевую готовность: the preposition is the noun's
            continue
        before_head = i + 1 == reading.head
        if inflection.is_preposition(word) and i + 1 < len(words) and not before_head:
            if preposition:
                yield Word(frozenset({preposition}))  # pull out of
            preposition = fold(word)
            continue
        if preposition and inflection.is_preposition(word):
            yield Word(frozenset({preposition}))
            preposition = None
        yield Word(inflection.lemmas(word, None), preposition)
        preposition = None
