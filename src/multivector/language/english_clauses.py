"""Mends clauses of English: verbs taken for participles, subjects for circumstances, headlines without auxiliaries."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from multivector.language.english_days import DAYS
from multivector.language.sentence import ROOT, Sentence

DATA = Path(__file__).parent / "data" / "english_repair.yaml"

ATTRIBUTES = frozenset({"amod", "acl", "compound", "dep"})
AUXILIARIES = frozenset({"aux", "aux:pass"})
CLAUSES = frozenset({"acl", "advcl", "amod", "ccomp", "xcomp"})  # what a clause without its subject is taken for
ENDS = frozenset({".", "?", "!", '"', "'", "''", "\u201d", "\u2019", ")", "]"})  # of what is no headline
MISTAKEN = frozenset({"compound", "amod"})  # what a subject before such a verb may be taken for
NAMES = frozenset({"PROPN", "NOUN"})
NEAR = 4  # words between the subject of a short statement and its verb
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
VERBS = frozenset({"VERB", "ADJ"})
WITH_OBJECT = frozenset({"obj", "iobj", "ccomp", "xcomp", "aux", "aux:pass"})


@cache
def repair_words(name: str) -> frozenset[str]:
    """The words of a list of `data/english_repair.yaml`."""
    return frozenset(yaml.safe_load(DATA.read_text(encoding="utf-8"))[name].split())


def activate(sentence: Sentence) -> None:
    """Makes a passive without an auxiliary active, in place: *the rebels pulled out*; headlines have no article."""
    heads, deprels = sentence.heads, sentence.deprels
    for word, relation in enumerate(deprels):
        verb = heads[word]
        if relation != "nsubj:pass" or verb < word or not sentence.words[verb].endswith("ed"):
            continue
        below = {deprels[i] for i, head in enumerate(heads) if head == verb}
        article = any(heads[i] == word and deprels[i] == "det" for i in range(word))
        if article and not below & {"aux:pass", "aux", "cop"}:
            deprels[word] = "nsubj"


def passivate(sentence: Sentence) -> None:
    """Makes a headline's verb passive that needs an object and has none, in place: *Defector arrested in Moscow*."""
    heads, deprels = sentence.heads, sentence.deprels
    if ROOT not in heads or sentence.words[-1] in ENDS:
        return
    verb = heads.index(ROOT)
    below = {deprels[i] for i, head in enumerate(heads) if head == verb}
    if (
        sentence.lemmas[verb] not in repair_words("transitive")
        or not sentence.words[verb].endswith("ed")
        or below & WITH_OBJECT
    ):
        return
    for word, relation in enumerate(deprels):
        if relation == "nsubj" and heads[word] == verb:
            deprels[word] = "nsubj:pass"
            sentence.feats[verb] = {"VerbForm": "Part", "Voice": "Pass"}


def free_subjects(sentence: Sentence) -> None:
    """Hangs what depends on an auxiliary on its verb, in place: *Turkey has opposed* is said of opposing."""
    heads = sentence.heads
    for word, relation in enumerate(sentence.deprels):
        auxiliary = heads[word]
        if relation in SUBJECTS and auxiliary != ROOT and sentence.deprels[auxiliary] in AUXILIARIES:
            heads[word] = heads[auxiliary]


def promote_verbs(sentence: Sentence) -> None:
    """Makes a verb that has a subject the head of the noun that it seems to describe, in place.

    In *Egypt restored relations* the parser may take the verb for a participle before its noun; but a participle has
    no subject of its own, so the noun is its object.
    """
    heads, deprels = sentence.heads, sentence.deprels
    for subject in range(len(heads)):
        verb = heads[subject]
        if verb <= subject or deprels[verb] not in ATTRIBUTES or not _is_subject(sentence, subject, verb):
            continue
        noun = heads[verb]
        if noun > verb and sentence.upos[verb] in VERBS:
            heads[verb], deprels[verb] = heads[noun], deprels[noun]
            heads[noun], deprels[noun] = verb, "obj"
            deprels[subject], sentence.upos[verb] = "nsubj", "VERB"


def _is_subject(sentence: Sentence, i: int, verb: int) -> bool:
    """Whether word i is the verb's subject, or a name right before it that the parser has tied to it otherwise."""
    if sentence.deprels[i] in SUBJECTS:
        return True
    name = sentence.deprels[i] in MISTAKEN and sentence.upos[i] in NAMES and sentence.words[i][:1].isupper()
    return name and sentence.upos[verb] == "VERB" and verb == i + 1


