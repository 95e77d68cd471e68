"""Mends what a small parser of English gets wrong in headlines and plain statements, where the tree itself shows it."""

from __future__ import annotations

import re

from multivector.language.english_clauses import (
    SUBJECTS,
    activate,
    free_subjects,
    part_clauses,
    part_names,
    passivate,
    promote_roots,
    promote_verbs,
    repair_words,
)
from multivector.language.english_days import DAYS
from multivector.language.sentence import Sentence, untangle

NOUN_PLACES = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod"})
OBJECTS = frozenset({"obj", "iobj"})
QUOTES = frozenset({'"', "\u201d", "''", "\u2019\u2019"})


def repair(sentence: Sentence) -> None:
    """All repairs, in place."""
    for mend in REPAIRS:
        before = sentence.heads[:]
        mend(sentence)
        if sentence.heads != before:
            untangle(sentence.heads)


def raise_cases(sentence: Sentence) -> None:
    """Hangs a preposition on the name and not on the title before it, in place: *by President Hu*."""
    heads, deprels = sentence.heads, sentence.deprels
    for word, relation in enumerate(deprels):
        part = heads[word]
        if relation == "case" and word < part and deprels[part] == "nmod:desc" and heads[part] > part:
            heads[word] = heads[part]


def part_quotes(sentence: Sentence) -> None:
    """Makes who is named behind a quotation and its verb the subject, in place: *"Why?" asked Bush*."""
    heads, deprels = sentence.heads, sentence.deprels
    for word, relation in enumerate(deprels):
        verb = heads[word]
        if relation not in OBJECTS or verb < 1 or word < verb or not _closes(sentence, verb - 1):
            continue
        if not any(heads[i] == verb and deprels[i] in (*SUBJECTS, *OBJECTS) for i in range(len(heads)) if i != word):
            deprels[word] = "nsubj"


def _closes(sentence: Sentence, i: int) -> bool:
    """Whether a word is a quotation mark that ends what is quoted."""
    straight = sentence.words[i] == '"'
    return sentence.words[i] in QUOTES and not (straight and sentence.words[: i + 1].count('"') % 2)


def name_events(sentence: Sentence) -> None:
    """Makes nouns of what stands where nouns do and was taken for a verb, in place: *condemned the air strikes*."""
    for word, relation in enumerate(sentence.deprels):
        verb = sentence.upos[word] == "VERB" and sentence.words[word].endswith("s")
        if verb and relation in NOUN_PLACES and _has_article(sentence, word):
            sentence.upos[word] = "NOUN"
            sentence.feats[word] = {"Number": "Plur"}


def _has_article(sentence: Sentence, word: int) -> bool:
    return any(sentence.heads[i] == word and sentence.deprels[i] == "det" for i in range(word))


def part_owners(sentence: Sentence) -> None:
    """Makes a name before a subject a part of it, in place: in *US troops there clashed* there is one subject."""
    for word, relation in enumerate(sentence.deprels):
        noun = sentence.heads[word]
        inside = noun == word + 1 and sentence.deprels[noun] in SUBJECTS and sentence.upos[noun] == "NOUN"
        if relation == "nsubj" and inside and sentence.upos[word] == "PROPN":
            sentence.deprels[word] = "compound"


def part_pairs(sentence: Sentence) -> None:
    """Joins two names, in place: in *between India and Sri Lanka* India is no part of Lanka."""
    heads, deprels, upos = sentence.heads, sentence.deprels, sentence.upos
    for first, relation in enumerate(deprels):
        last = heads[first]
        if relation != "compound" or upos[first] != "PROPN" or last <= first + 1 or upos[last] != "PROPN":
            continue
        spoken = any(heads[i] == first and deprels[i] == "case" for i in range(first))
        joined = [i for i in range(first + 1, last) if heads[i] == first and deprels[i] == "conj"]
        if not spoken or not joined:
            continue
        heads[first], deprels[first] = heads[last], deprels[last]
        heads[last], deprels[last] = first, "conj"
        for i in range(first + 1, last):
            if heads[i] in (first, joined[0]):
                heads[i] = last
            if i == joined[0]:
                deprels[i] = "compound"


