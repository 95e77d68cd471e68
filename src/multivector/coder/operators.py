"""What governs an event and turns it into another: refuse, threaten, agree, plan, deny (see `operators.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from multivector.coder.speech import Speech
from multivector.coder.triggers import find_triggers
from multivector.language import ROOT, Sentence
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.patterns import TriggerPattern
from multivector.lexicon.schema import Operator

GOVERNED = frozenset(
    {
        "xcomp",
        "ccomp",
        "obj",
        "obl",
        "iobj",
        "nsubj",
        "nsubj:pass",
        "nmod",
        "acl",
        "advcl",
        "csubj",
        "csubj:pass",
        "conj",
        "obl:agent",
    }
)
CLAUSE_NOUNS = frozenset({"conj", "nmod", "obj", "obl:agent"})  # relations of nouns that a clause may stand behind
CLAUSES = frozenset({"ccomp", "acl:relcl", "parataxis", "advcl"})
SUBJECT_RELATIONS = frozenset({"nsubj", "nsubj:pass"})
REACH = 5


@dataclass(frozen=True, slots=True)
class Governor:
    """An operator word over an event."""

    word: int
    words: tuple[int, ...]
    name: str
    operator: Operator
    negated: bool


class Operators:
    """The operators of one sentence."""

    def __init__(
        self, sentence: Sentence, lexicon: Lexicon, speech: Speech, patterns: dict[str, list[TriggerPattern]]
    ) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.speech = speech
        self.grammar = speech.grammar
        self._patterns = patterns

    @cached_property
    def _by_word(self) -> dict[int, Governor]:
        found: dict[int, Governor] = {}
        for trigger in find_triggers(self.sentence, self._patterns, self.speech):
            name = trigger.pattern.owner
            operator = self.lexicon.operators[name]
            negated = self.is_negated(trigger.head, but=trigger.words)
            found[trigger.head] = Governor(trigger.head, trigger.words, name, operator, negated)
        return found

    def over(self, i: int) -> Iterator[Governor]:
        """The operators above word i, nearest first, through light verbs and joined words."""
        sentence = self.sentence
        for _ in range(REACH):
            head, relation = sentence.heads[i], sentence.deprels[i]
            if head == ROOT or relation not in GOVERNED:
                return
            governor = self._by_word.get(head)
            if (relation == "advcl" and not self._is_complement(i)) or self._is_circumstance(i):
                return
            if relation == "conj":
                i = head
                continue
            if governor is None and self._leads_up(i):
                i = head
                continue
            if governor is None or (relation in SUBJECT_RELATIONS and not governor.operator.says_of_subject):
                return
            if self._acts(i) and governor.operator.becomes and not governor.operator.ends:
                return  # the accord encouraged others
            yield governor
            i = head

    def _leads_up(self, i: int) -> bool:
        """Whether a clause only completes the word above it: accused Iran of using its money to arm rebels."""
        relation = self.sentence.deprels[i]
        if not self.grammar.complement_marks:
            return False
        clause = relation in ("acl", "advcl", "xcomp") and self._is_complement(i)
        return clause or (relation in CLAUSE_NOUNS and any(self._is_clause_of(c, i) for c in self.sentence.children[i]))

    def _is_clause_of(self, clause: int, noun: int) -> bool:
        """Whether a clause hangs on a noun: any move to impose sanctions."""
        return clause > noun and self.sentence.deprels[clause] == "acl" and self._is_complement(clause)

    def _is_complement(self, i: int) -> bool:
        """Whether an adverbial clause completes its verb: an infinitive, or accused of attacking."""
        form = self.sentence.feats[i].get("VerbForm")
        return form == "Inf" or any(
            self.sentence.deprels[c] == "mark" and self.sentence.folded[c] in self.grammar.complement_marks
            for c in self.sentence.children[i]
            if form == "Ger"
        )

    def _is_circumstance(self, i: int) -> bool:
        """Whether a noun only says when or how: accepted the accord under Indian pressure, after the attacks."""
        marks = self.grammar.complement_marks
        spoken = self.speech.preposition(self.sentence, i) if marks and self.sentence.deprels[i] == "obl" else None
        return spoken is not None and spoken not in marks

    def at(self, i: int) -> Governor | None:
        """The operator at word i."""
        return self._by_word.get(i)

    def kind(self, i: int) -> Literal["light", "occurs", "plan", "other", "none"]:
        """What sort of operator word i is, if one."""
        governor = self._by_word.get(i)
        if governor is None:
            return "none"
        if governor.operator.light:
            return "light"
        if governor.operator.occurs:
            return "occurs"
        return "plan" if governor.operator.status == "planned" else "other"

    def control(self, i: int) -> Literal["subject", "object"]:
        """Who acts in an infinitive that word i governs."""
        governor = self._by_word.get(i)
        return governor.operator.controls if governor else "subject"

    def includes_preposition(self, i: int, noun: int) -> bool:
        """Whether the operator at word i is a phrase that ends in the preposition of a noun: call on Israel."""
        governor = self._by_word.get(i)
        return governor is not None and any(
            c in governor.words and self.sentence.deprels[c] == "case" for c in self.sentence.children[noun]
        )

    def is_negated(self, i: int, *, but: Iterable[int] = ()) -> bool:
        """Whether a negation stands at a word: не договорились, никогда не согласится; `but` are words of a phrase."""
        return any(
            child not in but
            and self.sentence.folded[child] in self.grammar.negation
            and self.sentence.deprels[child]
            in ("advmod", "neg", "aux", "root", "case", "det", "cc", "mark", "discourse")
            for child in self.sentence.children[i]
        )

    def has_modal(self, i: int, kind: Literal["possible", "reported", "unreal"]) -> bool:
        """Whether an auxiliary says that the event is only possible, or no more than a duty: may, should."""
        modals = self.grammar.modals.get(kind, ())
        return bool(modals) and any(
            self.sentence.deprels[c] == "aux" and self.sentence.folded[c] in modals and self.sentence.upos[c] != "PROPN"
            for c in self.sentence.children[i]
        )

    def _is_reported(self, i: int) -> bool:
        """Whether a clause is what somebody says: the future of its past."""
        governor = self._by_word.get(self.sentence.heads[i])
        return self.sentence.deprels[i] == "ccomp" and governor is not None and governor.operator.reports

    def has_condition(self, i: int) -> bool:
        """Whether a clause hangs on a condition: поддержит, если Киев прекратит."""
        sentence = self.sentence
        return any(
            sentence.deprels[child] == "advcl"
            and any(sentence.folded[c] in self.grammar.if_words for c in sentence.children[child])
            for child in sentence.children[i]
        )

    def is_supposed(self, i: int, *, said: bool = False) -> bool:
        """Whether the clause of a word is a condition or wish: если Киев прекратит, вывел бы войска.

        `said` tells that the word does what it says: *I would like to thank* thanks.
        """
        sentence = self.sentence
        for word in (i, *sentence.ancestors(i)[:3]):
            if said and word != i and sentence.folded[word] in self.grammar.polite:
                return False
            if self.has_modal(word, "unreal") or (self.has_modal(word, "reported") and not self._is_reported(word)):
                return True
            if self._is_awaited(word):
                return True
            for child in sentence.children[word]:
                if sentence.folded[child] in self.grammar.conditional and sentence.deprels[child] in (
                    "mark",
                    "aux",
                    "advmod",
                    "discourse",
                ):
                    return True
            if sentence.heads[word] == ROOT or self._only_does(word) or self._is_own_clause(word):
                return False
        return False

    def _is_awaited(self, i: int) -> bool:
        """Whether a word tells what may come: any attack; until Cuba undertakes reforms."""
        children = self.sentence.children[i]
        whichever = any(self.sentence.folded[c] in self.grammar.whichever for c in children)
        present = self.sentence.feats[i].get("Tense") == "Pres"
        return whichever or (present and any(self.sentence.folded[c] in self.grammar.pending for c in children))

    def _is_own_clause(self, i: int) -> bool:
        """Whether a word heads a clause that what is above it says nothing of: no infinitive of *insane to attack*."""
        above = self.sentence.heads[i]
        completes = self.speech.caseless and self.sentence.upos[above] == "ADJ" and self._is_complement(i)
        return self.sentence.deprels[i] in CLAUSES and not completes

    def _only_does(self, i: int) -> bool:
        """Whether a noun is the subject of a verb that says no more of it than what it does: the accord would help."""
        verb = self.kind(self.sentence.heads[i])
        return self._acts(i) and self.speech.has_article(self.sentence, i) and verb not in ("occurs", "plan")

    def _acts(self, i: int) -> bool:
        """Whether a noun is the subject of an active verb, in a language whose passives show."""
        return self.speech.caseless and self.sentence.deprels[i] == "nsubj"
