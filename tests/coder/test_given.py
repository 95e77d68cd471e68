"""Actors that the caller gives: they are parties as if the lexicon knew them."""

import pytest

from multivector import SkipInput
from multivector.model import Given

# text | given phrase = code, ... | events
EVENTS = """
Foo Front attacked Bar Group in the hills. | Foo Front = SYR.REB, Bar Group = LBN.REB | ASSAULT SYR.REB>LBN.REB
Fighters of Foo Front attacked the village of Bar. | Foo Front = SYR.REB, Bar = SYR.CVL | ASSAULT SYR.REB>SYR.CVL
Georgia met with France on Monday. | Georgia = USA.GOV | CONSULT USA>FRA
Foo Front sang of Bar Group in the hills. | Foo Front = SYR.REB, Bar Group = LBN.REB |
"""


@pytest.mark.parametrize("case", EVENTS.strip().splitlines())
@pytest.mark.parametrize("gate", [True, False], ids=["gate", "no gate"])
def test_given_actors_are_parties(coder, case, gate, monkeypatch):
    monkeypatch.setattr(coder, "gate", gate)
    text, spoken, events = (cell.strip() for cell in case.split("|"))
    named = [tuple(side.strip() for side in one.split("=")) for one in spoken.split(",")]
    given = [Given(text.index(phrase), text.index(phrase) + len(phrase), code) for phrase, code in named]
    coded = coder.code(text, language="en", mentions=given)
    found = [f"{e.type} {','.join(e.source)}>{','.join(e.target)}" for e in coded.events]
    assert found == ([events] if events else [])


def test_a_mention_keeps_its_sentence_whole(coder):
    text = "Rebels of Foo. Bar Front attacked France."
    coded = coder.code(text, language="en", mentions=[Given(10, 24, "SYR.REB")])
    assert {event.sentence for event in coded.events} == {(0, len(text))}


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([(0, 99)], "text: the span 0-99 does not lie in the text"),
        ([(5, 5)], "the span 5-5 does not lie"),
        ([(0, 9), (5, 12)], "the spans 0-9 and 5-12 overlap"),
        ([(4, 5)], "the span 4-5 holds no word"),
    ],
)
def test_mentions_that_cannot_be_used(coder, spans, message):
    with pytest.raises(SkipInput, match=message):
        coder.code("Iran attacked Iraq.", language="en", mentions=[Given(a, b, "SYR.REB") for a, b in spans])
