"""Mends what a small parser of English gets wrong in headlines and plain statements, where the tree itself shows it."""

from __future__ import annotations

import re

from multivector.language.english_days import DAYS
from multivector.language.sentence import ROOT, Sentence

ATTRIBUTES = frozenset({"amod", "acl", "compound", "dep"})
CLAUSE_WORDS = frozenset({"after", "as", "before", "since", "until", "when", "while"})
AUXILIARIES = frozenset({"aux", "aux:pass"})
OBJECTS = frozenset({"obj", "iobj"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
MISTAKEN = frozenset({"compound", "amod"})  # what a subject before such a verb may be taken for
NAMES = frozenset({"PROPN", "NOUN"})
QUOTES = frozenset({'"', "\u201d", "''", "\u2019\u2019"})
VERBS = frozenset({"VERB", "ADJ"})
# verbs behind whose object a participle says what becomes of it: got him released
RESULTS = frozenset({"declare", "find", "get", "have", "keep", "leave", "like", "make", "need", "order", "see", "want"})
CLAUSES = frozenset({"acl", "advcl", "amod", "ccomp", "xcomp"})  # what a clause without its subject is taken for
WITH_OBJECT = frozenset({"obj", "iobj", "ccomp", "xcomp", "aux", "aux:pass"})
ENDS = frozenset({".", "?", "!"})
# verbs that need an object: where a headline gives them none, their subject is who suffers
TRANSITIVE = frozenset(
    {
        "accuse",
        "acquit",
        "ambush",
        "arrest",
        "assassinate",
        "behead",
        "bomb",
        "capture",
        "convict",
        "deport",
        "detain",
        "evacuate",
        "execute",
        "expel",
        "extradite",
        "injure",
        "jail",
        "kidnap",
        "kill",
        "murder",
        "oust",
        "pardon",
        "release",
        "rescue",
        "sack",
        "sentence",
        "wound",
    }
)
NOUN_PLACES = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod"})
NEAR = 4  # words between the subject of a short statement and its verb


def repair(sentence: Sentence) -> None:
    """All repairs, in place."""
    for mend in REPAIRS:
        mend(sentence)


def raise_cases(sentence: Sentence) -> None:
    """Hangs a preposition on the name and not on the title before it, in place: *by President Hu*."""
    heads, deprels = sentence.heads, sentence.deprels
    for word, relation in enumerate(deprels):
        part = heads[word]
        if relation == "case" and word < part and deprels[part] == "nmod:desc" and heads[part] > part:
            heads[word] = heads[part]


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
    if sentence.lemmas[verb] not in TRANSITIVE or not sentence.words[verb].endswith("ed") or below & WITH_OBJECT:
        return
    for word, relation in enumerate(deprels):
        if relation == "nsubj" and heads[word] == verb:
            deprels[word] = "nsubj:pass"
            sentence.feats[verb] = {"VerbForm": "Part", "Voice": "Pass"}


def part_quotes(sentence: Sentence) -> None:
    """Makes who is named behind a quotation and its verb the subject, in place: *"Why?" asked Bush*."""
    heads, deprels = sentence.heads, sentence.deprels
    for word, relation in enumerate(deprels):
        verb = heads[word]
        if relation not in OBJECTS or verb < 1 or word < verb or sentence.words[verb - 1] not in QUOTES:
            continue
        if not any(heads[i] == verb and deprels[i] in (*SUBJECTS, *OBJECTS) for i in range(len(heads)) if i != word):
            deprels[word] = "nsubj"


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
        if upos[verb] != "VERB" or sentence.words[verb].lower().endswith("ing"):
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
        statement = perfect or beside or _is_cut_off(sentence, verb, noun)
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


def _is_cut_off(sentence: Sentence, verb: int, noun: int) -> bool:
    """Whether an article or possessor of the noun stands between it and what is said to describe it."""
    return any(sentence.heads[i] == noun and sentence.deprels[i] in ("det", "nmod:poss") for i in range(verb + 1, noun))


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
        noun = heads[last] if deprels[last] == "conj" else last  # after India and Pakistan exchanged fire
        opens = [i for i in range(noun) if heads[i] == noun and sentence.words[i].lower() in CLAUSE_WORDS]
        follows = deprels[noun] in ("obl", "nmod") and sentence.upos[verb] == "VERB" and deprels[verb] in CLAUSES
        if not opens or not follows or sentence.words[verb].endswith("ing"):
            continue
        below = heads[verb]
        if deprels[verb] == "amod" and below > verb and heads[below] == noun:  # exchanged artillery fire
            heads[below], deprels[below] = verb, "obj"
        elif not _governs(sentence, verb):
            continue
        heads[verb], deprels[verb] = heads[noun], "advcl"
        heads[noun], deprels[noun] = verb, "nsubj"
        heads[opens[0]], deprels[opens[0]] = verb, "mark"


def _governs(sentence: Sentence, verb: int) -> bool:
    """Whether a verb has no subject, and something behind it: an object or a clause taken for one."""
    below = {sentence.deprels[i]: i for i, head in enumerate(sentence.heads) if head == verb}
    return not SUBJECTS & below.keys() and (_goes_on(sentence, verb) or below.get("ccomp", 0) > verb)


def name_events(sentence: Sentence) -> None:
    """Makes nouns of what stands where nouns do and was taken for a verb, in place: *condemned the air strikes*."""
    for word, relation in enumerate(sentence.deprels):
        below = [i for i, head in enumerate(sentence.heads) if head == word]
        article = any(sentence.deprels[i] == "det" and i < word for i in below)
        if sentence.upos[word] == "VERB" and relation in NOUN_PLACES and article and sentence.words[word].endswith("s"):
            sentence.upos[word] = "NOUN"
            sentence.feats[word] = {"Number": "Plur"}


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
            and sentence.lemmas[verb] not in RESULTS
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
