"""The coder: documents in, documents with their events and facts out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from typing import TypeVar

from multivector.coder.analysis import Analysis
from multivector.coder.context import ORGANISATIONS, SCENES, Context, rivals_of, topic_of
from multivector.coder.events import EventFinder
from multivector.coder.facts import FactFinder
from multivector.coder.gate import hits_by_sentence, may_hold_entry
from multivector.coder.given import check_spans, keep_whole, lay_over, touches
from multivector.coder.mentions import explained, find_mentions
from multivector.coder.offices import find_offices, learn_names
from multivector.coder.operators import Operators
from multivector.coder.parties import Parties
from multivector.coder.relate import Relater
from multivector.coder.roles import Roles
from multivector.coder.speech import Speech
from multivector.coder.triggers import find_triggers
from multivector.coder.when import Times, time_grammar
from multivector.errors import SkipInput
from multivector.ids import assign_ids
from multivector.language import Parser, Sentence, cut_long, languages, named_parser, parser_for
from multivector.lexicon.cache import load_index
from multivector.lexicon.index import Hit, Index
from multivector.lexicon.lexicon import Lexicon, default_lexicon
from multivector.model import (
    DEFAULT_CONFIDENCE,
    CodedDocument,
    Document,
    Entry,
    Event,
    Fact,
    Given,
    Pair,
    Relation,
    Span,
    outside,
)

BATCH = 48  # documents that are parsed together
E = TypeVar("E", bound=Entry)

PARTS = (
    "lemminflect",
    "natasha",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "razdel",
    "slovnet",
    "spacy",
)  # packages whose versions change entries
DAY_WANTED = "its day of publication is no day between 1500 and 9998: write it as YYYY-MM-DD"
VERSION = "5"  # of the coding rules in code; with the lexicon's fingerprint it says which coder wrote an entry


@dataclass
class _Work:
    """A document on its way through the coder."""

    document: Document
    context: Context
    spans: list[Span]
    hits: list[list[Hit]]
    passing: frozenset[int]  # the sentences that the gate lets through
    given: tuple[Given, ...] = ()


class Coder:
    """Codes texts into events and facts.

    Args:
        lexicon: what is known; the lexicon of the package if not given.
        min_confidence: entries below it are left out (0..1).
        gate: whether sentences that can hold nothing are left unparsed; only tests switch it off.
        pipelines: installed spaCy pipelines (or folders) that parse instead of ours, each for its own language.

    Raises:
        StopRun: a pipeline is not installed or does not parse.
    """

    def __init__(
        self,
        lexicon: Lexicon | None = None,
        *,
        min_confidence: float = DEFAULT_CONFIDENCE,
        gate: bool = True,
        pipelines: Sequence[str] = (),
    ) -> None:
        self.lexicon = lexicon or default_lexicon()
        self.min_confidence = min_confidence
        self.gate = gate
        self.pipelines = tuple(pipelines)
        self._parsers = {parser.language: parser for parser in map(named_parser, self.pipelines)}
        self._indexes: dict[str, Index] = {}
        self._speeches: dict[str, Speech] = {}
        self._relaters: dict[str, Relater] = {}

    @property
    def fingerprint(self) -> str:
        """Which rules and which lexicon code: entries of equal fingerprints are alike."""
        versions = "-".join(version(name) for name in ("multivector", *PARTS))
        named = "".join(f"-{parser.name}-{parser.version}" for parser in self._parsers.values())
        return f"{VERSION}-{versions}-{learnt()}{named}-{self.lexicon.fingerprint}-{self.min_confidence:g}"

    def code(
        self,
        text: str | Document,
        *,
        language: str | None = None,
        published: str | None = None,
        id: str = "text",
        mentions: Sequence[Given] = (),
    ) -> CodedDocument:
        """Codes one text.

        Args:
            text: the text, or a document.
            language: ISO 639-1; detected if not given.
            published: the day of publication (YYYY-MM-DD), to which relative times refer.
            id: the id of the document.
            mentions: actors that are known beforehand, besides those of the lexicon; where both claim a word, they win.

        Raises:
            SkipInput: the text is empty or in a language that cannot be coded, or a mention lies outside it or
                overlaps another.
        """
        if not isinstance(text, str) and (language or published):
            raise TypeError("a Document has its own language and day of publication")
        if isinstance(text, str):
            from multivector import intake

            text = intake.document(text, id=id, language=language, published=published)
        (document,) = self._codable([text], None)
        check_spans(document.id, document.text, [(one.start, one.end) for one in mentions])
        return next(self._code_works([self._prepare(document, given=tuple(mentions))]))

    def code_many(
        self, documents: Iterable[Document], *, on_skip: Callable[[SkipInput], None] | None = None
    ) -> Iterator[CodedDocument]:
        """Codes a stream of documents, in order; some dozens are held in memory at a time.

        Args:
            documents: the documents; each needs its `language`.
            on_skip: is told of each document that cannot be coded; the others go on.

        Raises:
            SkipInput: a document cannot be coded and there is no `on_skip`.
        """
        stream = self._codable(documents, on_skip)
        while batch := list(islice(stream, BATCH)):
            yield from self._code_batch(batch) if on_skip is None else self._code_bravely(batch, on_skip)

    def _code_bravely(self, batch: list[Document], on_skip: Callable[[SkipInput], None]) -> Iterator[CodedDocument]:
        """Codes a batch; where a fault of ours strikes, one by one, so that it costs one document and not a run."""
        try:
            yield from list(self._code_batch(batch))
        except Exception as fault:
            for document in batch if len(batch) > 1 else ():
                yield from self._code_bravely([document], on_skip)
            if len(batch) == 1:
                message = f"a fault of the coder ({type(fault).__name__}: {fault}); please report it with this text"
                on_skip(SkipInput(batch[0].id, message))

    def _codable(
        self, documents: Iterable[Document], on_skip: Callable[[SkipInput], None] | None
    ) -> Iterator[Document]:
        known = self.languages
        for document in documents:
            if document.language in known and is_day(document.published):
                yield document
                continue
            error = (
                SkipInput(document.id, DAY_WANTED)
                if document.language in known
                else SkipInput(
                    document.id,
                    f"its language is {document.language or 'unknown'}; only {', '.join(known)} can be coded",
                )
            )
            if on_skip is None:
                raise error
            on_skip(error)

    def code_sentences(self, document: Document, sentences: Iterable[Sentence]) -> CodedDocument:
        """Codes a document whose sentences another parser has parsed, e.g. those of `language.read_conllu`.

        The offsets of the sentences count in `document.text`.
        """
        parsed = list(sentences)
        work = self._prepare(document, [sentence.span for sentence in parsed])
        return self._code_document(work, {i: s for i, s in enumerate(parsed) if i in work.passing or not self.gate})

    def relate(
        self, text: str, *, source: Span | None, target: Span | None, language: str | None = None
    ) -> list[Relation]:
        """The PLOVER types that two parties of a text may stand in, the most probable first.

        Args:
            text: a sentence, or a text that holds it.
            source: characters (start, end) of the party that acts; None where the text does not name it.
            target: the same of the party that it acts upon.
            language: ISO 639-1; detected if not given.

        Returns:
            All 16 types; their probabilities sum to 1. That the two stand in no relation is not among the answers.

        Raises:
            SkipInput: neither side is named, the spans overlap or lie outside the text, or its language cannot be
                coded.
        """
        if language is None:
            from multivector import intake

            language = intake.document(text, id="pair").language
        (document,) = self._codable([Document("pair", text, language=language)], None)
        return next(self.relater(document.language or "").relate([Pair(text, source, target)]))

    def relater(self, language: str) -> Relater:
        """What relates given pairs in a language; it takes streams of them."""
        if language not in self._relaters:
            self._relaters[language] = Relater(self, language)
        return self._relaters[language]

    @property
    def languages(self) -> list[str]:
        """The languages that can be coded, in alphabetical order."""
        return sorted(set(self.lexicon.grammars) & {*languages(), *self._parsers})

    def index(self, language: str) -> Index:
        """The lexicon compiled for a language."""
        if language not in self._indexes:
            self._indexes[language] = load_index(self.lexicon, language)
        return self._indexes[language]

    def parser(self, language: str) -> Parser:
        """The parser of a language: the pipeline that was named for it, else ours."""
        return self._parsers.get(language) or parser_for(language)

    def speech(self, language: str) -> Speech:
        """The grammar of a language, made quick to look up."""
        if language not in self._speeches:
            self._speeches[language] = Speech(language, self.lexicon.grammars[language])
        return self._speeches[language]

    # the way of a batch: split, gate, parse together, code one by one

    def _code_batch(self, documents: list[Document]) -> Iterator[CodedDocument]:
        yield from self._code_works([self._prepare(document) for document in documents])

    def _code_works(self, works: list[_Work]) -> Iterator[CodedDocument]:
        parsed: list[dict[int, Sentence]] = [{} for _ in works]
        for language in {work.document.language or "" for work in works}:
            places = [
                (w, i)
                for w, work in enumerate(works)
                if (work.document.language or "") == language
                for i in (sorted(work.passing) if self.gate else range(len(work.spans)))
            ]
            if not places:
                continue
            texts = [(works[w].document.text[slice(*works[w].spans[i])], works[w].spans[i][0]) for w, i in places]
            for (w, i), sentence in zip(places, self.parser(language).parse(texts), strict=True):
                parsed[w][i] = sentence
        for work, sentences in zip(works, parsed, strict=True):
            yield self._code_document(work, sentences)

    def _prepare(self, document: Document, sentences: list[Span] | None = None, given: tuple[Given, ...] = ()) -> _Work:
        language = document.language or ""
        index = self.index(language)
        spans = sentences if sentences is not None else self.parser(language).split(document.text)
        if sentences is None:
            spans = keep_whole(
                list(outside(cut_long(document.text, spans), document.surroundings)), [(g.start, g.end) for g in given]
            )
        hits = hits_by_sentence(index.find(document.text), spans)
        title = _title_span(document)
        speech = self.speech(language)
        inside = [hit for row in hits for hit in row if not speech.only_leans(document.text, hit.start)]
        topic, organisation = topic_of(inside, title), topic_of(inside, title, ORGANISATIONS)
        scene = topic_of(inside, title, SCENES)
        context = Context(document.published, title, topic, scene=scene, organisation=organisation)
        context.rivals = rivals_of(inside, title)
        context.address = speech.is_address(document.text)
        named = {i for i, span in enumerate(spans) if any(touches(span, (g.start, g.end)) for g in given)}
        passing = frozenset(i for i, row in enumerate(hits) if may_hold_entry(row, self.lexicon, actor=i in named))
        return _Work(document, context, spans, hits, passing, given)

    def _code_document(self, work: _Work, sentences: dict[int, Sentence]) -> CodedDocument:
        coded = CodedDocument(work.document)
        for i, sentence in sentences.items():
            # what the gate would have stopped leaves no memory, so that the gate changes nothing
            context = work.context if i in work.passing else work.context.copy()
            events, facts = self._code_sentence(work, context, i, sentence)
            coded.events += events
            coded.facts += facts
        assign_ids(coded)
        return coded

    def analyse(
        self, sentence: Sentence, hits: Sequence[Hit], context: Context, language: str, given: Sequence[Given] = ()
    ) -> Analysis:
        """All that is known of one parsed sentence; `hits` are the forms of the index that lie in it."""
        index, speech = self.index(language), self.speech(language)
        mentions = explained(sentence, find_mentions(sentence, hits, context.published, speech), context.acronyms)
        mentions = lay_over(sentence, mentions, given)
        operators = Operators(sentence, self.lexicon, speech, index.operators)
        parties = Parties(sentence, mentions, context, self.lexicon, speech)
        roles = Roles(sentence, mentions, speech, operators)
        return Analysis(sentence, parties, roles, operators, self.lexicon, speech)

    def _code_sentence(
        self, work: _Work, context: Context, i: int, sentence: Sentence
    ) -> tuple[list[Event], list[Fact]]:
        document, language = work.document, work.document.language or ""
        index, speech = self.index(language), self.speech(language)
        analysis = self.analyse(sentence, work.hits[i], context, language, work.given)
        parties = analysis.parties
        if not parties.mentions.all:
            return [], []  # an entry needs an actor in its own sentence
        learn_names(sentence, parties.mentions, parties, context)
        events = EventFinder(analysis).find(find_triggers(sentence, index.events, speech))
        facts = FactFinder(analysis).find(find_triggers(sentence, index.facts, speech))
        facts = [*find_offices(sentence, parties.mentions, parties), *facts]
        parties.remember_subject()
        before = document.text[slice(*work.spans[i - 1])] if i else ""
        lead = i <= 1 or len(work.spans) <= 2
        times = Times(sentence, time_grammar(language), speech, document.published, lead=lead, before=before)
        for entry in (*events, *facts):
            times.date(entry)
        return self._sure_enough(events), self._sure_enough(facts)

    def _sure_enough(self, entries: Iterable[E]) -> list[E]:
        return [entry for entry in entries if entry.confidence >= self.min_confidence]


@cache
def learnt() -> str:
    """A hash of what was learnt and comes with the package: the weights of the confidence and the English pipeline."""
    package = files("multivector")
    weights, parser = package / "coder/data/confidence.tsv", package / "language/models/en/parser/model"
    return sha256(weights.read_bytes() + parser.read_bytes()).hexdigest()[:12]


def is_day(published: str | None) -> bool:
    """Whether a day of publication can be reckoned with."""
    if published is None:
        return True
    try:
        return 1500 <= date.fromisoformat(published).year < 9999
    except ValueError:
        return False


def _title_span(document: Document) -> Span:
    start = document.text.find(document.title) if document.title else -1
    return (start, start + len(document.title or "")) if start >= 0 else (0, 0)
