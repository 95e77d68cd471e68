"""Every form in which an entry of the lexicon may stand in a text of one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from multivector.lexicon.inflection import Inflection
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.patterns import TriggerPattern
from multivector.lexicon.schema import ActorWord, Language, Leader, Organisation, State, Term

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
    "given",
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


class FormMaker:
    """Makes the forms of all entries of a lexicon in a language."""

    def __init__(self, lexicon: Lexicon, language: Language, inflection: Inflection) -> None:
        self.lexicon = lexicon
        self.language: Language = language
        self.inflection = inflection
        self.grammar = lexicon.grammars.get(language)
        self._name_forms: Callable[..., set[str]] = cache(inflection.name_forms)
        self._adjective_forms = cache(inflection.adjective_forms)
        self._trigger_forms = cache(inflection.trigger_forms)

    def all(self, patterns: Iterable[TriggerPattern]) -> Iterator[tuple[Candidate, set[str]]]:
        """What may stand in a text, with its forms: actors, roles, persons, and the head words of the patterns."""
        for key, state in self.lexicon.states.items():
            yield from self._state(key, state)
        for key, organisation in (*self.lexicon.organisations.items(), *self.lexicon.groups.items()):
            yield from self._organisation(key, organisation, "group" if key in self.lexicon.groups else "organisation")
        for key, role in self.lexicon.roles.items():
            for word in getattr(role, self.language):
                forms = _small_letters(self._name_forms(word, plural=True))
                yield Candidate("role", key, sector=role.sector, word=word), forms
        given_names = self._given_names()
        for code, leaders in self.lexicon.leaders.items():
            for i, leader in enumerate(leaders):
                yield from self._leader(code, i, leader, given_names)
        yield from self._of_grammar()
        trigger = Candidate("trigger", "")
        for word in {pattern.head_word for pattern in patterns}:
            yield trigger, _small_letters(self._trigger_forms(word))

    def _of_grammar(self) -> Iterator[tuple[Candidate, set[str]]]:
        if self.grammar is None:
            return
        for half, code in self.grammar.compounds.items():
            written = half.capitalize() if self.inflection.capital_adjectives else half
            yield Candidate("compound", code, code=code, word=half), {f"{written}-"}
        for pronoun in self.grammar.pronouns:
            yield Candidate("pronoun", pronoun), _small_letters(self._trigger_forms(pronoun) | {pronoun})

    def _state(self, key: str, state: State) -> Iterator[tuple[Candidate, set[str]]]:
        valid, language = state.valid or "", self.language
        named = [ActorWord(word=name) for name in state_names(state, language)]
        by_kind: list[tuple[Kind, list[ActorWord]]] = [
            ("state", [*named, *state.also.get(language, [])]),
            ("capital", state.capital.get(language, [])),
            ("metonym", state.metonym.get(language, [])),
            ("city", state.cities.get(language, [])),
        ]
        for kind, words in by_kind:
            for word in words:
                yield _word(kind, key, key, word, valid), self._of_name(word)
        for word in state.people.get(language, []):
            forms = self._name_forms(word.word, plural=True) | set(word.forms)
            yield _word("people", key, key, word, valid), self._demonyms(forms)
        for word in state.adjective.get(language, []):
            forms = self._adjective_forms(word.word) | set(word.forms)
            yield _word("adjective", key, key, word, valid), self._demonyms(forms)
            for prefix in self.grammar.against_prefixes if self.grammar else ():
                opposed = {start + form for form in forms for start in (prefix, prefix.capitalize())}
                yield _word("anti", key, key, word, valid), self._demonyms(opposed)
            if halves := self.inflection.first_half(word.word):
                yield _word("compound", key, key, word, valid), self._demonyms(halves)

    def _organisation(self, key: str, entry: Organisation, kind: Kind) -> Iterator[tuple[Candidate, set[str]]]:
        language = self.language
        words = [ActorWord(word=entry.name[language])] if language in entry.name else []
        for word in (*words, *entry.acronym.get(language, []), *entry.also.get(language, [])):
            party_alike = (
                kind == "group" and self.inflection.capital_adjectives
            )  # Lebanese forces are no Lebanese Forces
            forms = self._of_name(word, small=not party_alike)
            yield _word(kind, key, entry.code or key, word, entry.valid or ""), forms

    def _given_names(self) -> frozenset[str]:
        """Given names that several leaders bear: a surname like one of them (Павел) may alone mean anybody."""
        leaders = (leader for listed in self.lexicon.leaders.values() for leader in listed)
        counts = Counter(leader.name[self.language].split()[0] for leader in leaders if self.language in leader.name)
        return frozenset(name for name, count in counts.items() if count > 2)

    def _leader(
        self, code: str, i: int, leader: Leader, given_names: frozenset[str]
    ) -> Iterator[tuple[Candidate, set[str]]]:
        language = self.language
        if language not in leader.name:
            return
        full = leader.name[language]
        for name in (full, *leader.also.get(language, [])):
            declared = leader.surname.get(language, "")
            surname = declared if declared and name.endswith(declared) else name.split()[-1]
            if declared == full:
                surname = name  # never the last word alone
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
            forms = self.inflection.surname_forms(surname)
            yield candidate, forms | {form[:1].upper() + form[1:] for form in forms}

    def _of_name(self, word: ActorWord, *, small: bool = True) -> set[str]:
        """The forms of a name, with `small` also with small letters after its first word: Совет безопасности ООН."""
        forms = self._name_forms(word.word, plural=False) | set(word.forms)
        if small and " " in word.word:
            forms |= {" ".join([form.split()[0], *map(_small, form.split()[1:])]) for form in forms}
        return forms

    def _demonyms(self, forms: Iterable[str]) -> set[str]:
        return set(forms) if self.inflection.capital_adjectives else _small_letters(forms)


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


def _small_letters(forms: Iterable[str]) -> set[str]:
    return {form.lower() for form in forms}


def _small(word: str) -> str:
    return word if len(word) > 1 and word.isupper() else word.lower()
