"""The narrow waist: a sentence as columns of Universal Dependencies (CoNLL-U's, UD v2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from multivector.model import Span

ROOT = -1


@dataclass
class Sentence:
    """Words, lemmas, UPOS, features, heads, deprels and character offsets, one list entry a word.

    `heads[i]` is the index of word i's head in this sentence, `ROOT` (-1) for the root: CoNLL-U's HEAD minus one.
    `starts`, `ends`, `start` and `end` count characters in the document's text.
    """

    text: str
    start: int
    end: int
    words: list[str]
    lemmas: list[str]
    upos: list[str]
    feats: list[dict[str, str]]
    heads: list[int]
    deprels: list[str]
    starts: list[int]
    ends: list[int]

    def __post_init__(self) -> None:
        """Makes the heads a tree: where a parser has made a loop, one word of it hangs on the root instead."""
        untangle(self.heads)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def span(self) -> Span:
        return self.start, self.end

    @cached_property
    def children(self) -> list[list[int]]:
        """The dependents of each word, in order."""
        children: list[list[int]] = [[] for _ in self.words]
        for i, head in enumerate(self.heads):
            if head != ROOT:
                children[head].append(i)
        return children

    @cached_property
    def folded(self) -> list[str]:
        """Lemmas as they are compared: lower case, ё as е."""
        return [fold(lemma) for lemma in self.lemmas]

    def subtree(self, i: int) -> list[int]:
        """Word i and all that depends on it, in order."""
        words, todo = [i], [i]
        while todo:
            below = self.children[todo.pop()]
            words += below
            todo += below
        return sorted(words)

    def ancestors(self, i: int) -> list[int]:
        """The heads above word i, nearest first."""
        path: list[int] = []
        head = self.heads[i]
        while head != ROOT:
            path.append(head)
            head = self.heads[head]
        return path

    def words_span(self, indices: list[int]) -> Span:
        """The characters from the first to the last of the words."""
        return self.starts[min(indices)], self.ends[max(indices)]

    def text_of(self, start: int, end: int) -> str:
        """The characters of a span of the document that lies in the sentence."""
        return self.text[start - self.start : end - self.start]


def untangle(heads: list[int]) -> None:
    """Breaks loops in place: every word leads to a root."""
    safe = [head == ROOT for head in heads]
    root = heads.index(ROOT) if ROOT in heads else None
    for start in range(len(heads)):
        path: list[int] = []
        word = start
        while not safe[word]:
            if word in path:
                heads[word] = ROOT if root is None else root
                root = word if root is None else root
                break
            path.append(word)
            word = heads[word]
        for passed in path:
            safe[passed] = True


def join_roots(heads: list[int], deprels: list[str]) -> None:
    """Leaves one root, in place: a later one is joined to the first, as a conjunct where *and* stands."""
    roots = [i for i, head in enumerate(heads) if head == ROOT]
    coordinated = {head for head, deprel in zip(heads, deprels, strict=True) if deprel == "cc"}
    for root in roots[:1]:
        deprels[root] = "root"
    for root in roots[1:]:
        heads[root] = roots[0]
        deprels[root] = "conj" if root in coordinated else "parataxis"


def fold(word: str) -> str:
    """The form in which words are compared: lower case, ё as е."""
    return word.lower().replace("ё", "е")
