"""text | word, relation and head that must come out, after the mending of clauses that the parser gets wrong."""

import pytest

from tests.language.test_english_repair import relations

CASES = """
Fighters destroyed Syrian positions. | Fighters nsubj destroyed
He left, after lunch met the president of Iran. | president obj met
Obama flew to Cairo, before lunch visited the museum, and after talks signed a treaty. | treaty obj signed
A good place to improve your English | place root English
Armenia accused Azerbaijan of war crimes. | Armenia nsubj accused
Pakistan accepted India's offer of talks. | offer obj accepted
The EU has eased sanctions against Belarus. | EU nsubj eased
Japan lifted sanctions on Iran. | Japan nsubj lifted
North Korea threatened to attack Japan. | Korea nsubj threatened
On Monday police arrested three activists in Minsk. | police nsubj arrested
The move came after the Afghan government released 100 prisoners. | government nsubj released
North Korea fired artillery rounds at South Korea. | Korea nsubj fired
In Sri Lanka, the rebels abruptly pulled out of negotiations. | rebels nsubj pulled
American forces killed Shaikh Abdullah al-Ani. | Ani obj killed
The cease fire came after Israel killed its leader. | Israel nsubj killed
The report comes after India and Pakistan exchanged artillery fire. | India nsubj exchanged
Church defector arrested after attempting to leave | defector nsubj:pass arrested
"""


@pytest.mark.parametrize("row", CASES.strip().splitlines())
def test_relations(row):
    text, expected = (part.strip() for part in row.split(" | "))
    assert expected in relations(text)
