"""The lexicon compiled for one language: an automaton over all inflected forms of actors and triggers.

It finds every known name in a text in one pass; the coder's gate and its search for actors both read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from multivector.lexicon.forms import Candidate, FormMaker, Kind
from multivector.lexicon.inflection import inflection_of
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.patterns import TriggerPattern, operator_words, trigger_patterns
from multivector.lexicon.schema import Language


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found in a text, whole words only."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]


@dataclass
class Index:
    """The compiled lexicon of one language."""

    language: str
    former_prefixes: tuple[str, ...] = ()  # экс-
    hyphen_joins: bool = True  # whether a hyphen makes one word of two
    names: Any = None  # automaton over proper names, whose capitals count
    words: Any = None  # automaton over common words, in small letters
    events: dict[str, list[TriggerPattern]] = field(default_factory=dict)  # head lemma -> patterns, longest first
    facts: dict[str, list[TriggerPattern]] = field(default_factory=dict)  # the same for facts
    operators: dict[str, list[TriggerPattern]] = field(default_factory=dict)  # the same for operators

    def find(self, text: str) -> list[Hit]:
        """All forms in a text in order of place, overlapping ones too."""
        folded = text.replace("ё", "е").replace("Ё", "Е").translate(SPACES)
        hits = []
        for automaton, form in ((self.names, folded), (self.words, _lower(folded))):
            for last, (length, candidates) in automaton.iter(form):
                start, end = last - length + 1, last + 1
                if self._bounded(folded, start, end, candidates[0].kind):
                    hits.append(Hit(start, end, candidates))
        hits.sort(key=lambda hit: hit.start)
        return hits

    def _bounded(self, text: str, start: int, end: int, kind: Kind) -> bool:
        """Whether a hit is whole words; a hyphen may join, except in compounds (российско-китайский, экс-президент)."""
        before, after = text[start - 1 : start], text[end : end + 1]
        if kind != "compound" and after.isalnum():
            return False
        if not self.hyphen_joins:
            return not before.isalnum()
        if kind not in ("compound", "city") and after == "-" and text[end + 1 : end + 2].isalpha():
            return False
        if before == "-" and start > 1 and text[start - 2].isalpha():
            return kind == "adjective" or (
                kind == "role" and text[max(0, start - LONGEST_PREFIX) : start].lower().endswith(self.former_prefixes)
            )
        return not before.isalnum()


def _lower(text: str) -> str:
    """Small letters, one for one, so that offsets hold (İ would become two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# what may stand for a space or an apostrophe inside a name
SPACES = str.maketrans({**dict.fromkeys("\u00a0\u202f\t\n\r", " "), "\u2019": "'"})
LONGEST_PREFIX = 10  # letters


def build_index(lexicon: Lexicon, language: Language) -> Index:
    """Compiles the lexicon for a language; takes some seconds."""
    forms: dict[bool, dict[str, list[Candidate]]] = {True: {}, False: {}}
    inflection = inflection_of(language)
    proper = PROPER | DEMONYMS if inflection.capital_adjectives else PROPER
    patterns = trigger_patterns(lexicon, language)
    operators = operator_words(lexicon, language)
    for candidate, texts in FormMaker(lexicon, language, inflection).all([*patterns, *operators]):
        for text in texts:
            known = forms[candidate.kind in proper].setdefault(text, [])
            if candidate not in known:
                known.append(candidate)
    events = _by_head(pattern for pattern in patterns if lexicon.frames[pattern.owner].type)
    facts = _by_head(pattern for pattern in patterns if lexicon.frames[pattern.owner].fact)
    grammar = lexicon.grammars.get(language)
    return Index(
        language=language,
        former_prefixes=tuple(grammar.former_prefixes) if grammar else (),
        hyphen_joins=inflection.hyphen_joins,
        names=_automaton(forms[True]),
        words=_automaton(forms[False]),
        events=events,
        facts=facts,
        operators=_by_head(operators),
    )


def _automaton(forms: dict[str, list[Candidate]]) -> Any:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for text, candidates in forms.items():
        automaton.add_word(text, (len(text), tuple(sorted(candidates, key=_rank))))
    automaton.make_automaton()
    return automaton


PROPER = frozenset({"state", "capital", "metonym", "city", "organisation", "group", "person"})
DEMONYMS = frozenset({"adjective", "anti", "compound", "people"})
RANK = (
    "state",
    "organisation",
    "capital",
    "metonym",
    "group",
    "person",
    "people",
    "adjective",
    "compound",
    "anti",
    "role",
    "city",
    "pronoun",
    "trigger",
)


def _rank(candidate: Candidate) -> int:
    """Among readings of one form, states come before persons, and places last."""
    return RANK.index(candidate.kind)


def _by_head(patterns: Iterable[TriggerPattern]) -> dict[str, list[TriggerPattern]]:
    by_head: dict[str, list[TriggerPattern]] = {}
    for pattern in patterns:
        for lemma in pattern.head:
            by_head.setdefault(lemma, []).append(pattern)
    for found in by_head.values():
        found.sort(key=lambda pattern: -len(pattern.rest))
    return by_head
