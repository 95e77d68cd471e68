"""The lexicon compiled for one language: an automaton over all inflected forms of actors and triggers.

It finds every known name in a text in one pass; the coder's gate and its search for actors both read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Literal

from multivector.lexicon.inflect import adjective_forms, first_half, name_forms, surname_forms, trigger_forms
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.patterns import TriggerPattern, operator_words, trigger_patterns
from multivector.lexicon.schema import ActorWord, Grammar, Language, Leader, Organisation, State, Term

Kind = Literal[
    "state",
    "adjective",
    "anti",
    "compound",
    "people",
    "capital",
    "metonym",
    "city",
    "organisation",
    "group",
    "person",
    "role",
    "trigger",
    "pronoun",
]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a form in the text may stand for."""

    kind: Kind
    key: str  # id of the entry in its data file
    code: str = ""  # the code under which it is recorded, '' for roles and triggers
    sector: str = ""
    valid: str = ""  # EDTF interval, '' for always
    word: str = ""  # dictionary form
    given: str = ""  # a person's given name
    alone: bool = True  # a person's surname may stand without the given name
    terms: tuple[Term, ...] = ()


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
                if _bounded(folded, start, end, candidates[0].kind, self.former_prefixes):
                    hits.append(Hit(start, end, candidates))
        hits.sort(key=lambda hit: hit.start)
        return hits


def _lower(text: str) -> str:
    """Small letters, one for one, so that offsets hold (İ would become two)."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\t\n\r", " "))  # what may stand for a space inside a name
LONGEST_PREFIX = 10  # letters


def _bounded(text: str, start: int, end: int, kind: Kind, former_prefixes: tuple[str, ...]) -> bool:
    """Whether a hit is whole words; a hyphen joins, except in compounds (российско-китайский, экс-президент)."""
    after = text[end : end + 1]
    if kind != "compound" and (
        after.isalnum() or (after == "-" and text[end + 1 : end + 2].isalpha() and kind != "city")
    ):
        return False
    before = text[start - 1 : start]
    if before == "-" and start > 1 and text[start - 2].isalpha():
        return kind == "adjective" or (
            kind == "role" and text[max(0, start - LONGEST_PREFIX) : start].lower().endswith(former_prefixes)
        )
    return not before.isalnum()


def build_index(lexicon: Lexicon, language: Language) -> Index:
    """Compiles the lexicon for a language; takes some seconds."""
    forms: dict[bool, dict[str, list[Candidate]]] = {True: {}, False: {}}
    patterns = trigger_patterns(lexicon, language)
    operators = operator_words(lexicon, language)
    for candidate, texts in _all_forms(lexicon, language, [*patterns, *operators]):
        for text in texts:
            known = forms[candidate.kind in PROPER].setdefault(text, [])
            if candidate not in known:
                known.append(candidate)
    events = _by_head(pattern for pattern in patterns if lexicon.frames[pattern.owner].type)
    facts = _by_head(pattern for pattern in patterns if lexicon.frames[pattern.owner].fact)
    grammar = lexicon.grammars.get(language)
    return Index(
        language=language,
        former_prefixes=tuple(grammar.former_prefixes) if grammar else (),
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


def _all_forms(
    lexicon: Lexicon, language: Language, patterns: Iterable[TriggerPattern]
) -> Iterator[tuple[Candidate, set[str]]]:
    for key, state in lexicon.states.items():
        yield from _state_forms(key, state, language, lexicon.grammars.get(language))
    for key, organisation in (*lexicon.organisations.items(), *lexicon.groups.items()):
        kind: Kind = "group" if key in lexicon.groups else "organisation"
        yield from _organisation_forms(key, organisation, kind, language)
    for key, role in lexicon.roles.items():
        for word in getattr(role, language):
            yield Candidate("role", key, sector=role.sector, word=word), _small_letters(_name_forms(word, True))
    given_names = _given_names(lexicon, language)
    for code, leaders in lexicon.leaders.items():
        for i, leader in enumerate(leaders):
            yield from _leader_forms(code, i, leader, language, given_names)
    if language in lexicon.grammars:
        for half, code in lexicon.grammars[language].compounds.items():
            yield Candidate("compound", code, code=code, word=half), {f"{half}-"}
        for pronoun in lexicon.grammars[language].pronouns:
            yield Candidate("pronoun", pronoun), _small_letters(_trigger_forms(pronoun) | {pronoun})
    trigger = Candidate("trigger", "")
    for word in {pattern.head_word for pattern in patterns}:
        yield trigger, _small_letters(_trigger_forms(word))


def _state_forms(
    key: str, state: State, language: Language, grammar: Grammar | None
) -> Iterator[tuple[Candidate, set[str]]]:
    valid = state.valid or ""
    named = [ActorWord(word=name) for name in state_names(state, language)]
    by_kind: list[tuple[Kind, list[ActorWord]]] = [
        ("state", [*named, *state.also.get(language, [])]),
        ("capital", state.capital.get(language, [])),
        ("metonym", state.metonym.get(language, [])),
        ("city", state.cities.get(language, [])),
    ]
    for kind, words in by_kind:
        for word in words:
            yield _word(kind, key, key, word, valid), _all_name_forms(word)
    for word in state.people.get(language, []):
        yield _word("people", key, key, word, valid), _small_letters(_name_forms(word.word, True) | set(word.forms))
    for word in state.adjective.get(language, []):
        forms = _adjective_forms(word.word) | set(word.forms)
        yield _word("adjective", key, key, word, valid), _small_letters(forms)
        for prefix in grammar.against_prefixes if grammar else ():
            yield _word("anti", key, key, word, valid), _small_letters(prefix + form for form in forms)
        if language == "ru":
            yield _word("compound", key, key, word, valid), _small_letters(first_half(word.word))


def state_names(state: State, language: Language) -> list[str]:
    """The short names of a state: those of its entry, else CLDR's (one in brackets is a second name)."""
    if language in state.name:
        return [state.name[language]]
    if not state.iso2:
        return []
    name = _cldr(language).get(state.iso2, "")
    return [part.strip() for part in name.replace(")", "").split("(") if part.strip() and " - " not in part]


