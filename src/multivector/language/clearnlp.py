"""From ClearNLP's dependencies, which spaCy's own English pipelines give, to Universal Dependencies.

ClearNLP hangs a phrase on its preposition, a predicate on *be* and each conjunct on the one before; UD makes words of
content the heads. So most relations are renamed by a table, and three kinds of trees are rebuilt. Names of persons
stay `compound`: ClearNLP does not tell them from other compounds.
"""

from __future__ import annotations

from multivector.language.sentence import ROOT

SIGNS = {"pobj", "dobj", "nsubjpass", "prep"}  # labels that UD does not have
NAMES = {
    "ROOT": "root",
    "abbrev": "appos",
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "complm": "mark",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "infmod": "acl",
    "intj": "discourse",
    "meta": "discourse",
    "neg": "advmod",
    "nn": "compound",
    "nsubjpass": "nsubj:pass",
    "num": "nummod",
    "number": "compound",
    "oprd": "xcomp",
    "partmod": "acl",
    "poss": "nmod:poss",
    "possessive": "case",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "obl",  # one without an object
    "prt": "compound:prt",
    "quantmod": "advmod",
    "rcmod": "acl:relcl",
    "relcl": "acl:relcl",
}
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "DET"})
VERBS = frozenset({"VERB", "AUX"})
BE = frozenset(["am", "are", "be", "been", "being", "is", "was", "were", "'m", "'re", "'s", "’m", "’re", "’s"])
PLACES = frozenset(["abroad", "ahead", "away", "back", "here", "there", "underway"])  # adverbs that may be predicates
# prepositions of several words: the second hangs on the first
FIXED = frozenset(
    [("according", "to"), ("because", "of"), ("due", "to"), ("instead", "of"), ("rather", "than"), ("such", "as")]
)


def is_clearnlp(labels: set[str]) -> bool:
    """Whether a parser with these labels labels in the manner of ClearNLP."""
    return bool(SIGNS & labels)


def convert(words: list[str], upos: list[str], heads: list[int], deprels: list[str]) -> None:
    """Rebuilds one sentence's tree in place: `heads` (indices, -1 for the root) and `deprels`; `upos` is only read."""
    tree = _Tree([word.lower() for word in words], upos, heads, deprels)
    tree.coordinate()
    for i in reversed(range(len(words))):  # the inner one of two prepositions (out of) is the later one
        tree.lower_preposition(i)
    for i in range(len(words)):
        tree.lower_copula(i)
    for i in range(len(words)):
        deprels[i] = tree.name(i)
    tree.fix()


class _Tree:
    """A tree under conversion; all lists have an entry a word."""

    def __init__(self, words: list[str], upos: list[str], heads: list[int], deprels: list[str]) -> None:
        self.words = words
        self.upos = upos
        self.heads = heads
        self.deprels = deprels

    def children(self, i: int, *deprels: str) -> list[int]:
        return [
            child
            for child, head in enumerate(self.heads)
            if head == i and (not deprels or self.deprels[child] in deprels)
        ]

    def coordinate(self) -> None:
        """A chain of conjuncts hangs on its first one; *and* hangs on the conjunct that follows it."""
        first = {}
        for i in range(len(self.words)):
            head = i
            while self.deprels[head] == "conj" and self.heads[head] != ROOT:
                head = self.heads[head]
            first[i] = head
        for i, deprel in enumerate(self.deprels):
            if deprel == "conj":
                self.heads[i] = first[i]
        for i, deprel in enumerate(self.deprels):
            if deprel == "cc":
                head = first[self.heads[i]]
                self.heads[i] = min((c for c in self.children(head, "conj") if c > i), default=self.heads[i])

    def lower_preposition(self, i: int) -> None:
        """*in* over *China* becomes China over *in*; *after* over *meeting* likewise, as a clause."""
        if nouns := self.children(i, "pobj"):
            for other in self.children(i, "pcomp"):  # because + of China
                self.deprels[other] = "case"
            self.lower(i, nouns[0], "case", self.phrase(i))
        elif clauses := self.children(i, "pcomp"):
            clause = clauses[0]
            if self.upos[clause] in VERBS:
                kind = "acl" if self.below_noun(i) else "advcl"
                self.lower(i, clause, "mark", kind if self.deprels[i] == "prep" else self.deprels[i])
            else:
                self.lower(i, clause, "case", self.phrase(i))

    def phrase(self, i: int) -> str:
        """The relation that the object of preposition `i` has in its place."""
        deprel, head = self.deprels[i], self.heads[i]
        if deprel not in ("prep", "dative", "agent", "pcomp"):
            return deprel
        if head != ROOT and (self.deprels[head] in ("prep", "agent") or self.upos[head] == "ADP"):
            return "pobj"  # the outer preposition is lowered next
        if deprel == "agent":
            return "obl:agent"
        return "nmod" if self.below_noun(i) else "obl"

    def below_noun(self, i: int) -> bool:
        return self.heads[i] != ROOT and self.upos[self.heads[i]] in NOUNS

    def lower_copula(self, i: int) -> None:
        """The predicate takes the place of *be*; what there is (*there is a risk*) is its subject."""
        if self.words[i] not in BE or self.upos[i] not in VERBS or self.deprels[i] in ("aux", "auxpass", "cop"):
            return
        predicates = self.children(i, "attr", "acomp")
        if any(self.words[child] == "there" for child in self.children(i, "expl")):
            for predicate in predicates[:1]:
                self.deprels[predicate] = "nsubj"
        elif predicates := predicates or self.places(i):
            self.lower(i, predicates[0], "cop", self.deprels[i])

    def places(self, i: int) -> list[int]:
        """What stands for a predicate after *be* without one: in China, here."""
        if self.children(i, "ccomp", "xcomp", "dobj") or not self.children(i, "nsubj", "csubj"):
            return []
        return [
            child
            for child in self.children(i, "obl", "advmod")
            if child > i and (self.deprels[child] == "obl" or self.words[child] in PLACES)
        ]

    def lower(self, i: int, child: int, as_what: str, deprel: str) -> None:
        """`child` takes the place of `i` under the name `deprel`, with all other dependents; `i` hangs on it."""
        for other in self.children(i):
            self.heads[other] = child
        self.heads[child], self.deprels[child] = self.heads[i], deprel
        self.heads[i], self.deprels[i] = child, as_what

    def name(self, i: int) -> str:
        """The relation of UD for one of ClearNLP's."""
        deprel, head = self.deprels[i], self.heads[i]
        if deprel in ("npadvmod", "tmod"):
            return "nmod:unmarked" if self.below_noun(i) else "obl:unmarked"
        if deprel == "nmod" and i < head and self.upos[i] in NOUNS and not self.children(i, "case"):
            return "compound"
        if deprel == "aux" and self.upos[i] == "PART":
            return "mark"
        if deprel in ("pobj", "pcomp"):  # of something that is no preposition
            return "nmod" if self.below_noun(i) else "obl"
        return NAMES.get(deprel, deprel)

    def fix(self) -> None:
        for i in range(1, len(self.words)):
            both_case = self.deprels[i - 1] == self.deprels[i] == "case" and self.heads[i - 1] == self.heads[i]
            if both_case and (self.words[i - 1], self.words[i]) in FIXED:
                self.heads[i], self.deprels[i] = i - 1, "fixed"
