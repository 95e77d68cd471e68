"""Mends what the parser of Russian gets wrong in plain statements, where the tree itself shows it."""

from __future__ import annotations

from multivector.language.sentence import Sentence

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj"})
NAMES = frozenset({"NOUN", "PROPN"})


def find_subjects(sentence: Sentence) -> None:
    """Makes a circumstance in the nominative the subject of a verb that has none, in place.

    In *В Семипалатинске Казахстан, Киргизия и Узбекистан подписали договор* the first name may be taken for more of
    the place; it has no preposition, and what is joined to it stands in the nominative.
    """
    deprels, heads = sentence.deprels, sentence.heads
    served = {head for head, relation in zip(heads, deprels, strict=True) if relation in SUBJECTS}
    for word, relation in enumerate(deprels):
        verb = heads[word]
        if relation != "obl" or verb in served or sentence.upos[verb] != "VERB" or sentence.upos[word] not in NAMES:
            continue
        below = [i for i, head in enumerate(heads) if head == word]
        if any(deprels[i] == "case" for i in below):
            continue
        if any(sentence.feats[i].get("Case") == "Nom" for i in (word, *(i for i in below if deprels[i] == "conj"))):
            deprels[word] = "nsubj"
            served.add(verb)
