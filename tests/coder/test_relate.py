"""A pair that the caller knows: which type, from which evidence, and what cannot be asked."""

import pytest

from multivector import SkipInput
from multivector.coder.locate import locate
from multivector.coder.pairs import readings
from multivector.coder.triggers import find_triggers
from multivector.lexicon.ontology import QUAD_OF_TYPE
from multivector.model import Pair

# sentence | source | target | type
PLAIN = """
Ukraine accuses Russia of sending troops across the border. | Ukraine | Russia | ACCUSE
The rebels were bombed by the air force. | the air force | The rebels | ASSAULT
Police have arrested a journalist in the capital. | Police | a journalist | COERCE
The foreign minister met his French counterpart. | The foreign minister | his French counterpart | CONSULT
Thousands of students protested against the government. | Thousands of students | the government | PROTEST
The prime minister refused to answer the union. | The prime minister | the union | REJECT
Seven were killed. The army shelled the town, they said. | The army | the town | ASSAULT
Japan has provided $49 million in aid to Pakistan. | Japan | Pakistan | AID
"""
RUSSIAN = """
Россия обвинила Польшу во лжи. | Россия | Польшу | ACCUSE
Полиция задержала журналиста. | Полиция | журналиста | COERCE
Министр встретился с коллегой из Франции. | Министр | коллегой из Франции | CONSULT
"""


def cases(text):
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()]


def relate(coder, sentence, source, target, language="en"):
    pair = locate(sentence, source, target)
    return coder.relate(pair.text, source=pair.source, target=pair.target, language=language)


@pytest.mark.parametrize(("sentence", "source", "target", "type"), cases(PLAIN))
def test_plain_english(coder, sentence, source, target, type):
    assert relate(coder, sentence, source, target)[0].type == type


@pytest.mark.parametrize(("sentence", "source", "target", "type"), cases(RUSSIAN))
def test_plain_russian(coder, sentence, source, target, type):
    assert relate(coder, sentence, source, target, "ru")[0].type == type


def test_all_types_with_probabilities_best_first(coder):
    relations = relate(coder, "Ukraine accuses Russia of lying.", "Ukraine", "Russia")
    probabilities = [relation.probability for relation in relations]
    assert {relation.type for relation in relations} == QUAD_OF_TYPE.keys()
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) == pytest.approx(1)
    assert all(reason.id.startswith("feature:") for reason in relations[0].reasons)


def test_the_language_is_detected(coder):
    text = "The government of Ukraine accused the Russian army of shelling the city."
    assert coder.relate(text, source=(4, 25), target=(38, 54))[0].type == "ACCUSE"


@pytest.mark.parametrize("sides", [("Turkey", ""), ("", "The rebels")], ids=["no target", "no source"])
def test_a_side_that_is_not_named(coder, sides):
    assert relate(coder, "The rebels were bombed as Turkey said.", *sides)[0].probability > 0


def test_the_pair_may_stand_in_two_sentences(coder):
    text = "It was the army. The rebels had to be killed. They killed the mayor."
    (view,) = coder.relater("en").views([locate(text, "the army", "the mayor")])
    assert view.sentence.words.count(".") == 2  # the sentence between is left out
    assert view.top in {view.source.head, *view.sentence.ancestors(view.source.head)}


@pytest.mark.parametrize(
    ("sentence", "source", "target", "reading"),
    [
        ("Ukraine accuses Russia of lying.", "Ukraine", "Russia", ("ACCUSE", "slot-source", "slot-target")),
        ("Russia was accused by Ukraine.", "Ukraine", "Russia", ("ACCUSE", "slot-source", "slot-target")),
        ("Iran is willing to attack Iraq.", "Iran", "Iraq", ("THREATEN", "slot-source", "slot-target")),
        ("Iran refused to sing to Iraq.", "Iran", "Iraq", ("REJECT", "slot-source", "below")),
        ("Iran attacked a convoy carrying nurses.", "Iran", "nurses", ("ASSAULT", "slot-source", "in-slot-target")),
        ("Iran was attacked.", "", "Iran", ("ASSAULT", "absent", "slot-target")),
    ],
)
def test_how_a_frame_reads_the_pair(coder, sentence, source, target, reading):
    index, speech = coder.index("en"), coder.speech("en")
    (view,) = coder.relater("en").views([locate(sentence, source, target)])
    patterns = (find_triggers(view.sentence, patterns, speech) for patterns in (index.events, index.operators))
    assert reading in {(found.type, found.source, found.target) for found in readings(view, *patterns)}


def test_no_feature_holds_a_name(coder):
    pair = locate("President Putin of Russia met the Chinese leader Xi in Berlin.", "President Putin", "Xi")
    (found,) = coder.relater("en").features([pair])
    names = " ".join([*found.own, *(name for _, name in found.shared)])
    assert not {
        name for name in ("putin", "russia", "chinese", "xi", "berlin") if f"={name}" in names or f":{name}" in names
    }


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (None, None, "neither source nor target is named"),
        ((0, 4), (2, 9), "the spans 0-4 and 2-9 overlap"),
        ((0, 4), (5, 99), "the span 5-99 does not lie in the text of 19 characters"),
        ((-3, 4), None, "the span -3-4 does not lie"),
        ((4, 4), None, "the span 4-4 does not lie"),
        ((4, 5), (0, 4), "the span 4-5 holds no word"),
    ],
)
def test_pairs_that_cannot_be_asked_for(coder, source, target, message):
    with pytest.raises(SkipInput, match=message):
        coder.relate("Iran attacked Iraq.", source=source, target=target, language="en")


def test_a_language_that_cannot_be_coded(coder):
    with pytest.raises(SkipInput, match="its language is fi"):
        coder.relate("Suomi tapasi Ruotsin.", source=(0, 5), target=(13, 20), language="fi")


@pytest.mark.parametrize(
    ("text", "source", "target", "spans"),
    [
        ("Iran met Iraq.", "Iran", "Iraq", ((0, 4), (9, 13))),
        ("Then he left them, and he wept.", "he", "them", ((5, 7), (13, 17))),  # not inside Then
        ("Iran's army left Iran.", "Iran's army", "Iran", ((0, 11), (17, 21))),
        ("Iran left.", "Iran", "", ((0, 4), None)),
    ],
)
def test_where_the_phrases_of_a_pair_stand(text, source, target, spans):
    assert locate(text, source, target) == Pair(text, *spans)


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        ("Iran", "Oman", "target: 'Oman' is not in the sentence"),
        ("Iran's army", "Iran", "target: 'Iran' stands in the other phrase only"),
        (" ", "", "neither source nor target is named"),
    ],
)
def test_phrases_that_cannot_be_placed(source, target, message):
    with pytest.raises(SkipInput, match=message):
        locate("Iran's army left.", source, target)