def actor_name(entry: State | Organisation, language: Language) -> str | None:
    """The name of a state or organisation in a language."""
    if isinstance(entry, State):
        return next(iter(state_names(entry, language)), None)
    return entry.name.get(language)


@cache
def _cldr(language: str) -> dict[str, str]:
    from babel import Locale

    return {str(code): str(name).replace("’", "'") for code, name in Locale(language).territories.items()}


def _word(kind: Kind, key: str, code: str, word: ActorWord, valid: str) -> Candidate:
    return Candidate(kind, key, code=code, sector=word.sector or "", valid=word.valid or valid, word=word.word)


def _organisation_forms(
    key: str, entry: Organisation, kind: Kind, language: Language
) -> Iterator[tuple[Candidate, set[str]]]:
    words = [ActorWord(word=entry.name[language])] if language in entry.name else []
    for word in (*words, *entry.acronym.get(language, []), *entry.also.get(language, [])):
        yield _word(kind, key, entry.code or key, word, entry.valid or ""), _all_name_forms(word)


def _given_names(lexicon: Lexicon, language: Language) -> frozenset[str]:
    """Given names that several leaders bear: a surname like one of them (Павел) may alone mean anybody."""
    leaders = (leader for listed in lexicon.leaders.values() for leader in listed if language in leader.name)
    counts = Counter(leader.name[language].split()[0] for leader in leaders)
    return frozenset(name for name, count in counts.items() if count > 2)


def _leader_forms(
    code: str, i: int, leader: Leader, language: Language, given_names: frozenset[str]
) -> Iterator[tuple[Candidate, set[str]]]:
    if language not in leader.name:
        return
    full = leader.name[language]
    for name in (full, *leader.also.get(language, [])):
        declared = leader.surname.get(language, "")
        surname = declared if declared and name.endswith(declared) else name.split()[-1]
        given = name.removesuffix(surname).strip()
        candidate = Candidate(
            "person",
            f"{code}/{i}",
            code=code,
            word=full,
            given=given or full.removesuffix(surname).strip(),
            alone=leader.surname_alone and surname not in given_names,
            terms=tuple(leader.terms),
        )
        yield candidate, surname_forms(surname) if language == "ru" else {surname}


def _all_name_forms(word: ActorWord) -> set[str]:
    """The forms of a name, also with small letters after its first word: Совет безопасности ООН."""
    forms = _name_forms(word.word, False) | set(word.forms)
    if " " in word.word:
        forms |= {" ".join([form.split()[0], *map(_small, form.split()[1:])]) for form in forms}
    return forms


def _small_letters(forms: Iterable[str]) -> set[str]:
    return {form.lower() for form in forms}


def _small(word: str) -> str:
    return word if len(word) > 1 and word.isupper() else word.lower()


def _name_forms(word: str, plural: bool) -> set[str]:
    return _cached_name_forms(word, plural)


@cache
def _cached_name_forms(word: str, plural: bool) -> set[str]:
    return name_forms(word, plural=plural)


_adjective_forms = lru_cache(maxsize=None)(adjective_forms)
_trigger_forms = lru_cache(maxsize=None)(trigger_forms)