def join_lists(sentence: Sentence) -> None:
    """Makes the second of three names a conjunct, in place: *Russia, China and Iran* are no Russia that is China."""
    heads, deprels, upos = sentence.heads, sentence.deprels, sentence.upos
    for middle, relation in enumerate(deprels):
        first = heads[middle]
        if relation != "appos" or upos[middle] != "PROPN" or not 0 <= first < middle or upos[first] != "PROPN":
            continue
        others = [i for i in range(middle + 1, len(heads)) if deprels[i] == "conj" and heads[i] in (first, middle)]
        if others and upos[others[0]] == "PROPN" and "," in sentence.words[first + 1 : middle]:
            deprels[middle] = "conj"
            for other in others:
                heads[other] = first


def part_years(sentence: Sentence) -> None:
    """Parts a year from the subject behind it, in place: in *In 2022 Russia signed* Russia is who signs."""
    heads, deprels = sentence.heads, sentence.deprels
    for name in range(2, len(heads)):
        year, verb = name - 1, heads[name]
        cases = [i for i in range(year) if heads[i] == name and deprels[i] == "case"]
        if (
            deprels[name] in ("obl", "nmod")
            and heads[year] == name
            and re.fullmatch(r"[12]\d{3}", sentence.words[year])
            and cases
            and verb > name
            and sentence.upos[verb] == "VERB"
            and not any(heads[i] == verb and deprels[i] in SUBJECTS for i in range(len(heads)))
        ):
            heads[year], deprels[year], heads[cases[-1]], deprels[name] = verb, "obl", year, "nsubj"


def part_days(sentence: Sentence) -> None:
    """Parts a day from the subject behind it, in place: in *On Friday rebels attacked* the rebels are who attacks."""
    heads, deprels = sentence.heads, sentence.deprels
    for name in range(2, len(heads)):
        verb, day = heads[name], name - 1
        if deprels[name] != "obl" or verb <= name:
            continue
        while day > 0 and heads[day] == name and sentence.words[day].lower() not in DAYS:
            day -= 1  # On Friday Turkish rebels
        cases = [i for i in range(day) if heads[i] == name and deprels[i] == "case"]
        if (
            sentence.words[day].lower() in DAYS
            and heads[day] == name
            and cases == [day - 1]
            and not any(heads[i] == verb and deprels[i] in SUBJECTS for i in range(len(heads)))
        ):
            passive = any(heads[i] == verb and deprels[i] == "aux:pass" for i in range(len(heads)))
            heads[day], deprels[day], heads[cases[-1]] = verb, "obl", day
            deprels[name] = "nsubj:pass" if passive else "nsubj"


def mark_particles(sentence: Sentence) -> None:
    """Makes a preposition taken for a part of a compound its verb's particle, in place: *rolled back tariffs*."""
    for word, relation in enumerate(sentence.deprels):
        verb = sentence.heads[word]
        if (
            relation == "compound"
            and sentence.upos[word] == "ADP"
            and verb == word - 1
            and sentence.upos[verb] == "VERB"
        ):
            sentence.deprels[word] = "compound:prt"


def lower_participles(sentence: Sentence) -> None:
    """Hangs a participle right behind an object on it, in place: in *lifted sanctions imposed on Iran* they were."""
    heads, deprels = sentence.heads, sentence.deprels
    for participle in range(2, len(heads)):
        noun, verb = participle - 1, heads[participle]
        passive = sentence.upos[participle] == "VERB" and sentence.feats[participle].get("VerbForm") == "Part"
        if (
            passive
            and (deprels[participle], deprels[noun]) in (("advcl", "obj"), ("xcomp", "obj"), ("xcomp", "obl"))
            and heads[noun] == verb
            and not sentence.words[participle].endswith("ing")
            and sentence.lemmas[verb] not in repair_words("results")
            and not any(head == participle and i < participle for i, head in enumerate(heads))
        ):
            heads[participle], deprels[participle] = noun, "acl"


REPAIRS = (
    raise_cases,
    part_quotes,
    name_events,
    part_owners,
    free_subjects,
    activate,
    passivate,
    promote_verbs,
    promote_roots,
    part_names,
    part_clauses,
    part_pairs,
    join_lists,
    part_years,
    part_days,
    lower_participles,
    mark_particles,
)
