"""Whom pronouns mean: he, they, its, we."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from multivector.coder.context import Context
from multivector.coder.mentions import Mentions
from multivector.coder.party import Party
from multivector.coder.speech import Speech
from multivector.language import ROOT, Sentence

OBJECTS = ("obj", "iobj", "obl")
# whom *they* may mean though they are named in the singular
MANY = frozenset({"group", "organisation", "people", "metonym"})


@dataclass(frozen=True)
class Pronouns:
    """Resolves the pronouns of one sentence.

    `one` gives the parties that a word names, `topic` the state that the text is about.
    """

    sentence: Sentence
    mentions: Mentions
    context: Context
    speech: Speech
    one: Callable[[int], list[Party]]
    topic: Callable[[], list[Party]]

    def meant_by(self, i: int) -> list[Party]:
        """He, she, they: who acted last."""
        grammar = self.speech.grammar
        if self.sentence.deprels[i] == "nmod:poss":
            return self.possessor(i)
        if self.sentence.folded[i] in grammar.speakers and self.sentence.upos[i] == "PRON":
            return self._speaker(i)
        if self.sentence.folded[i] not in grammar.pronouns or self.sentence.upos[i] != "PRON":
            return []
        for noun in self._antecedents(i):  # президент заявил, что он ...
            if self._is_known(noun) and self._may_be_meant(i, noun):
                return [replace(party, reason="pronoun") for party in self.one(noun)[:1]]
            if self._is_stranger(i, noun):
                return []  # Jones said he had left: he is nobody whom the text has named before
        last = self._last(i)
        if last and self._may_be_meant(i, None):
            return [Party(*last, (i,), 0.8, "pronoun")]
        return []

    def _last(self, i: int) -> tuple[str, str] | None:
        """Who acted last, of those whom a pronoun may mean: it is no person, he is no state."""
        if self._is_of_thing(i):
            return self.context.thing
        return self.context.person if self.speech.caseless and not self._is_plural(i) else self.context.subject

    def _antecedents(self, i: int) -> list[int]:
        """Nouns before a pronoun that it may mean, the likeliest first: subjects of the clauses above it.

        An object never means the subject of its own clause (after kidnapping him), rather the object of one above.
        """
        relations = self.sentence.deprels
        is_object = self.speech.caseless and relations[i] in OBJECTS
        found: list[int] = []
        for head in self.sentence.ancestors(i)[1:]:
            before = [child for child in self.sentence.children[head] if child < i]
            subjects = [child for child in before if relations[child] == "nsubj"]
            if not is_object:
                found += subjects
            else:
                found += [child for child in before if relations[child] in (*OBJECTS, "nsubj:pass")]
                is_object = not subjects
        return found

    def _speaker(self, i: int) -> list[Party]:
        """Whom *we* means: who is quoted (the minister said: "We urge ..."), else whom the text speaks for."""
        for head in self.sentence.ancestors(i)[1:]:
            for child in self.sentence.children[head]:
                if (
                    self.sentence.deprels[child] == "nsubj"
                    and self.sentence.folded[child] not in self.speech.grammar.speakers
                ):
                    parties = self.one(child)[:1]
                    if parties:
                        return [replace(party, reason="pronoun") for party in parties]
        told = self._is_plural(i) or self.context.address
        return [replace(party, words=(i,)) for party in self.topic()] if told else []

    def _may_be_meant(self, pronoun: int, noun: int | None) -> bool:
        """Whether a pronoun in the plural may stand for a noun, or for who acted last: *they* is no single state."""
        if not self.speech.caseless:
            return True
        if not self._is_plural(pronoun):
            if not self._is_of_thing(pronoun) and noun is not None and self._is_name(noun):
                return False  # he is no state
            return noun is None or not self._is_plural(noun) or self._is_name(noun)
        if noun is None:
            return self.context.plural
        mention = self.mentions.at(noun)
        if mention and mention.candidate.kind in MANY:
            return True
        joined = any(self.sentence.deprels[c] == "conj" for c in self.sentence.children[noun])
        return joined or self._is_plural(noun)

    def _is_plural(self, i: int) -> bool:
        return self.sentence.feats[i].get("Number") == "Plur"

    def _is_of_thing(self, pronoun: int) -> bool:
        """Whether a pronoun means no person: it, its."""
        return self.sentence.folded[pronoun] in self.speech.grammar.thing_pronouns

    def _is_known(self, noun: int) -> bool:
        """Whether a noun is somebody whom the lexicon knows, or a name that a title or the text explains."""
        if self.mentions.at(noun):
            return True
        return self.speech.caseless and self.sentence.upos[noun] == "PROPN" and bool(self.one(noun))

    def _is_stranger(self, pronoun: int, noun: int) -> bool:
        """Whether a name that nobody knows is whom a singular pronoun means."""
        person = not self._is_of_thing(pronoun) and not self._is_plural(pronoun)
        name = self.sentence.upos[noun] == "PROPN" and self.sentence.deprels[noun] == "nsubj"
        return self.speech.caseless and person and name and not self._is_known(noun)

    def _is_name(self, noun: int) -> bool:
        """Whether a word in the plural names one thing: the United States."""
        mention = self.mentions.at(noun)
        return mention is not None and mention.candidate.kind in ("state", "organisation", "group", "metonym")

    def possessor(self, i: int) -> list[Party]:
        """Whom *its*, *their* mean: who is thanked, the subject of the clause, the state named last, who acted last."""
        if self.sentence.words[i].lower() not in self.speech.grammar.possessive_pronouns:
            return []
        if thanked := self._thanked(i):
            return [replace(party, reason="pronoun") for party in self.one(thanked)[:1]]
        for head in self.sentence.ancestors(i):
            for child in self.sentence.children[head]:
                subject = self.sentence.deprels[child] in ("nsubj", "nsubj:pass") and child < i
                if subject and i not in self.sentence.subtree(child) and self._is_known(child):
                    return [replace(party, reason="pronoun") for party in self.one(child)[:1]]
        if near := self._state_before(i):
            return [replace(party, reason="pronoun") for party in self.one(near)[:1]]
        last = self._last_owner(i)
        return [Party(*last, (i,), 0.8, "pronoun")] if last else []

    def _last_owner(self, i: int) -> tuple[str, str] | None:
        """Who acted last, whom a possessive may mean: *his* is a person's."""
        person = self.speech.caseless and self.sentence.folded[i] in self.speech.grammar.personal_pronouns
        return self.context.person if person else self.context.subject

    def _state_before(self, i: int) -> int | None:
        """The state that the sentence names last before *its*, where no subject is who has it: fired at Israel."""
        if not self.speech.caseless or not self._is_of_thing(i):
            return None
        before = (m for m in reversed(self.mentions.all) if m.last < i)
        return next((m.head for m in before if m.candidate.kind == "state"), None)

    def _thanked(self, i: int) -> int | None:
        """The object of the verb where *its* stands in the reason: thanked China for its help."""
        noun = self.sentence.heads[i]
        if not self.speech.caseless or noun == ROOT or self.sentence.deprels[noun] != "obl":
            return None
        if not self.speech.speaks(self.sentence, noun, "for"):
            return None
        beside = self.sentence.children[self.sentence.heads[noun]]
        objects = (c for c in beside if self.sentence.deprels[c] == "obj" and c < i)
        return next((c for c in objects if self._is_known(c) and self._agrees(i, c)), None)

    def _agrees(self, pronoun: int, noun: int) -> bool:
        """Whether a possessive may stand for a noun by its number."""
        return self._is_name(noun) or self._is_plural(pronoun) == self._is_plural(noun)
