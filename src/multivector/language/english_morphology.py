"""English morphology from lemminflect's dictionary: lemmas in context, all forms of a word.

Lemmas and forms are made to agree: a word has a lemma only where that lemma has the word among its forms. So the
lexicon, which looks for forms, finds all that the coder, which looks at lemmas, may ask for.
"""

from __future__ import annotations

from functools import cache, lru_cache

from multivector.language.sentence import fold

# UPOS -> the class of words whose endings it takes
ENDINGS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "ADJ": "ADJ", "ADV": "ADV"}
AUXILIARIES = {
    "'d": "would", "'ll": "will", "'m": "be", "'re": "be", "'s": "be", "'ve": "have", "am": "be", "are": "be",
    "been": "be", "being": "be", "ca": "can", "could": "could", "did": "do", "does": "do", "had": "have",
    "has": "have", "is": "be", "may": "may", "might": "might", "must": "must", "shall": "shall", "should": "should",
    "was": "be", "were": "be", "will": "will", "wo": "will", "would": "would",
}  # fmt: skip
PRONOUNS = {"her": "she", "him": "he", "me": "i", "them": "they", "us": "we"}
PARTICLES = {"n't": "not", "n’t": "not"}


@lru_cache(maxsize=200_000)
def lemmatise(word: str, upos: str) -> str:
    """The dictionary form of a word in lower case; the word itself where no dictionary form has it among its forms.

    Args:
        word: as it stands in the text.
        upos: its part of speech (UD).
    """
    low = fold(word).replace("’", "'")
    if upos == "AUX" and low in AUXILIARIES:
        return AUXILIARIES[low]
    if upos == "PRON":
        return PRONOUNS.get(low, low)
    if low in PARTICLES:
        return PARTICLES[low]
    kind = "NOUN" if upos == "PROPN" and word.islower() else ENDINGS.get(upos)
    if kind is None or not low[:1].isalpha():
        return low
    return next((lemma for lemma in _lemmas(low, kind) if low in forms(lemma, kind)), low)


@lru_cache(maxsize=50_000)
def lemmas(word: str, kind: str) -> frozenset[str]:
    """All dictionary forms that a word of a class (VERB, NOUN, ADJ, ADV) may have, itself included."""
    low = fold(word)
    return frozenset({low, *(lemma for lemma in _lemmas(low, kind) if low in forms(lemma, kind))})


@lru_cache(maxsize=50_000)
def forms(lemma: str, kind: str) -> frozenset[str]:
    """All forms of a dictionary form of a class, itself included, in lower case."""
    from lemminflect import getAllInflections, getAllInflectionsOOV

    low = fold(lemma)
    found = getAllInflections(low, kind) or getAllInflectionsOOV(low, kind)
    return frozenset({low, *(form.lower() for spelled in found.values() for form in spelled)})


@cache
def classes(word: str) -> frozenset[str]:
    """The classes (VERB, NOUN, ADJ, ADV) in which the dictionary has a word as a dictionary form."""
    from lemminflect import getAllLemmas

    low = fold(word)
    return frozenset(kind for kind, found in getAllLemmas(low).items() if low in found and kind in ENDINGS)


@cache
def gerund(verb: str) -> str:
    """The verbal noun: bombing of bomb."""
    from lemminflect import getInflection

    return str(getInflection(fold(verb), tag="VBG")[0])


@cache
def plural(noun: str) -> frozenset[str]:
    """The plurals of a noun with its capital letters."""
    made = forms(noun, "NOUN") - {fold(noun)}
    if noun[:1].isupper():
        return frozenset(form[:1].upper() + form[1:] for form in made)
    return made


@lru_cache(maxsize=50_000)
def _lemmas(word: str, kind: str) -> tuple[str, ...]:
    from lemminflect import getLemma

    found = getLemma(word, upos=kind)
    return tuple(lemma.lower() for lemma in found if lemma)
