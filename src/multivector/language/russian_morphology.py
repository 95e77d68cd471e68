"""Russian morphology from pymorphy3's dictionary: lemmas in context, all forms of a word."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from multivector.language.sentence import fold

# UPOS -> the parts of speech of OpenCorpora (pymorphy3) that it may stand for, best first
OPENCORPORA = {
    "VERB": ("VERB", "INFN", "PRTF", "PRTS", "GRND"),
    "AUX": ("VERB", "INFN"),
    "NOUN": ("NOUN", "ADJF", "PRTF"),
    "PROPN": ("NOUN", "ADJF"),
    "ADJ": ("ADJF", "ADJS", "COMP", "PRTF", "PRTS"),
    "DET": ("ADJF", "NPRO"),
    "PRON": ("NPRO", "ADJF"),
    "ADV": ("ADVB", "COMP", "PRED"),
    "ADP": ("PREP",),
    "NUM": ("NUMR", "ADJF"),
    "CCONJ": ("CONJ",),
    "SCONJ": ("CONJ",),
    "PART": ("PRCL", "CONJ"),
}
CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}
NUMBERS = {"Sing": "sing", "Plur": "plur"}
GENDERS = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}


@cache
def analyzer() -> Any:
    """pymorphy3's analyser, loaded once."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def parse(word: str) -> tuple[Any, ...]:
    """All readings of a word, the likeliest first."""
    return tuple(analyzer().parse(word))


def lemmatise(word: str, upos: str, feats: dict[str, str]) -> str:
    """The dictionary form of a word in context, ё as е; a participle's is its infinitive."""
    return _lemma(
        word.lower(),
        upos,
        feats.get("Case", ""),
        feats.get("Number", ""),
        feats.get("Gender", ""),
        feats.get("Animacy", ""),
    )


@lru_cache(maxsize=200_000)
def _lemma(word: str, upos: str, case: str, number: str, gender: str, animacy: str) -> str:
    if upos in ("PUNCT", "SYM", "X"):
        return fold(word)
    wanted = OPENCORPORA.get(upos, ())
    marks = {mark for mark in (CASES.get(case), NUMBERS.get(number), GENDERS.get(gender), animacy.lower()) if mark}

    def merit(parse: Any) -> tuple[int, int, float]:
        fits = len(wanted) - wanted.index(parse.tag.POS) if parse.tag.POS in wanted else 0
        agrees = sum(mark in parse.tag for mark in marks)
        return bool(fits), agrees, parse.score + 0.01 * fits

    parses = analyzer().parse(word)
    best = max(parses, key=merit) if parses else None
    return fold(best.normal_form if best else word)


@lru_cache(maxsize=100_000)
def normal_forms(word: str) -> frozenset[str]:
    """All dictionary forms that a word may have, whatever the context, ё as е."""
    return frozenset(fold(parse.normal_form) for parse in analyzer().parse(word.lower()))


@lru_cache(maxsize=50_000)
def nominative(word: str, gender: str | None) -> str:
    """A proper name's nominative singular, with its capital letters; the word itself where the dictionary is no help.

    `gender` is UD's (Masc, Fem), None if unknown.
    """
    if word.isascii():
        return word  # a foreign name is not inflected
    best = None
    for parse in analyzer().parse(word.lower()):
        if parse.tag.POS not in ("NOUN", "ADJF") or (gender and parse.tag.gender not in (GENDERS.get(gender), None)):
            continue
        merit = ({"Name", "Surn", "Patr"} & set(parse.tag.grammemes) != set(), parse.score)
        if best is None or merit > best[0]:
            best = (merit, parse)
    inflected = best[1].inflect({"nomn", "sing"}) if best else None
    if inflected is None:
        return word
    form = str(inflected.word)
    return "-".join(part[:1].upper() + part[1:] for part in form.split("-")) if word[:1].isupper() else form


@lru_cache(maxsize=10_000)
def genitive(word: str) -> str:
    """The genitive singular of a common noun; the word itself where the dictionary is no help."""
    if word.isascii():
        return word  # a foreign name is not inflected
    for parse in analyzer().parse(word.lower()):
        if parse.tag.POS == "NOUN" and (inflected := parse.inflect({"gent"})):
            return str(inflected.word)
    return word


@lru_cache(maxsize=20_000)
def to_nominative(word: str, number: str, gender: str | None) -> str:
    """A noun or adjective in the nominative of a number (UD: Sing, Plur), with its capital letter."""
    if word.isascii():
        return word  # a foreign name is not inflected
    marks = {"nomn", NUMBERS.get(number, "sing")}
    for parse in analyzer().parse(word.lower()):
        if parse.tag.POS not in ("NOUN", "ADJF", "PRTF"):
            continue
        wanted = marks | (
            {GENDERS[gender]} if gender in GENDERS and number == "Sing" and parse.tag.POS != "NOUN" else set()
        )
        if inflected := parse.inflect(wanted):
            form = str(inflected.word)
            return (
                word
                if len(word) > 1 and word.isupper()
                else form[:1].upper() + form[1:]
                if word[:1].isupper()
                else form
            )
    return word
