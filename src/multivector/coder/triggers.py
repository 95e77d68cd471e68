"""Which words of a sentence evoke a frame or an operator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from multivector.coder.speech import Speech
from multivector.language import ROOT, Sentence
from multivector.lexicon.patterns import TriggerPattern, Word

UPOS_CLASSES = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adjective"}
DEPTH = 3  # how far below the head of a phrase its other words may stand
OTHER_CLAUSES = frozenset({"advcl", "acl:relcl", "parataxis", "conj"})
NEGATED = frozenset({"VERB", "AUX", "ADJ"})  # what a negation that belongs to a phrase stands at
PREPOSITIONAL = frozenset({"ADP", "PART", "SCONJ"})
WIDEST_GAP = 3  # words between the parts of a phrase, above which only its head is shown


@dataclass(frozen=True, slots=True)
class Trigger:
    """A pattern found: the word that heads it and all words that belong to it."""

    head: int
    words: tuple[int, ...]
    pattern: TriggerPattern


def find_triggers(sentence: Sentence, patterns: dict[str, list[TriggerPattern]], speech: Speech) -> list[Trigger]:
    """All patterns found, the longest for each head word; several where frames share their words."""
    found: list[Trigger] = []
    for i, lemma in enumerate(sentence.folded):
        candidates = patterns.get(lemma) or _active_voice(sentence, i, patterns, speech)
        if not candidates or _is_noun_like(sentence, i) or _is_half(sentence, i, speech):
            continue
        near = _near(sentence, i, speech) if any(pattern.rest for pattern in candidates) else []
        said = {form for j in near for form in (sentence.folded[j], sentence.words[j].lower())}
        matches = [
            trigger
            for pattern in candidates
            if not any(said.isdisjoint(word.lemmas) for word in pattern.rest)
            and (trigger := _match(sentence, i, pattern, near, speech))
        ]
        if matches:
            longest = max(len(trigger.words) for trigger in matches)
            found += [trigger for trigger in matches if len(trigger.words) == longest]
    return found


def _active_voice(
    sentence: Sentence, i: int, patterns: dict[str, list[TriggerPattern]], speech: Speech
) -> Iterable[TriggerPattern]:
    """A reflexive passive has its active verb's patterns: подписывается from подписывать."""
    lemma = sentence.folded[i]
    ending = speech.grammar.reflexive
    reflexive = (
        bool(ending)
        and sentence.upos[i] == "VERB"
        and lemma.endswith(ending)
        and sentence.feats[i].get("Aspect") != "Perf"
    )
    if reflexive and not _has_living_subject(sentence, i):
        return patterns.get(lemma.removesuffix(ending), ())
    return ()


def _has_living_subject(sentence: Sentence, i: int) -> bool:
    """Who does something to himself is no passive: прощаться is not прощать."""
    living = (
        c for c in sentence.children[i] if sentence.feats[c].get("Animacy") == "Anim" and sentence.upos[c] == "NOUN"
    )
    return any(sentence.deprels[c] == "nsubj" for c in living)


def _match(sentence: Sentence, i: int, pattern: TriggerPattern, near: list[int], speech: Speech) -> Trigger | None:
    """The pattern at word i; `near` are the words that may belong to it."""
    if not _same_class(sentence, i, pattern):
        return None
    if speech.caseless and sentence.deprels[i] == "compound" and pattern.head_class == "noun":
        return None  # riot police, attack helicopters
    if pattern.plural and sentence.feats[i].get("Number") == "Sing":
        return None
    if not pattern.rest:
        return Trigger(i, (i,), pattern)
    words = [i]
    for word in pattern.rest:
        match = next(
            (found for j in near if j not in words and (found := _word_at(sentence, j, word, i, speech))), None
        )
        if match is None:
            return None
        words += match
    if speech.caseless and any(c not in words and _is_particle(sentence, c, speech) for c in sentence.children[i]):
        return None  # turned over to is not turned to
    return Trigger(i, tuple(sorted(words)), pattern)


def _is_particle(sentence: Sentence, i: int, speech: Speech) -> bool:
    """Whether a word is part of a phrasal verb, and not the *over* of a number: rescued over 700 people."""
    counts = sentence.upos[i + 1 : i + 2] == ["NUM"] and sentence.folded[i] in speech.grammar.roughly
    return sentence.deprels[i] == "compound:prt" and not counts


def shown_words(trigger: Trigger) -> list[int]:
    """The words of a trigger that are shown: all, unless too much stands between them."""
    first, last = trigger.words[0], trigger.words[-1]
    return list(trigger.words) if last - first + 1 - len(trigger.words) <= WIDEST_GAP else [trigger.head]


