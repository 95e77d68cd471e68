"""The adapter of spaCy pipelines: the one of the package for English, or any that is installed.

spaCy is imported when a pipeline is loaded, not before. Pipelines that label in the manner of ClearNLP, as spaCy's own
English ones do, are converted to Universal Dependencies. Lemmas of English are the dictionary's, whatever the pipeline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from multivector.errors import StopRun
from multivector.language.clearnlp import convert, is_clearnlp
from multivector.language.english_morphology import lemmatise
from multivector.language.english_sentences import sentences
from multivector.language.sentence import Sentence, join_roots
from multivector.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SHIPPED = Path(__file__).parent / "models" / "en"
BATCH = 256  # sentences a batch
MOST_WORDS = 200_000  # different words that are kept from call to call
UNUSED = ["ner", "senter", "sentencizer", "textcat", "textcat_multilabel", "entity_linker", "multivector_lemmas"]


Pick = Callable[[str, list[Span]], list[Span]]


def keep_all(text: str, spans: list[Span]) -> list[Span]:
    """All words of a sentence."""
    return spans


class SpacyParser:
    """Parses with a spaCy pipeline, named as `spacy.load` takes it: a package or the path of a folder.

    Attributes:
        language: ISO 639-1 code of the pipeline's language.
        name: of the pipeline, with its language, as in `en_core_web_sm`.
        version: of the pipeline.

    Raises:
        StopRun: there is no such pipeline, or it gives no dependencies or no parts of speech.
    """

    def __init__(self, pipeline: str | Path = SHIPPED) -> None:
        self._nlp = _load(pipeline)
        self.language = str(self._nlp.lang)
        self.name = f"{self._nlp.lang}_{self._nlp.meta['name']}"
        self.version = str(self._nlp.meta["version"])
        self._clearnlp = is_clearnlp({label for labels in self._nlp.pipe_labels.values() for label in labels})
        self._feats: dict[int, dict[str, str]] = {}

    def split(self, text: str) -> list[Span]:
        """Sentences of each paragraph, by rules: a pipeline that parses is too slow for all text."""
        return self._splitter(text)

    def parse(self, sentences: Sequence[tuple[str, int]], *, pick: Pick = keep_all) -> list[Sentence]:
        """Tokenizes, tags and parses in batches; words of white space, and those that `pick` leaves out, are not read.

        Args:
            sentences: (text, offset of its first character) of each.
            pick: takes a sentence's text and the spans of its words in it, gives the spans of those to parse.
        """
        with self._memory():
            return self._parse([(text, offset, pick(text, self._tokenize(text))) for text, offset in sentences])

    def parse_words(self, sentences: Sequence[tuple[str, int, list[Span]]]) -> list[Sentence]:
        """Tags and parses (text, offset, spans of the words in the text): sentences that are tokenized already."""
        with self._memory():
            return self._parse(sentences)

    def _parse(self, sentences: Sequence[tuple[str, int, list[Span]]]) -> list[Sentence]:
        docs = (self._doc(text, spans) for text, _, spans in sentences)
        parsed = self._nlp.pipe(docs, batch_size=BATCH)
        return [
            self._sentence(doc, text, offset, spans)
            for doc, (text, offset, spans) in zip(parsed, sentences, strict=True)
        ]

    def _memory(self) -> AbstractContextManager[Any]:
        """All words seen are kept by spaCy; once these are many, new ones are forgotten after the call."""
        return self._nlp.memory_zone() if len(self._nlp.vocab) > MOST_WORDS else nullcontext()

    @cached_property
    def _splitter(self) -> Callable[[str], list[Span]]:
        from multivector.language.parser import PARSERS, parser_for

        if self.language != "en" and self.language in PARSERS:
            return parser_for(self.language).split
        return sentences

    def _tokenize(self, text: str) -> list[Span]:
        doc = self._nlp.make_doc(text)
        spans = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
        return [part for span in spans for part in _cut(text, *span)]

    def _doc(self, text: str, spans: list[Span]) -> Doc:
        """The words as one sentence, which the parser may not split."""
        from spacy.tokens import Doc

        follows = [*(start for start, _ in spans[1:]), len(text)][: len(spans)]
        return Doc(
            self._nlp.vocab,
            words=[text[start:end] for start, end in spans],
            spaces=[end < next for (_, end), next in zip(spans, follows, strict=True)],
            sent_starts=[i == 0 for i in range(len(spans))],
        )

    def _sentence(self, doc: Doc, text: str, offset: int, spans: list[Span]) -> Sentence:
        columns = doc.to_array(["HEAD", "DEP", "POS", "MORPH"])
        places = np.arange(len(doc))
        steps = columns[:, 0].astype(np.int64)
        heads = np.where(steps == 0, -1, places + steps).tolist()
        strings = doc.vocab.strings
        words = [text[start:end] for start, end in spans]
        deprels = [strings[label] for label in columns[:, 1].tolist()]
        upos = [strings[label] for label in columns[:, 2].tolist()]
        if self._clearnlp:
            convert(words, upos, heads, deprels)
        join_roots(heads, deprels)
        return Sentence(
            text=text,
            start=offset,
            end=offset + len(text),
            words=words,
            lemmas=self._lemmas(doc, words, upos),
            upos=upos,
            feats=[dict(self._features(doc, mark)) for mark in columns[:, 3].tolist()],
            heads=heads,
            deprels=deprels,
            starts=[offset + start for start, _ in spans],
            ends=[offset + end for _, end in spans],
        )

    def _lemmas(self, doc: Doc, words: list[str], upos: list[str]) -> list[str]:
        if self.language == "en":
            return [lemmatise(word, pos) for word, pos in zip(words, upos, strict=True)]
        return [token.lemma_ or token.lower_ for token in doc]

    def _features(self, doc: Doc, mark: int) -> dict[str, str]:
        """Features by spaCy's number for them; there are few different ones."""
        if mark not in self._feats:
            column = doc.vocab.strings[mark] if mark else ""
            self._feats[mark] = dict(pair.split("=", 1) for pair in column.split("|") if "=" in pair)
        return self._feats[mark]


