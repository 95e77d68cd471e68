"""Whom a noun means that stands for a party named before: the group, the Tigers, the two countries, the girls."""

from __future__ import annotations

from dataclasses import dataclass

from multivector.coder.context import Context
from multivector.coder.mentions import BODIES, Mention, Mentions
from multivector.coder.party import Party
from multivector.coder.speech import Speech
from multivector.language import Sentence

STATES = frozenset({"state", "adjective", "capital"})
DESCRIBED = frozenset({"amod", "compound", "flat", "nmod:poss", "nummod"})  # how another name or thing is told apart
REASON = "role-before"


@dataclass(frozen=True)
class References:
    """Resolves the definite nouns of one sentence of a language that has articles."""

    sentence: Sentence
    mentions: Mentions
    context: Context
    speech: Speech

    def meant_by(self, i: int) -> list[Party]:
        """Whom a noun without a name of its own means; nobody unless an article says that he is known."""
        if not self.speech.caseless or self.sentence.upos[i] not in ("NOUN", "PROPN"):
            return []
        return self._pair(i) or self._body(i) or self._short_name(i) or self._known_noun(i)

    def remember(self) -> None:
        """Keeps the names of the sentence for the next ones."""
        if not self.speech.caseless:
            return
        for mention in self.mentions.all:
            code, _, sector = mention.candidate.code.partition(".")
            if mention.candidate.kind in BODIES:
                self.context.body = (code, sector or mention.candidate.sector)
                if mention.last > mention.first:
                    self.context.short_names[self.sentence.folded[mention.head]] = self.context.body
            if mention.candidate.kind in STATES:
                self.context.states = [*(c for c in self.context.states if c != code), code][-2:]

    def learn(self, i: int, party: Party) -> None:
        """Remembers whose people a noun has named: Afghan girls are the girls further on."""
        if self.speech.caseless and self._is_people(i):
            self.context.people[self.sentence.folded[i]] = (party.code, party.sector)

    def _before(self, i: int, kinds: frozenset[str]) -> list[Mention]:
        return [m for m in self.mentions.all if m.last < i and m.candidate.kind in kinds and m.candidate.code]

    def _is_alone(self, i: int) -> bool:
        """Whether nothing but an article describes a noun."""
        return all(
            self.sentence.deprels[c] in ("det", "punct", "case", "conj", "cc") for c in self.sentence.children[i]
        )

    def _is_described(self, i: int) -> bool:
        return any(self.sentence.deprels[c] in DESCRIBED for c in self.sentence.children[i])

    def _is_people(self, i: int) -> bool:
        return self.sentence.upos[i] == "NOUN" and self.sentence.folded[i] in self.speech.grammar.people

    def _pair(self, i: int) -> list[Party]:
        """The two states that were named last: both countries, the two sides."""
        counted = any(self.sentence.folded[c] in self.speech.grammar.both for c in self.sentence.children[i])
        if not counted or self.sentence.folded[i] not in self.speech.grammar.sides:
            return []
        named = [*self.context.states, *(m.candidate.code for m in self._before(i, STATES))]
        codes = list(dict.fromkeys(reversed(named)))[:2]
        return [Party(code, "", (i,), 0.8, REASON) for code in reversed(codes)] if len(codes) == 2 else []

    def _body(self, i: int) -> list[Party]:
        """The group or organisation that was named last: the group, the movement."""
        single = self.sentence.feats[i].get("Number") != "Plur"
        if self.sentence.folded[i] not in self.speech.grammar.bodies or not (
            single and self.speech.has_article(self.sentence, i)
        ):
            return []
        if not self._is_alone(i):
            return []
        before = self._before(i, BODIES)
        if before:
            code, _, sector = before[-1].candidate.code.partition(".")
            return [Party(code, sector or before[-1].candidate.sector, (i,), 0.9, REASON)]
        return [Party(*self.context.body, (i,), 0.9, REASON)] if self.context.body else []

    def _short_name(self, i: int) -> list[Party]:
        """A name that the text has given in full: the Tigers, the Brotherhood."""
        known = self.context.short_names.get(self.sentence.folded[i])
        capital = i > 0 and self.sentence.words[i][:1].isupper()
        if known and capital and self.speech.has_article(self.sentence, i) and not self._is_described(i):
            return [Party(*known, (i,), 0.9, "explained before")]
        return []

    def _known_noun(self, i: int) -> list[Party]:
        """People whose state the text has named with the same noun: the girls."""
        known = self.context.people.get(self.sentence.folded[i]) if self._is_people(i) else None
        return [Party(*known, (i,), 0.9, REASON)] if known and self.speech.has_article(self.sentence, i) else []
