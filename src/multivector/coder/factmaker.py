"""What all builders of facts share: the fact itself, and words of the sentence as states, organisations, phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from multivector.coder.analysis import Finder
from multivector.coder.attachment import Fillers
from multivector.coder.offices import nominative_phrase
from multivector.coder.owners import PLACES
from multivector.coder.party import Party
from multivector.coder.triggers import Trigger, shown_words
from multivector.lexicon.schema import Frame
from multivector.model import Fact, Reason

BASE_CONFIDENCE = 0.7
BEFORE_NOUN = frozenset({"amod", "det", "nummod"})
NAME_PARTS = frozenset({"flat:name", "flat", "flat:foreign", "compound"})
BEGINS = "begins"  # reason of a fact that holds from its time on


@dataclass
class Match:
    """A fact's frame at a trigger, with what fills its roles."""

    trigger: Trigger
    frame: Frame
    fillers: Fillers

    @property
    def slots(self) -> Mapping[str, list[str]]:
        """Slot -> roles: the trigger words' own, else the frame's."""
        return self.frame.slots_of(self.trigger.pattern.words)

    @property
    def fixed(self) -> Mapping[str, str]:
        """The slots that the words decide."""
        words = self.trigger.pattern.words
        return {**self.frame.fixed, **(words.fixed if words else {})}

    def words(self, slot: str) -> list[int]:
        """The words that may fill a slot, in the order of the slot's roles."""
        return [word for role in self.slots.get(slot, []) for word in self.fillers.get(role, [])]


class FactMaker(Finder):
    """Base of the builders of facts."""

    def fact(
        self, match: Match, slots: Mapping[str, object], used: Mapping[str, Iterable[int]], sure: float = 1.0
    ) -> Fact:
        start, end = self.sentence.words_span(shown_words(match.trigger))
        evidence = {"trigger": (start, end)}
        for slot, words in used.items():
            if listed := sorted(set(words)):
                evidence[slot] = self.sentence.words_span(listed)
        return Fact(
            fact=str(match.frame.fact),
            slots=dict(slots),
            start=start,
            end=end,
            trigger=self.sentence.text_of(start, end),
            sentence=self.sentence.span,
            confidence=BASE_CONFIDENCE * sure,
            frame=match.trigger.pattern.owner,
            evidence=evidence,
            reasons=(
                Reason(f"frame:{match.trigger.pattern.owner}", match.trigger.pattern.phrase),
                *self._begins(match),
            ),
        )

    def _begins(self, match: Match) -> Iterator[Reason]:
        """A finished act of taking office begins what the fact says: возглавил правительство в 2009 году."""
        verb = match.trigger.head
        feats = self.sentence.feats[verb]
        finished = feats.get("Aspect") == "Perf" or ("Aspect" not in feats and feats.get("Tense") == "Past")
        if match.frame.fact == "office" and finished:
            yield Reason(BEGINS, self.sentence.words[verb])

    def parties_of(self, words: Iterable[int], *, places: bool = False) -> list[Party]:
        found: list[Party] = []
        for word in words:
            found += self.parties.all(word, places=places)
        return found

    def states(self, words: Iterable[int]) -> list[Party]:
        return [party for party in self.parties_of(words) if party.code in self.lexicon.states]

    def organisations(self, words: Iterable[int]) -> list[Party]:
        """Organisations named at the words or listed after them."""
        found: list[Party] = []
        for word in words:
            for inner in self.sentence.subtree(word):
                mention = self.parties.mentions.at(inner)
                if mention and mention.head == inner and mention.candidate.kind == "organisation":
                    found.append(Party(mention.candidate.code, "", tuple(mention.words())))
            known = self.parties.context.organisation
            if (
                not found
                and known
                and self.sentence.upos[word] == "PRON"
                and self.sentence.folded[word] in self.grammar.pronouns
            ):
                found.append(Party(known, "", (word,), 0.8, "pronoun"))
        return found

    def kind_of(self, i: int, kinds: dict[str, list[str]]) -> str | None:
        lemma = self.sentence.folded[i]
        return next((kind for kind, words in kinds.items() if lemma in words), None)

    def phrase(self, i: int, *, whole: bool = False) -> str:
        """A noun phrase for people, in the nominative; without clauses. `whole` keeps what follows the noun."""
        mention = self.parties.mentions.at(i)
        if mention and mention.candidate.kind in PLACES and not whole:
            return mention.candidate.word
        keep = {i}
        for child in self.sentence.children[i]:
            relation = self.sentence.deprels[child]
            under = self.speech.speaks(self.sentence, child, "under")
            following = whole and relation in ("nmod", "appos", "obl", "amod") and not under
            if (relation in BEFORE_NOUN and child < i) or relation in NAME_PARTS or (following and child > i):
                keep |= set(self._without_clauses(child))
        return nominative_phrase(self.sentence, i, sorted(keep))

    def _without_clauses(self, i: int) -> list[int]:
        """Word i and what depends on it, up to a clause or a bracket."""
        words = []
        for word in self.sentence.subtree(i):
            above = [word, *self.sentence.ancestors(word)]
            if any(
                self.sentence.deprels[w] in ("acl", "acl:relcl", "advcl")
                for w in above[: above.index(i) + 1 if i in above else 0]
            ):
                continue
            if self.sentence.words[word] == "(":
                break
            words.append(word)
        return words

    def is_place(self, i: int) -> bool:
        mention = self.parties.mentions.at(i)
        return bool(mention and mention.candidate.kind in PLACES)
