"""Actors that the caller knows of: checked, laid over those that the lexicon finds, kept in one sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from multivector.coder.mentions import Mention, Mentions, head_of
from multivector.errors import SkipInput
from multivector.language import ROOT, Sentence
from multivector.lexicon.forms import Candidate
from multivector.model import Given, Span

NOBODY = "neither source nor target is named: give at least one of them"


def check_spans(where: str, text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans in order of place; `where` names the text in messages.

    Raises:
        SkipInput: one holds no word, lies outside the text or overlaps another.
    """
    ordered = sorted(spans)
    for start, end in ordered:
        if not 0 <= start < end <= len(text):
            raise SkipInput(where, f"the span {start}-{end} does not lie in the text of {len(text)} characters")
        if not any(character.isalnum() for character in text[start:end]):
            raise SkipInput(where, f"the span {start}-{end} holds no word")
    for before, after in pairwise(ordered):
        if after[0] < before[1]:
            spoken = f"{before[0]}-{before[1]} and {after[0]}-{after[1]}"
            raise SkipInput(where, f"the spans {spoken} overlap: a word can belong to one actor only")
    return ordered


def words_in(sentence: Sentence, span: Span) -> range:
    """The words of a sentence that a span of the document touches."""
    start, end = span
    return range(bisect_right(sentence.ends, start), bisect_left(sentence.starts, end))


def lay_over(sentence: Sentence, mentions: Mentions, given: Sequence[Given]) -> Mentions:
    """The mentions with the given ones, which win where both claim a word."""
    taken: set[int] = set()
    added = []
    for one in given:
        words = [i for i in words_in(sentence, (one.start, one.end)) if i not in taken]
        if words:
            head = head_of(sentence, words[0], words[-1])
            added.append(Mention(words[0], words[-1], head, Candidate("given", "", code=one.code)))
            taken.update(words)
    return Mentions([*added, *(m for m in mentions.all if not taken & {*m.words()})]) if added else mentions


def touches(span: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return span[0] < other[1] and other[0] < span[1]


def keep_whole(sentences: Sequence[Span], spans: Iterable[Span]) -> list[Span]:
    """The sentences, of which those that a span reaches across are made one."""
    kept = list(sentences)
    for span in spans:
        inside = [sentence for sentence in kept if touches(sentence, span)]
        if len(inside) > 1:
            whole = inside[0][0], inside[-1][1]
            kept = sorted([whole, *(sentence for sentence in kept if not touches(sentence, whole))])
    return kept


def join_sentences(text: str, sentences: Sequence[Sentence]) -> Sentence:
    """Sentences of a text, in order, as one: the later roots hang on the first."""
    first, last = sentences[0], sentences[-1]
    if first is last:
        return first
    heads: list[int] = []
    deprels: list[str] = []
    root = first.heads.index(ROOT)
    for sentence in sentences:
        before = len(heads)
        heads += [(before + head if head != ROOT else root if before else ROOT) for head in sentence.heads]
        top = "parataxis" if before else "root"
        deprels += [top if h == ROOT else d for h, d in zip(sentence.heads, sentence.deprels, strict=True)]
    return Sentence(
        text=text[first.start : last.end],
        start=first.start,
        end=last.end,
        words=[word for s in sentences for word in s.words],
        lemmas=[lemma for s in sentences for lemma in s.lemmas],
        upos=[tag for s in sentences for tag in s.upos],
        feats=[feats for s in sentences for feats in s.feats],
        heads=heads,
        deprels=deprels,
        starts=[start for s in sentences for start in s.starts],
        ends=[end for s in sentences for end in s.ends],
    )