def promote_roots(sentence: Sentence) -> None:
    """Makes the verb the root where the parser has taken a whole statement for a noun with a participle, in place.

    In *Armenia accused Azerbaijan* the participle would be passive and have no object; in *Pakistan accepted India's
    offer* it would stand behind the possessor; *has eased sanctions* is a perfect.
    """
    heads, deprels, upos = sentence.heads, sentence.deprels, sentence.upos
    root = heads.index(ROOT) if ROOT in heads else len(heads)
    for verb in range(root + 1, min(root + NEAR + 1, len(heads))):
        noun = heads[verb]
        infinitive = sentence.feats[verb].get("VerbForm") == "Inf" or sentence.words[verb - 1].lower() == "to"
        if upos[verb] != "VERB" or infinitive or sentence.words[verb].lower().endswith("ing"):
            continue
        described = noun == root and deprels[verb] in ("acl", "amod") and _may_be_subject(sentence, root)
        perfect = sentence.lemmas[root] == "have" and verb == root + 1
        if described and _goes_on(sentence, verb):
            heads[verb], deprels[verb], heads[root], deprels[root] = ROOT, "root", verb, "nsubj"
            for i, head in enumerate(heads):
                if head == verb and _is_bare_name(sentence, i):
                    deprels[i] = "obj"
            return
        beside = verb == root + 1 and upos[root] == "PROPN" and _may_be_subject(sentence, root)
        statement = perfect or beside or _is_cut_off(sentence, verb, noun) or _hangs_bare(sentence, noun)
        if deprels[verb] == "amod" and heads[noun] == root and statement:
            heads[verb], deprels[verb], heads[root] = ROOT, "root", verb
            deprels[root] = "nsubj" if upos[root] in NAMES else "aux"
            heads[noun], deprels[noun] = verb, "obj"
            if upos[root] == "AUX":
                free_subjects(sentence)
            return


def _may_be_subject(sentence: Sentence, i: int) -> bool:
    """Whether a noun is no predicate and stands behind no preposition."""
    below = {sentence.deprels[c] for c, head in enumerate(sentence.heads) if head == i}
    return sentence.upos[i] in NAMES and not below & {"cop", "case", "nsubj", "mark"}


def part_names(sentence: Sentence) -> None:
    """Makes a name before a participle the subject where both hang on the root, in place: *Japan lifted sanctions*."""
    heads, deprels = sentence.heads, sentence.deprels
    if ROOT not in heads:
        return
    root = heads.index(ROOT)
    for verb in range(1, root):
        name = verb - 1
        both = heads[verb] == heads[name] == root and deprels[verb] == "amod" and deprels[name] == "compound"
        if both and sentence.upos[verb] == "VERB" and sentence.upos[name] == "PROPN":
            heads[verb], deprels[verb], heads[root], deprels[root] = ROOT, "root", verb, "obj"
            heads[name], deprels[name] = verb, "nsubj"
            return


def part_clauses(sentence: Sentence) -> None:
    """Makes a clause of *after the government released prisoners* where the noun was taken for a circumstance."""
    heads, deprels = sentence.heads, sentence.deprels
    for last in range(1, len(heads) - 1):
        verb = last + 1
        if sentence.upos[verb] != "VERB" or deprels[verb] not in CLAUSES:
            continue
        noun = heads[last] if deprels[last] == "conj" else last  # after India and Pakistan exchanged fire
        opens = [
            i for i in range(noun) if heads[i] == noun and sentence.words[i].lower() in repair_words("clause_words")
        ]
        if not opens or deprels[noun] not in ("obl", "nmod") or sentence.words[verb].endswith("ing"):
            continue
        if verb in sentence.ancestors(noun):
            continue  # after lunch met the president: lunch is the verb's circumstance
        described = heads[verb]
        if deprels[verb] == "amod" and described > verb and heads[described] == noun:  # exchanged artillery fire
            heads[described], deprels[described] = verb, "obj"
        elif not _governs(sentence, verb):
            continue
        heads[verb], deprels[verb] = heads[noun], "advcl"
        heads[noun], deprels[noun] = verb, "nsubj"
        heads[opens[0]], deprels[opens[0]] = verb, "mark"


def _governs(sentence: Sentence, verb: int) -> bool:
    """Whether a verb has no subject, and something behind it: an object or a clause taken for one."""
    below = {sentence.deprels[i]: i for i, head in enumerate(sentence.heads) if head == verb}
    return not SUBJECTS & below.keys() and (_goes_on(sentence, verb) or below.get("ccomp", 0) > verb)


def _goes_on(sentence: Sentence, verb: int) -> bool:
    """Whether an object, a name without a preposition or an infinitive follows a verb."""
    return any(
        head == verb
        and i > verb
        and (sentence.deprels[i] == "obj" or sentence.feats[i].get("VerbForm") == "Inf" or _is_bare_name(sentence, i))
        for i, head in enumerate(sentence.heads)
    )


def _is_bare_name(sentence: Sentence, i: int) -> bool:
    """Whether a circumstance is a name without a preposition, as objects are: forces killed Ali Hasan."""
    below = [c for c, head in enumerate(sentence.heads) if head == i]
    day = sentence.words[i].lower() in DAYS
    name = sentence.upos[i] == "PROPN" or any(sentence.upos[c] == "PROPN" and c < i for c in below)
    return sentence.deprels[i] == "obl" and name and not day and all(sentence.deprels[c] != "case" for c in below)


def _hangs_bare(sentence: Sentence, noun: int) -> bool:
    """Whether a noun hangs on another without a preposition, as none does: fighters destroyed Syrian positions."""
    cases = (sentence.deprels[i] for i, head in enumerate(sentence.heads) if head == noun)
    return noun != ROOT and sentence.deprels[noun] == "nmod" and "case" not in cases


def _is_cut_off(sentence: Sentence, verb: int, noun: int) -> bool:
    """Whether an article or possessor of the noun stands between it and what is said to describe it."""
    return any(sentence.heads[i] == noun and sentence.deprels[i] in ("det", "nmod:poss") for i in range(verb + 1, noun))
