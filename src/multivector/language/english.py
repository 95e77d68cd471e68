"""The English adapter: rules split, the spaCy pipeline of the package tags and parses, lemminflect lemmatises.

The pipeline is in `models/en`, with a card that says what it was trained on and what it can do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from multivector.language.english_days import day_between, put_back
from multivector.language.english_repair import repair
from multivector.language.english_sentences import sentences
from multivector.language.sentence import Sentence
from multivector.model import Span

if TYPE_CHECKING:
    from multivector.language.spacy_parser import SpacyParser


class EnglishParser:
    """Parses English with the pipeline of the package; spaCy is imported at the first sentence that is parsed."""

    language = "en"

    @property
    def name(self) -> str:
        return self._pipeline.name

    @property
    def version(self) -> str:
        return self._pipeline.version

    def split(self, text: str) -> list[Span]:
        return sentences(text)

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Sentence]:
        left_out: list[tuple[range, list[Span]]] = []

        def without_day(text: str, spans: list[Span]) -> list[Span]:
            day = day_between(text, spans)
            left_out.append((day, [spans[i] for i in day]))
            return [span for i, span in enumerate(spans) if i not in day]

        parsed = self._pipeline.parse(sentences, pick=without_day)
        for sentence, (day, spans) in zip(parsed, left_out, strict=True):
            repair(sentence)
            put_back(sentence, day, spans)
        return parsed

    @cached_property
    def _pipeline(self) -> SpacyParser:
        from multivector.language.spacy_parser import SpacyParser

        return SpacyParser()
