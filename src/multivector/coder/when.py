"""When an entry happened: the time expression of its clause, else the day of publication, else nothing."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property

from multivector.coder.factmaker import BEGINS
from multivector.coder.speech import Speech
from multivector.coder.time import TimeExpression, TimeGrammar
from multivector.language import ROOT, Sentence
from multivector.model import Entry, Event, Fact

CLAUSE_HEADS = frozenset({"root", "ccomp", "advcl", "acl:relcl", "parataxis", "csubj"})
FAR = 99
STANDING_FACTS = frozenset(
    {"office", "membership", "chairmanship", "mission", "institution"}
)  # hold whatever the day of the news


@cache
def time_grammar(language: str) -> TimeGrammar:
    """The time grammar of a language, compiled once."""
    return TimeGrammar(language)


class Times:
    """The times of one sentence.

    `lead` says that the sentence tells the news of the day; `before` is the text of the sentence before it.
    """

    def __init__(
        self,
        sentence: Sentence,
        grammar: TimeGrammar,
        speech: Speech,
        published: str | None,
        *,
        lead: bool,
        before: str = "",
    ) -> None:
        self.before = before
        self.speech = speech
        self.sentence = sentence
        self.grammar = grammar
        self.published = published
        self.lead = lead

    def date(self, entry: Entry) -> None:
        """Gives an entry its time and says where the time came from."""
        word = self._word_at(
            entry.start if isinstance(entry, Event) or "anchor" not in entry.evidence else entry.evidence["anchor"][0]
        )
        nearest = self._nearest(word, entry)
        begins = any(reason.id == BEGINS for reason in entry.reasons)
        if nearest:
            entry.time, entry.time_source = nearest.edtf, "text"
            entry.evidence["time"] = (nearest.start, nearest.end)
        elif begins or self._is_news(entry, word):
            entry.time, entry.time_source = (self.published, "published") if self._is_lead(word) else (None, "none")
        if begins and entry.time and "/" not in entry.time:
            entry.time += "/.."

    @cached_property
    def _expressions(self) -> list[tuple[int, TimeExpression]]:
        """(word, expression) of each time expression: the word of it that hangs on something outside."""
        found = []
        expressions = self.grammar.find(self.sentence.text, published=self.published, offset=self.sentence.start)
        for expression in (*expressions, *self._since_then()):
            first, last = self._word_at(expression.start), self._word_at(expression.end - 1)
            outer = [i for i in range(first, last + 1) if not first <= self.sentence.heads[i] <= last]
            found.append((outer[0] if outer else first, expression))
        return found

    def _since_then(self) -> list[TimeExpression]:
        """*Since then* begins with the time that the sentence before gives."""
        text = self.sentence.text.lower()
        said = next((phrase for phrase in self.speech.grammar.since_then if phrase in text), None)
        known = self.grammar.find(self.before, published=self.published) if said else []
        if said is None or not known or "/" in known[-1].edtf:
            return []
        start = self.sentence.start + text.index(said)
        return [TimeExpression(start, start + len(said), f"{known[-1].edtf}/..", "relative", False)]

    def _nearest(self, word: int, entry: Entry) -> TimeExpression | None:
        """The expression that is nearest in the tree, of those in the same clause."""
        return self._nearest_in(self._clause(word), word, entry) or self._of_when(word, entry)

    def _of_when(self, word: int, entry: Entry) -> TimeExpression | None:
        """The time of the clause above, for what happened when that did: changed in May, when they met."""
        clause = self._clause(word)
        above = self.sentence.heads[clause]
        when = any(self.sentence.folded[c] in self.speech.grammar.same_time for c in self.sentence.children[clause])
        if not when or above == ROOT or not isinstance(entry, Event):
            return None
        return self._nearest_in(self._clause(above), word, entry)

    def _nearest_in(self, clause: int, word: int, entry: Entry) -> TimeExpression | None:
        best, least = None, FAR
        for place, expression in self._expressions:
            within = self._clause(place) == clause or self._above(word, place)
            if isinstance(entry, Fact) and entry.fact == "office" and entry.frame == "title":
                within = self._above(word, place) and self._distance(word, place) <= 2
            distance = self._distance(word, place)
            if within and distance < least:
                best, least = expression, distance
        return best

    def _is_news(self, entry: Entry, word: int) -> bool:
        if entry.status in ("planned", "possible"):
            return False
        return not (isinstance(entry, Fact) and entry.fact in STANDING_FACTS)

    def _is_lead(self, word: int) -> bool:
        """Whether a word tells the news of the day: in the main clause of the lead."""
        return bool(self.published) and self.lead and self._clause(word) == self._clause(self._root)

    @cached_property
    def _root(self) -> int:
        return self.sentence.heads.index(ROOT) if ROOT in self.sentence.heads else 0

    def _word_at(self, offset: int) -> int:
        return min(bisect_left(self.sentence.ends, offset + 1), len(self.sentence) - 1)

    def _clause(self, i: int) -> int:
        """The word that heads the clause of a word."""
        for word in (i, *self.sentence.ancestors(i)):
            relation = self.sentence.deprels[word]
            if relation in CLAUSE_HEADS or (relation == "conj" and self.sentence.upos[word] == "VERB"):
                return word
        return i

    def _above(self, upper: int, lower: int) -> bool:
        return upper in self.sentence.ancestors(lower)

    def _distance(self, a: int, b: int) -> int:
        """Steps between two words in the tree."""
        up = [a, *self.sentence.ancestors(a)]
        for steps, word in enumerate((b, *self.sentence.ancestors(b))):
            if word in up:
                return steps + up.index(word)
        return FAR - 1
