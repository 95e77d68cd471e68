"""Days between a subject and its verb (*Japan on Friday lifted sanctions*): news writes so, the treebank hardly ever.

They are taken out before a sentence is parsed, and put back behind their verb.
"""

from __future__ import annotations

from multivector.language.english_morphology import classes, lemmas
from multivector.language.sentence import Sentence
from multivector.model import Span

DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
NO_VERBS = frozenset({"and", "as", "at", "but", "for", "from", "in", "of", "or", "over", "that", "the", "to", "with"})
AUXILIARIES = frozenset({"had", "has", "have", "was", "were", "will", "would"})


def day_before_verb(text: str, spans: list[Span]) -> range:
    """Which words of a sentence (spans in its text) are a day, with its *on*, between a subject and a verb."""
    words = [text[start:end] for start, end in spans]
    for day in range(1, len(words) - 1):
        first = day - 1 if words[day - 1].lower() == "on" else day
        subject_before = first > 0 and words[first - 1][-1:].isalpha()
        if words[day].lower() in DAYS and subject_before and _may_be_past(words[day + 1]):
            return range(first, day + 1)
    return range(0)


def put_back(sentence: Sentence, place: range, spans: list[Span]) -> None:
    """Puts the words of `place`, which stand at `spans` of the text, back as the day of the verb behind them."""
    if not place:
        return
    first, count = place.start, len(place)
    verb = first + count
    sentence.heads[:] = [head + count if head >= first else head for head in sentence.heads]
    written = [sentence.text[start:end] for start, end in spans]
    sentence.words[first:first] = written
    sentence.lemmas[first:first] = [word.lower() for word in written]
    sentence.upos[first:first] = ["ADP", "PROPN"][-count:]
    sentence.feats[first:first] = [{} for _ in written]
    sentence.heads[first:first] = [verb - 1, verb][-count:]
    sentence.deprels[first:first] = ["case", "obl"] if count == 2 else ["obl:unmarked"]
    sentence.starts[first:first] = [sentence.start + start for start, _ in spans]
    sentence.ends[first:first] = [sentence.start + end for _, end in spans]


def _may_be_past(word: str) -> bool:
    """Whether a word may be a verb that tells what happened: lifted, met, has; not with, the, talks."""
    if word in AUXILIARIES:
        return True
    if not word.isalpha() or not word.islower() or word in NO_VERBS:
        return False
    verbs = lemmas(word, "VERB") - {word}
    return word.endswith("ed") or (bool(verbs) and not word.endswith(("s", "ing")) and not classes(word))
