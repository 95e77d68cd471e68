"""text | word, relation and head that must come out, after the mending of what the parser gets wrong."""

import pytest

from multivector.language import parser_for

CASES = """
Armenia accused Azerbaijan of war crimes. | Armenia nsubj accused
Pakistan accepted India's offer of talks. | offer obj accepted
The EU has eased sanctions against Belarus. | EU nsubj eased
Japan lifted sanctions on Iran. | Japan nsubj lifted
North Korea threatened to attack Japan. | Korea nsubj threatened
Russia, China and Iran signed a treaty. | China conj Russia
In 2022 Russia signed a treaty. | Russia nsubj signed
Turkey lifted sanctions imposed on Iran. | imposed acl sanctions
On Monday police arrested three activists in Minsk. | police nsubj arrested
The move came after the Afghan government released 100 prisoners. | government nsubj released
Japan on Friday lifted sanctions on Iran. | Friday obl lifted
North Korea fired artillery rounds at South Korea. | Korea nsubj fired
In Sri Lanka, the rebels abruptly pulled out of negotiations. | rebels nsubj pulled
There is a new defense deal between India and Sri Lanka. | Lanka conj India
An order was issued last year by President Hu Jintao. | by case Hu
"Wait, is this 50 questions?" asked Bush. | Bush nsubj asked
American forces killed Shaikh Abdullah al-Ani. | Ani obj killed
The cease fire came after Israel killed its leader. | Israel nsubj killed
The report comes after India and Pakistan exchanged artillery fire. | India nsubj exchanged
Turkey condemned the air strikes. | strikes obj condemned
US troops there clashed with guerrillas in a fight. | US compound troops
Church defector arrested after attempting to leave | defector nsubj:pass arrested
The president Friday met with Tony Blair. | Friday obl:unmarked met
"""


@pytest.mark.parametrize("row", CASES.strip().splitlines())
def test_relations(row):
    text, expected = (part.strip() for part in row.split(" | "))
    (sentence,) = parser_for("en").parse([(text, 0)])
    relations = {
        f"{word} {relation} {sentence.words[head]}"
        for word, relation, head in zip(sentence.words, sentence.deprels, sentence.heads, strict=True)
    }
    assert expected in relations
    assert [text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
