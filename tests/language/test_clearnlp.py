"""Trees are written a word after the other as form/UPOS/head/relation; heads count from 1, 0 is the root."""

import pytest

from multivector.language.clearnlp import convert, is_clearnlp

CASES = {
    "object of a verb, of a noun, of an agent": (
        "Talks/NOUN/5/nsubjpass with/ADP/1/prep Iran/PROPN/2/pobj were/AUX/5/auxpass held/VERB/0/ROOT by/ADP/5/agent him/PRON/6/pobj",
        "Talks/5/nsubj:pass with/3/case Iran/1/nmod were/5/aux:pass held/0/root by/7/case him/5/obl:agent",
    ),
    "modifier of a preposition": (
        "left/VERB/0/ROOT shortly/ADV/3/advmod before/ADP/1/prep noon/NOUN/3/pobj",
        "left/0/root shortly/4/advmod before/4/case noon/1/obl",
    ),
    "two prepositions in a row": (
        "came/VERB/0/ROOT out/ADP/1/prep of/ADP/2/prep China/PROPN/3/pobj",
        "came/0/root out/4/case of/4/case China/1/obl",
    ),
    "a preposition of two words": (
        "left/VERB/0/ROOT because/SCONJ/1/prep of/ADP/2/pcomp China/PROPN/2/pobj",
        "left/0/root because/4/case of/2/fixed China/1/obl",
    ),
    "prepositions of two words": (
        "According/VERB/4/prep to/ADP/1/prep him/PRON/2/pobj left/VERB/0/ROOT",
        "According/3/case to/1/fixed him/4/obl left/0/root",
    ),
    "joined prepositions": (
        "met/VERB/0/ROOT in/ADP/1/prep Rome/PROPN/2/pobj and/CCONJ/2/cc in/ADP/2/conj Bonn/PROPN/5/pobj",
        "met/0/root in/3/case Rome/1/obl and/6/cc in/6/case Bonn/3/conj",
    ),
    "a clause after a preposition": (
        "left/VERB/0/ROOT after/ADP/1/prep meeting/VERB/2/pcomp Li/PROPN/3/dobj",
        "left/0/root after/3/mark meeting/1/advcl Li/3/obj",
    ),
    "a preposition left alone": (
        "man/NOUN/0/ROOT he/PRON/3/nsubj met/VERB/1/relcl with/ADP/3/prep",
        "man/0/root he/3/nsubj met/1/acl:relcl with/3/obl",
    ),
    "to a receiver, and the receiver itself": (
        "gave/VERB/0/ROOT Iran/PROPN/1/dative aid/NOUN/1/dobj to/ADP/1/dative Iraq/PROPN/4/pobj",
        "gave/0/root Iran/1/iobj aid/1/obj to/5/case Iraq/1/obl",
    ),
    "a predicate with be": (
        "Li/PROPN/3/nsubj will/AUX/3/aux be/AUX/0/ROOT president/NOUN/3/attr of/ADP/4/prep China/PROPN/5/pobj ./PUNCT/3/punct",
        "Li/4/nsubj will/4/aux be/4/cop president/0/root of/6/case China/4/nmod ./4/punct",
    ),
    "an adjective with be, in a clause": (
        "said/VERB/0/ROOT it/PRON/3/nsubj was/AUX/1/ccomp not/PART/3/neg ready/ADJ/3/acomp",
        "said/0/root it/5/nsubj was/5/cop not/5/advmod ready/1/ccomp",
    ),
    "a place with be": (
        "He/PRON/2/nsubj is/AUX/0/ROOT in/ADP/2/prep China/PROPN/3/pobj now/ADV/2/advmod",
        "He/4/nsubj is/4/cop in/4/case China/0/root now/4/advmod",
    ),
    "what there is": (
        "There/PRON/2/expl is/VERB/0/ROOT hope/NOUN/2/attr",
        "There/2/expl is/0/root hope/2/nsubj",
    ),
    "a predicate with another verb": (
        "Li/PROPN/2/nsubj became/VERB/0/ROOT president/NOUN/2/attr",
        "Li/2/nsubj became/0/root president/2/xcomp",
    ),
    "a chain of conjuncts": (
        "Iran/PROPN/0/ROOT ,/PUNCT/1/punct Iraq/PROPN/1/conj and/CCONJ/3/cc Oman/PROPN/3/conj",
        "Iran/0/root ,/1/punct Iraq/1/conj and/5/cc Oman/1/conj",
    ),
    "the particle of an infinitive, of a verb": (
        "agreed/VERB/0/ROOT to/PART/3/aux set/VERB/1/xcomp up/ADP/3/prt funds/NOUN/3/dobj",
        "agreed/0/root to/3/mark set/1/xcomp up/3/compound:prt funds/3/obj",
    ),
    "a phrase without preposition": (
        "China/PROPN/3/poss 's/PART/1/case aid/NOUN/4/nsubj fell/VERB/0/ROOT last/ADJ/6/amod year/NOUN/4/npadvmod",
        "China/3/nmod:poss 's/1/case aid/4/nsubj fell/0/root last/6/amod year/4/obl:unmarked",
    ),
    "a noun before a noun": (
        "US/PROPN/2/nmod president/NOUN/0/ROOT",
        "US/2/compound president/0/root",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_conversion(name):
    given, expected = ([row.split("/") for row in side.split()] for side in CASES[name])
    words, upos = [row[0] for row in given], [row[1] for row in given]
    heads, deprels = [int(row[2]) - 1 for row in given], [row[3] for row in given]
    convert(words, upos, heads, deprels)
    rows = zip(words, heads, deprels, strict=True)
    assert [f"{word}/{head + 1}/{deprel}" for word, head, deprel in rows] == ["/".join(row) for row in expected]


@pytest.mark.parametrize(
    ("labels", "answer"), [({"ROOT", "nsubj", "pobj"}, True), ({"root", "nsubj", "obj", "obl"}, False)]
)
def test_labels_tell_the_manner(labels, answer):
    assert is_clearnlp(labels) is answer
