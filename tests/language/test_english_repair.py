"""text | word, relation and head that must come out, after the mending of what the parser gets wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multivector.language import ROOT, Sentence, parser_for
from multivector.language.english_repair import repair

CASES = """
The board of clerics "condemned the assassination and left." | assassination obj condemned
Russia, China and Iran signed a treaty. | China conj Russia
In 2022 Russia signed a treaty. | Russia nsubj signed
Turkey lifted sanctions imposed on Iran. | imposed acl sanctions
Japan on Friday lifted sanctions on Iran. | Friday obl lifted
There is a new defense deal between India and Sri Lanka. | Lanka conj India
An order was issued last year by President Hu Jintao. | by case Hu
"Wait, is this 50 questions?" asked Bush. | Bush nsubj asked
Turkey condemned the air strikes. | strikes obj condemned
US troops there clashed with guerrillas in a fight. | US compound troops
The president Friday met with Tony Blair. | Friday obl:unmarked met
"""


def relations(text):
    """*word relation head* for all words of a sentence; the words stand in the text where they are said to."""
    (sentence,) = parser_for("en").parse([(text, 0)])
    assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
    return {
        f"{word} {relation} {sentence.words[head]}"
        for word, relation, head in zip(sentence.words, sentence.deprels, sentence.heads, strict=True)
    }


@pytest.mark.parametrize("row", CASES.strip().splitlines())
def test_relations(row):
    text, expected = (part.strip() for part in row.split(" | "))
    assert expected in relations(text)


WORDS = [
    ("after", "ADP", ["case", "mark"]),
    ("and", "CCONJ", ["cc"]),
    ("had", "AUX", ["aux"]),
    ("Israel", "PROPN", ["nsubj", "obl", "nmod", "compound", "conj", "obj"]),
    ("killed", "VERB", ["root", "acl", "amod", "advcl", "xcomp", "conj"]),
    ("strikes", "NOUN", ["obj", "nsubj", "obl", "appos"]),
    ("the", "DET", ["det"]),
]


@st.composite
def trees(draw):
    """Sentences of a few words with any tree at all."""
    size = draw(st.integers(2, 9))
    chosen = [draw(st.sampled_from(WORDS)) for _ in range(size)]
    heads = [draw(st.integers(ROOT, size - 1)) for _ in range(size)]
    words = [word for word, _, _ in chosen]
    starts = [sum(len(word) + 1 for word in words[:i]) for i in range(size)]
    return Sentence(
        text=" ".join(words),
        start=0,
        end=len(" ".join(words)),
        words=words,
        lemmas=[word.lower() for word in words],
        upos=[upos for _, upos, _ in chosen],
        feats=[{} for _ in words],
        heads=heads,
        deprels=[draw(st.sampled_from(relations)) for _, _, relations in chosen],
        starts=starts,
        ends=[start + len(word) for start, word in zip(starts, words, strict=True)],
    )


@given(trees())
def test_a_tree_stays_a_tree(sentence):
    repair(sentence)
    assert all(len(sentence.ancestors(i)) < len(sentence) for i in range(len(sentence)))
