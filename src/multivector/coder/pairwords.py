"""What the lexicon's words say of a pair where the tree does not join them to a phrase."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from multivector.coder.pairs import PairView, Reading
from multivector.lexicon.index import Index
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.patterns import TriggerPattern

NEAR = 4  # words between the parts of a phrase that stand together
CARRIERS = frozenset({"NOUN", "VERB", "ADJ"})
BELOW_VERB = frozenset({*CARRIERS, "ADP", "PROPN"})
Evidence = tuple[str, str, float]  # PLOVER type, name of the feature, its value (0..1; `affinity:all` may be higher)


class WordTypes:
    """Which types the words of the lexicon's phrases speak for."""

    def __init__(self, lexicon: Lexicon, index: Index) -> None:
        self.type_of = {name: frame.type for name, frame in lexicon.frames.items() if frame.type}
        self.patterns = index.events
        self.shares = _shares(self.patterns, self.type_of)

    def affinities(self, view: PairView) -> Iterator[Evidence]:
        """For each place in the sentence: the highest share that a word there has in the phrases of a type."""
        for place, words in _places(view):
            found: dict[str, float] = defaultdict(float)
            for word in words:
                for type, share in self.shares.get(view.sentence.folded[word], {}).items():
                    found[type] = max(found[type], share)
            yield from ((type, f"affinity:{place}", share) for type, share in found.items())
        words = [i for i in _outside(view) if view.sentence.upos[i] in CARRIERS]
        total: Counter[str] = Counter()
        for word in words:
            total.update(self.shares.get(view.sentence.folded[word], {}))
        yield from ((type, "affinity:all", share / len(words) ** 0.5) for type, share in total.items())

    def loose(self, view: PairView, readings: Iterable[Reading]) -> Iterator[Evidence]:
        """Phrases whose words all stand in the sentence, though the tree does not join them."""
        sentence = view.sentence
        read = {(r.trigger.pattern.owner, r.trigger.pattern.phrase) for r in readings}
        places: dict[str, list[int]] = defaultdict(list)
        for i, lemma in enumerate(sentence.folded):
            for form in {lemma, sentence.words[i].lower()}:
                places[form].append(i)
        found: dict[tuple[str, str], float] = {}
        for i, lemma in enumerate(sentence.folded):
            for pattern in self.patterns.get(lemma, ()):
                if (pattern.owner, pattern.phrase) not in read and (how := _how_near(pattern, i, places)):
                    found[self.type_of[pattern.owner], f"loose:{how}"] = 1.0
        yield from ((type, name, value) for (type, name), value in found.items())


def _shares(patterns: dict[str, list[TriggerPattern]], type_of: dict[str, str]) -> dict[str, dict[str, float]]:
    """Lemma -> type -> share of the phrases with that lemma that evoke the type; one phrase more is of no type."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pattern in {(p.owner, p.phrase): p for found in patterns.values() for p in found}.values():
        for lemma in (*pattern.head, *(lemma for word in pattern.rest for lemma in word.lemmas)):
            counts[lemma][type_of[pattern.owner]] += 1
    return {lemma: {type: n / (count.total() + 1) for type, n in count.items()} for lemma, count in counts.items()}


def _how_near(pattern: TriggerPattern, head: int, places: dict[str, list[int]]) -> str | None:
    """`word` for a single word, `near` or `far` for a phrase that is there; None where a word of it is missing."""
    if not pattern.rest:
        return "word"
    farthest = 0
    for word in pattern.rest:
        if word.preposition and word.preposition not in places:
            return None
        distances = [abs(place - head) for lemma in word.lemmas for place in places.get(lemma, ())]
        if not distances:
            return None
        farthest = max(farthest, min(distances))
    return "near" if farthest <= NEAR else "far"


def _outside(view: PairView) -> list[int]:
    return [i for i in range(len(view.sentence)) if not view.is_inside(i)]


def _places(view: PairView) -> Iterator[tuple[str, list[int]]]:
    """The places that are told apart, with their words outside the pair."""
    sentence = view.sentence
    yield "path", [i for i in view.path if not view.is_inside(i)]
    for name, side in view.sides():
        if side is None:
            continue
        above = [i for i in sentence.ancestors(side.head) if not view.is_inside(i)]
        yield f"{name}-above", above[:2]
        verb = next((i for i in above if sentence.upos[i] == "VERB"), None)
        if verb is not None:
            below = [c for c in sentence.children[verb] if not view.is_inside(c) and sentence.upos[c] in BELOW_VERB]
            yield f"{name}-verb", [verb]
            yield f"{name}-below-verb", below
    if view.target:
        yield "in-target", [i for i in view.target.words if sentence.upos[i] in CARRIERS]
