"""text | word, relation and head that must come out, after the mending of what the parser gets wrong."""

import pytest

from multivector.language import parser_for

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
