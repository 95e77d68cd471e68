"""The preposition of a noun."""

from __future__ import annotations

from multivector.language import Sentence

FORMS = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о", "изо": "из", "ото": "от"}
NOT_PREPOSITIONS = frozenset({"как", "даже", "только", "не", "и"})  # what parsers hang on nouns as case markers


def preposition(sentence: Sentence, i: int) -> str | None:
    """The preposition of word i in lower case, ё as е, compound ones whole (в качестве); None for a bare case."""
    for child in reversed(sentence.children[i]):
        if sentence.deprels[child] == "case" and sentence.folded[child] not in NOT_PREPOSITIONS:
            words = [child, *(c for c in sentence.children[child] if sentence.deprels[c] == "fixed")]
            spoken = " ".join(sentence.words[w].lower().replace("ё", "е") for w in words)
            return FORMS.get(spoken, spoken)
    return None


def same_preposition(a: str, b: str) -> bool:
    """Whether two prepositions are one: в and во."""
    return FORMS.get(a, a) == FORMS.get(b, b)
