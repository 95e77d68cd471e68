"""Days between a subject and its verb (*Japan on Friday lifted sanctions*), or an object and what belongs to it
(*summoned the envoy Monday to complain*): news writes so, the treebank hardly ever.

They are taken out before a sentence is parsed, and put back below their verb.
"""

from __future__ import annotations

from multivector.language.english_morphology import classes, lemmas
from multivector.language.sentence import Sentence
from multivector.model import Span

DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
VERBS = frozenset({"AUX", "VERB"})
NO_VERBS = frozenset({"and", "as", "at", "but", "for", "from", "in", "of", "or", "over", "that", "the", "to", "with"})
BEHIND_OBJECTS = frozenset({"about", "against", "for", "over", "that", "with"})  # what may belong to an object
AUXILIARIES = frozenset({"had", "has", "have", "was", "were", "will", "would"})


def day_between(text: str, spans: list[Span]) -> range:
    """Which words of a sentence (spans in its text) are a day, with its *on*, that parts what belongs together."""
    words = [text[start:end] for start, end in spans]
    for day in range(1, len(words) - 1):
        if words[day].lower() not in DAYS:
            continue
        first = day - 1 if words[day - 1].lower() == "on" else day
        follows = words[day + 1].lower()
        behind = follows in BEHIND_OBJECTS or (follows == "to" and first == day)  # on Monday to: purpose of the verb
        parts = _may_be_past(words[day + 1]) or (first > 1 and behind)
        if parts and first > 0 and words[first - 1][-1:].isalpha():
            return range(first, day + 1)
    return range(0)


def put_back(sentence: Sentence, place: range, spans: list[Span]) -> None:
    """Puts the words of `place`, which stand at `spans` of the text, back as the day of the verb beside them."""
    if not place:
        return
    first, count = place.start, len(place)
    verb = first + count
    if sentence.upos[first] not in VERBS:
        verb = next((i for i in reversed(range(first)) if sentence.upos[i] in VERBS), verb)
    sentence.heads[:] = [head + count if head >= first else head for head in sentence.heads]
    written = [sentence.text[start:end] for start, end in spans]
    sentence.words[first:first] = written
    sentence.lemmas[first:first] = [word.lower() for word in written]
    sentence.upos[first:first] = ["ADP", "PROPN"][-count:]
    sentence.feats[first:first] = [{} for _ in written]
    sentence.heads[first:first] = [first + count - 1, verb][-count:]
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