def _word_at(sentence: Sentence, j: int, word: Word, head: int, speech: Speech) -> list[int] | None:
    """Word j, with its preposition, where it is a further word of a phrase.

    The subject who does it is none: президент принял is not принять президента.
    """
    if sentence.folded[j] not in word.lemmas and sentence.words[j].lower() not in word.lemmas:
        return None
    if sentence.deprels[j] == "nsubj" and sentence.heads[j] == head and sentence.feats[j].get("Animacy") == "Anim":
        return None
    if word.preposition is None:
        above = sentence.heads[j]
        if sentence.folded[j] in speech.grammar.negation and above != ROOT and sentence.upos[above] not in NEGATED:
            return None  # не раз поддерживал
        if sentence.upos[j] in PREPOSITIONAL and speech.caseless and not _belongs(sentence, j, head, speech):
            return None
        other = sentence.upos[j] in ("NOUN", "PROPN") and speech.preposition(sentence, j) is not None
        return None if other else [j]
    noun = sentence.heads[j] if sentence.deprels[j] in ("amod", "det") and sentence.heads[j] != ROOT else j
    particles = [c for c in sentence.children[head] if sentence.deprels[c] == "compound:prt" and c < j]
    prepositions = [
        c
        for c in (*(c for c in sentence.children[noun] if sentence.deprels[c] in ("case", "mark")), *particles)
        if speech.plain(sentence.folded[c]) == speech.plain(word.preposition)
    ]
    return [prepositions[0], j] if prepositions else None


def _belongs(sentence: Sentence, j: int, head: int, speech: Speech) -> bool:
    """Whether a preposition is a particle of the head or stands at what depends on it: call off, call on Israel.

    That of a day is none: called the minister on Friday.
    """
    above = sentence.heads[j]
    if above == head:
        return sentence.deprels[j] not in ("case", "mark")
    day = above != ROOT and sentence.words[above].lower() in speech.grammar.days
    if sentence.deprels[j] not in ("case", "mark") or day or above == ROOT:
        return False
    upper = sentence.heads[above]  # parted company with France: the parser hangs France on either
    return upper == head or (upper != ROOT and sentence.deprels[upper] == "obj" and sentence.heads[upper] == head)


def _same_class(sentence: Sentence, i: int, pattern: TriggerPattern) -> bool:
    known = UPOS_CLASSES.get(sentence.upos[i], "other")
    if known == pattern.head_class or pattern.head_class == "other":
        return True
    # the tagger calls short participles and predicatives now verbs, now adjectives
    return ({known, pattern.head_class} == {"verb", "adjective"} and sentence.feats[i].get("Variant") == "Short") or (
        known == "adjective" and pattern.head_class == "verb" and "VerbForm" in sentence.feats[i]
    )


def _is_noun_like(sentence: Sentence, i: int) -> bool:
    """Whether a participle stands for a person: протестующих, задержанные."""
    return sentence.feats[i].get("VerbForm") == "Part" and sentence.deprels[i] in (
        "nsubj",
        "obj",
        "iobj",
        "nmod",
        "obl",
        "nsubj:pass",
    )


def _is_half(sentence: Sentence, i: int, speech: Speech) -> bool:
    """Whether a participle is the second half of an adjective: hard-hitting, well-armed."""
    joined = speech.caseless and i > 1 and sentence.words[i - 1] == "-" and sentence.starts[i] == sentence.ends[i - 1]
    first = joined and sentence.upos[i - 2] in ("ADJ", "ADV", "VERB", "X")
    return first and sentence.upos[i] in ("VERB", "ADJ") and sentence.words[i].lower() not in speech.grammar.agentive


def _near(sentence: Sentence, i: int, speech: Speech) -> list[int]:
    """The words below a head, nearest level first; and the noun that a participle modifies."""
    level, near = [i], []
    for _ in range(DEPTH):
        level = [c for w in level for c in sentence.children[w] if c != i and not _is_apart(sentence, c, i, speech)]
        near += level
    head = sentence.heads[i]
    if head != ROOT and sentence.deprels[i] in ("acl", "amod") and sentence.upos[i] in ("VERB", "ADJ"):
        near.append(head)
    return near


def _is_apart(sentence: Sentence, i: int, head: int, speech: Speech) -> bool:
    """Whether a word opens another clause than the head's, or is its living subject."""
    relation = sentence.deprels[i]
    if not speech.caseless:
        return relation in OTHER_CLAUSES
    if relation == "nsubj" and sentence.heads[i] == head:
        return True
    completes = relation == "advcl" and any(
        sentence.folded[c] in speech.grammar.complement_marks for c in sentence.children[i]
    )
    return relation == "ccomp" or (relation in OTHER_CLAUSES and not completes)
