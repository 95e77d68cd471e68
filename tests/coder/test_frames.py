"""Rules that name a frame name one that the lexicon has."""

from multivector.coder import circumstances, counterparts, events
from multivector.lexicon.lexicon import default_lexicon


def test_named_frames_exist():
    named = {*circumstances.ENTRY, circumstances.RELEASE, counterparts.COUP, events.MEDIATION, events.WARNING}
    assert named <= default_lexicon().frames.keys()
