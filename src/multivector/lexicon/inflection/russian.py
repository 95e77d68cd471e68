"""Russian in the lexicon: all the forms in which its words and phrases occur in texts (ё as е)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

from multivector.language.russian_morphology import normal_forms, parse
from multivector.language.sentence import fold
from multivector.lexicon.inflection.base import Inflection, Reading, WordClass

COMMON_CASES = {"gen2": "gent", "acc2": "accs", "loc2": "loct", "voct": "nomn"}  # rare second cases -> the six
ACRONYM_ENDINGS = ("а", "у", "ом", "е")  # МИДа, ОБСЕ has none: only after a consonant
CONSONANTS = "БВГДЖЗЙКЛМНПРСТФХЦЧШЩ"
ADJECTIVES = ("ADJF", "PRTF")
Agreement = tuple[str, str, str | None]  # case, number, gender in OpenCorpora's codes
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


class RussianInflection(Inflection):
    """Russian, on pymorphy3's dictionary."""

    def name_forms(self, phrase: str, *, plural: bool = False) -> set[str]:
        """All cases; see `name_forms`."""
        return name_forms(phrase, plural=plural)

    def adjective_forms(self, word: str) -> set[str]:
        """All cases, numbers and genders."""
        return adjective_forms(word)

    def first_half(self, adjective: str) -> set[str]:
        """российско- of российский."""
        return first_half(adjective)

    def surname_forms(self, surname: str) -> set[str]:
        """All cases of the singular."""
        return surname_forms(surname)

    def trigger_forms(self, word: str) -> set[str]:
        """All forms, participles and reflexive passives included."""
        return trigger_forms(word)

    def readings(self, phrase: str) -> Iterator[Reading]:
        """One reading: the head is the first infinitive, else the first noun in the nominative, else the first word."""
        parts = tuple(phrase.split())
        classes = [_classes(part) for part in parts]
        head = 0
        for wanted in ("verb", "noun"):
            found = [i for i, known in enumerate(classes) if wanted in known and not self.is_preposition(parts[i])]
            if found:
                head = found[0]
                break
        likely: tuple[WordClass, ...] = ("verb", "noun", "adjective")
        yield Reading(parts, head, next((kind for kind in likely if kind in classes[head]), "other"))

    def lemmas(self, word: str, word_class: WordClass | None) -> frozenset[str]:
        """The normal forms of the word's readings of that class."""
        return _lemmas(word, word_class)

    def is_preposition(self, word: str) -> bool:
        """By the dictionary's likeliest reading."""
        return _is_preposition(word)

    def is_modifier(self, words: tuple[str, ...], i: int) -> bool:
        """Adjectives stand before their noun: в боевую готовность."""
        return i + 1 < len(words) and parse(words[i])[0].tag.POS in ADJECTIVES


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
def _lemmas(word: str, word_class: WordClass | None) -> frozenset[str]:
    if word_class is None or word_class == "other":
        return normal_forms(word) | {fold(word)}
    lemmas = {
        fold(reading.normal_form)
        for reading in parse(word)
        if OPENCORPORA_CLASS.get(reading.tag.POS or "") == word_class
    }
    return frozenset(lemmas or {fold(word)})


def name_forms(phrase: str, *, plural: bool = False) -> set[str]:
    """The forms of a name or noun phrase: its first noun and the adjectives before it are inflected, the rest stays.

    Capital letters stay as they are written. `plural` adds the plural.
    """
    words = phrase.split()
    head = _head(words)
    if head is None:
        return {_fold(phrase)} | (
            {_fold(phrase + end) for end in ACRONYM_ENDINGS} if _declinable_acronym(phrase) else set()
        )
    forms = {phrase}
    for noun in _likely(_nominatives(words[head], ("NOUN",))) or _nominatives(words[head], ADJECTIVES):
        for form in noun.lexeme:
            wanted = noun.tag.number if not plural else form.tag.number
            if form.tag.case and form.tag.number == wanted and form.tag.POS == noun.tag.POS:
                before = [_agreeing(word, form.tag, noun.tag) for word in words[:head]]
                for adjectives in product(*before):
                    forms.add(" ".join([*adjectives, _recase(form.word, words[head]), *words[head + 1 :]]))
    return {_fold(form) for form in forms}


def adjective_forms(word: str) -> set[str]:
    """All cases, numbers and genders of an adjective."""
    return {_fold(form) for reading in parse(word) if reading.tag.POS == "ADJF" for form in _lexeme(reading)} | {
        _fold(word)
    }


def first_half(adjective: str) -> set[str]:
    """An adjective as the first half of a compound, with its hyphen: российско-."""
    return {_fold(adjective[:-2]) + "о-"} if adjective.endswith("ий") else set()


def trigger_forms(word: str) -> set[str]:
    """All forms of a trigger's head word, participles and reflexive passives included."""
    forms: set[str] = {_fold(word)}
    for reading in parse(word):
        if reading.tag.POS in ("INFN", "NOUN", "ADJF", "ADJS", "PRTF", "PRTS", "PRED", "VERB"):
            forms.update(_fold(form) for form in _lexeme(reading))
        if reading.tag.POS == "INFN" and not word.endswith(("ся", "сь")):
            forms.update(_reflexive(_fold(form.word)) for form in reading.lexeme if _may_be_reflexive(form.tag))
    return forms


