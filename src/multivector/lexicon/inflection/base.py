"""What the lexicon asks of a language; without more knowledge words are taken as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from multivector.language.sentence import fold

WordClass = Literal["verb", "noun", "adjective", "other"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read a phrase of the lexicon: its words, which of them heads it, as what."""

    words: tuple[str, ...]
    head: int
    head_class: WordClass
    plural: bool = False  # only the plural of the head is meant: talks are no talk


class Inflection:
    """Forms and readings of words of a language that is not inflected; the base of those that are."""

    capital_adjectives = False  # whether adjectives and demonyms are written with a capital: Chinese
    hyphen_joins = True  # whether a hyphen makes one word of two

    def name_forms(self, phrase: str, *, plural: bool = False) -> set[str]:
        """The forms of a name or noun phrase; capital letters stay as they are written. `plural` adds the plural."""
        return {phrase}

    def adjective_forms(self, word: str) -> set[str]:
        """All forms of an adjective made from a name."""
        return {word}

    def first_half(self, adjective: str) -> set[str]:
        """An adjective as the first half of a compound, with its hyphen."""
        return set()

    def surname_forms(self, surname: str) -> set[str]:
        """The singular forms of a surname."""
        return {surname}

    def trigger_forms(self, word: str) -> set[str]:
        """All forms in which the head word of a phrase may stand."""
        return {fold(word)}

    def readings(self, phrase: str) -> Iterator[Reading]:
        """The ways to read a phrase: several where a word is both verb and noun."""
        words = tuple(phrase.split())
        yield Reading(words, 0, "other")

    def lemmas(self, word: str, word_class: WordClass | None) -> frozenset[str]:
        """The dictionary forms that a word of a class (None: any) may have, folded."""
        return frozenset({fold(word)})

    def is_preposition(self, word: str) -> bool:
        """Whether a word of a phrase is a preposition."""
        return False

    def is_modifier(self, words: tuple[str, ...], i: int) -> bool:
        """Whether word i of a phrase modifies the next, so that a preposition before it is the next word's."""
        return False