def _load(pipeline: str | Path) -> Language:
    import spacy

    from multivector.language import spacy_dictionary  # noqa: F401  what the shipped pipeline is made of

    try:
        nlp = spacy.load(pipeline, exclude=UNUSED)
    except OSError:
        raise StopRun(
            f"no spaCy pipeline '{pipeline}': give the path of its folder, or install it, for example with"
            "  python -m spacy download en_core_web_sm"
        ) from None
    except (ImportError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise StopRun(f"the spaCy pipeline '{pipeline}' cannot be loaded: {reason}") from error
    nlp.max_length = 2**31
    if nlp.lang == "en" and "lemmatizer" in nlp.pipe_names:
        nlp.disable_pipe("lemmatizer")
    _check(nlp, pipeline)
    return nlp


def _check(nlp: Language, pipeline: str | Path) -> None:
    """Tries the pipeline out: what its components promise says less."""
    doc = nlp("Ministers met.")
    if not doc.has_annotation("DEP"):
        raise StopRun(f"the spaCy pipeline '{pipeline}' has no dependency parser: name one that has")
    if not doc.has_annotation("POS"):
        raise StopRun(f"the spaCy pipeline '{pipeline}' gives no parts of speech (UPOS): name one that has a tagger")


def _cut(text: str, start: int, end: int) -> list[Span]:
    """U.S.-led is three words: spaCy cuts at a hyphen only between letters."""
    place = text.find(".-", start, end)
    if place < 0 or place + 2 >= end or not text[place + 2].isalpha():
        return [(start, end)]
    return [(start, place + 1), (place + 1, place + 2), (place + 2, end)]