def surname_forms(surname: str) -> set[str]:
    """The singular forms of a surname; of a name in several parts the last is declined (Ким Чен Ына)."""
    *before, last = surname.split()
    *joined, ending = last.split("-")
    parts = [forms | {part} for part, forms in ((part, _declined(part)) for part in joined)]
    lasts = {"-".join([*combination, form]) for combination in product(*parts) for form in _declined(ending) | {ending}}
    return {_fold(" ".join([*before, form])) for form in lasts}


# ending of a surname -> the endings that take its place in the oblique cases; the longest ending counts
SURNAME_ENDINGS = (
    (("ов", "ев", "ёв", "ин", "ын"), "", ("а", "у", "ым", "ом", "е")),
    (("ова", "ева", "ёва", "ина", "ына"), "а", ("ой", "у", "ы", "е")),
    (("ая",), "ая", ("ой", "ую")),
    (("яя",), "яя", ("ей", "юю")),
    (("ский", "цкий", "ный", "ний", "той", "ый", "ой"), "..", ("ого", "ому", "ым", "им", "ом", "его", "ему", "ем")),
    (("ия",), "я", ("и", "ю", "ей")),
    (("а",), "а", ("ы", "и", "е", "у", "ой", "ей")),
    (("я",), "я", ("и", "е", "ю", "ей")),
    (("о", "е", "ё", "и", "ы", "у", "ю", "э", "их", "ых"), "", ()),
    (("й", "ь"), ".", ("я", "ю", "ем", "е", "и")),
    (("",), "", ("а", "у", "ом", "ем", "е")),
)


def _declined(surname: str) -> set[str]:
    """The oblique forms of a surname by its ending, for dictionaries know too few; some of them no one uses."""
    if len(surname) < 2 or surname.isupper() or surname.islower():
        return set()
    for endings, gives_way, oblique in SURNAME_ENDINGS:
        if surname.endswith(endings):
            stem = surname[: len(surname) - len(gives_way)]
            return {stem + ending for ending in oblique}
    return set()


def _head(words: list[str]) -> int | None:
    """The first noun in the nominative before which only agreeing adjectives stand."""
    for i, word in enumerate(words):
        if word.isupper() and len(word) > 1:
            return None
        tags = [reading.tag for reading in parse(word)]
        if any(tag.POS == "NOUN" and tag.case == "nomn" for tag in tags):
            adjective = any(tag.POS in ADJECTIVES and tag.case == "nomn" for tag in tags[:1])
            if not (adjective and i + 1 < len(words)):
                return i
        if not any(tag.POS in ADJECTIVES and tag.case == "nomn" for tag in tags):
            return None
    return len(words) - 1 if words else None


def _likely(parses: list[Any]) -> list[Any]:
    """Without the inanimate readings of a word that names people: посол is no salting."""
    animate = [reading for reading in parses if reading.tag.animacy == "anim"]
    return animate if animate and parses[0].tag.animacy == "anim" else parses


def _nominatives(word: str, parts_of_speech: tuple[str, ...]) -> list[Any]:
    return [reading for reading in parse(word) if reading.tag.POS in parts_of_speech and reading.tag.case == "nomn"]


def _agreeing(word: str, form: Any, noun: Any) -> set[str]:
    """The forms of an adjective that agree with a form of its noun."""
    case = COMMON_CASES.get(form.case, form.case)
    gender = noun.gender if form.number == "sing" else None
    keys: list[Agreement] = [(case, form.number, gender)]
    if case == "accs":
        keys += [(case, form.number, f"{gender or ''}{noun.animacy}")]
    table = _declension(word)
    return {inflected for key in keys for inflected in table.get(key, ())}


@cache
def _declension(word: str) -> dict[Agreement, list[str]]:
    """(case, number, gender) -> forms of an adjective; an accusative of the animate says so in its gender."""
    table: dict[Agreement, list[str]] = {}
    for adjective in _nominatives(word, ADJECTIVES):
        for form in adjective.lexeme:
            tag = form.tag
            if tag.POS != adjective.tag.POS or not tag.case or ("Supr" in tag and "Supr" not in adjective.tag):
                continue
            gender = tag.gender if tag.number == "sing" else None
            key: Agreement
            if tag.case == "accs" and tag.animacy:
                key = (tag.case, tag.number, f"{gender or ''}{tag.animacy}")
            else:
                key = (tag.case, tag.number, gender)
            table.setdefault(key, []).append(_recase(form.word, word))
    return table


def _declinable_acronym(word: str) -> bool:
    return 2 < len(word) <= 5 and word.isupper() and word.isalpha() and word[-1] in CONSONANTS


def _lexeme(reading: Any) -> Iterator[str]:
    return (form.word for form in reading.lexeme)


def _may_be_reflexive(tag: Any) -> bool:
    """Reflexive passives are finite verbs and active participles of the third person."""
    return (
        tag.POS == "INFN"
        or (tag.POS == "VERB" and tag.person in (None, "3per"))
        or (tag.POS == "PRTF" and "actv" in tag)
    )


def _reflexive(form: str) -> str:
    return form + ("сь" if form[-1] in "аеиоуыэюя" else "ся")


def _recase(form: str, like: str) -> str:
    if "-" in like and form.count("-") == like.count("-"):
        return "-".join(_recase(a, b) for a, b in zip(form.split("-"), like.split("-"), strict=True))
    if like.isupper() and len(like) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if like[:1].isupper() else form


def _fold(text: str) -> str:
    return text.replace("ё", "е").replace("Ё", "Е")
