"""Which words of a sentence evoke a frame or an operator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from multivector.language import ROOT, Sentence
from multivector.lexicon.patterns import TriggerPattern

UPOS_CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adjective"}
DEPTH = 3  # how far below the head of a phrase its other words may stand


@dataclass(frozen=True, slots=True)
class Trigger:
    """A pattern found: the word that heads it and all words that belong to it."""

    head: int
    words: tuple[int, ...]
    pattern: TriggerPattern


def find_triggers(sentence: Sentence, patterns: dict[str, list[TriggerPattern]]) -> list[Trigger]:
    """All patterns found, the longest for each head word; several where frames share their words."""
    found: list[Trigger] = []
    for i, lemma in enumerate(sentence.folded):
        candidates = patterns.get(lemma) or _active_voice(sentence, i, patterns)
        matches = [trigger for pattern in candidates if (trigger := _match(sentence, i, pattern))]
        if matches:
            longest = max(len(trigger.words) for trigger in matches)
            found += [trigger for trigger in matches if len(trigger.words) == longest]
    return found


def _active_voice(sentence: Sentence, i: int, patterns: dict[str, list[TriggerPattern]]) -> Iterable[TriggerPattern]:
    """A reflexive passive has its active verb's patterns: подписывается from подписывать."""
    lemma = sentence.folded[i]
    if sentence.upos[i] == "VERB" and lemma.endswith("ся"):
        return patterns.get(lemma[:-2], ())
    return ()


def _match(sentence: Sentence, i: int, pattern: TriggerPattern) -> Trigger | None:
    if not _same_class(sentence, i, pattern):
        return None
    if not pattern.rest:
        return Trigger(i, (i,), pattern)
    near = _near(sentence, i)
    words = [i]
    for lemmas in pattern.rest:
        match = next((j for j in near if j not in words and sentence.folded[j] in lemmas), None)
        if match is None:
            match = next((j for j in near if j not in words and sentence.words[j].lower() in lemmas), None)
        if match is None:
            return None
        words.append(match)
    return Trigger(i, tuple(sorted(words)), pattern)


def _same_class(sentence: Sentence, i: int, pattern: TriggerPattern) -> bool:
    known = UPOS_CLASSES.get(sentence.upos[i], "other")
    if known == pattern.head_class or pattern.head_class == "other":
        return True
    # the tagger calls short participles and predicatives now verbs, now adjectives
    return {known, pattern.head_class} == {"verb", "adjective"} and sentence.feats[i].get("Variant") == "Short" or (
        known == "adjective" and pattern.head_class == "verb" and "VerbForm" in sentence.feats[i]
    )


def _near(sentence: Sentence, i: int) -> list[int]:
    """The words below a head, nearest level first; and the noun that a participle modifies."""
    level, near = [i], []
    for _ in range(DEPTH):
        level = [child for word in level for child in sentence.children[word] if child != i]
        near += level
    head = sentence.heads[i]
    if head != ROOT and sentence.deprels[i] in ("acl", "amod") and sentence.upos[i] in ("VERB", "ADJ"):
        near.append(head)
    return near
