"""The PLOVER types of a given pair: the pair's sentence is parsed, read by the frames, and scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from multivector.coder.context import Context
from multivector.coder.gate import hits_by_sentence
from multivector.coder.given import NOBODY, check_spans, join_sentences, keep_whole, touches, words_in
from multivector.coder.pairfeatures import Features, features
from multivector.coder.pairs import PairView, readings, side_of
from multivector.coder.pairwords import WordTypes
from multivector.coder.scorer import is_lexical, scorer_for
from multivector.coder.triggers import find_triggers
from multivector.errors import SkipInput
from multivector.language import Sentence
from multivector.model import Given, Pair, Relation, Span

if TYPE_CHECKING:
    from multivector.coder.coder import Coder

BATCH = 256  # pairs that are parsed together
# codes of the two while their sentence is read; no state or organisation has them
SOURCE_CODE, TARGET_CODE = "<source>", "<target>"


class Relater:
    """Relates given pairs with the parts of a coder."""

    def __init__(self, coder: Coder, language: str) -> None:
        self.coder = coder
        self.language = language
        self.words = WordTypes(coder.lexicon, coder.index(language))

    def relate(self, pairs: Iterable[Pair]) -> Iterator[list[Relation]]:
        """The 16 types of each pair with their probabilities, the best first, in the order of the pairs.

        Raises:
            SkipInput: a pair cannot be used; `check_pair` says so beforehand.
        """
        scorer = scorer_for(self.language)
        for found in self.features(pairs):
            yield scorer.relations(found)

    def features(self, pairs: Iterable[Pair], *, lexical: bool | None = None) -> Iterator[Features]:
        """The features of each pair, with lemmas where the language has weights for them or `lexical` says so."""
        lemmas = is_lexical(self.language) if lexical is None else lexical
        operators = self.coder.index(self.language).operators
        events = self.coder.index(self.language).events
        speech = self.coder.speech(self.language)
        for view in self.views(pairs):
            sentence = view.sentence
            triggers = (find_triggers(sentence, patterns, speech) for patterns in (events, operators))
            yield features(view, readings(view, *triggers), self.words, lexical=lemmas)

    def views(self, pairs: Iterable[Pair]) -> Iterator[PairView]:
        """Each pair in its sentence; where the two stand in different ones, these are joined."""
        stream = iter(pairs)
        parser = self.coder.parser(self.language)
        while batch := list(islice(stream, BATCH)):
            chosen = [self._sentences(pair) for pair in batch]
            placed = [(pair, span) for pair, spans in zip(batch, chosen, strict=True) for span in spans]
            parsed = iter(parser.parse([(pair.text[slice(*span)], span[0]) for pair, span in placed]))
            for pair, spans in zip(batch, chosen, strict=True):
                yield self._view(pair, spans, join_sentences(pair.text, list(islice(parsed, len(spans)))))

    def _sentences(self, pair: Pair) -> list[Span]:
        """The sentences that hold the pair."""
        named = check_pair(pair)
        sentences = keep_whole(self.coder.parser(self.language).split(pair.text), named)
        holding = [span for span in sentences if any(touches(span, side) for side in named)]
        return holding or [(0, len(pair.text))]

    def _view(self, pair: Pair, spans: list[Span], sentence: Sentence) -> PairView:
        coder = self.coder
        rows = hits_by_sentence(coder.index(self.language).find(pair.text), spans)
        hits = [hit for row in rows for hit in row]
        sides = (pair.source, SOURCE_CODE), (pair.target, TARGET_CODE)
        given = [Given(*span, code) for span, code in sides if span]
        own = coder.analyse(sentence, hits, Context(), self.language)
        analysis = coder.analyse(sentence, hits, Context(), self.language, given)
        words = [words_in(sentence, span) if span else range(0) for span, _ in sides]
        return PairView(analysis, own.parties, side_of(sentence, words[0]), side_of(sentence, words[1]))


def check_pair(pair: Pair) -> Sequence[Span]:
    """The spans that a pair names, in order of place.

    Raises:
        SkipInput: neither side is named, or a span is empty, lies outside the text or overlaps the other.
    """
    named = [span for span in (pair.source, pair.target) if span is not None]
    if not named:
        raise SkipInput("pair", NOBODY)
    return check_spans("pair", pair.text, named)
