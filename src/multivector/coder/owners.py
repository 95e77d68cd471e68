"""Whom things and roles belong to: by adjective, genitive, place, maker or example."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from multivector.coder.context import Context
from multivector.coder.mentions import HYPHENS, Mention, Mentions
from multivector.coder.party import Party, distinct
from multivector.coder.pronouns import Pronouns
from multivector.coder.references import References
from multivector.coder.speech import Speech
from multivector.language import Sentence
from multivector.lexicon.lexicon import Lexicon

DEEPEST = 4  # owners of owners that are looked at
NAMES = frozenset({"state", "capital", "metonym", "organisation", "group", "given"})
DESCRIBES = frozenset({"nmod:desc", "compound"})  # how what somebody is hangs on his name
PLACES = frozenset({"state", "city", "capital"})
ADJECTIVE_RELATIONS = frozenset({"amod", "nmod", "appos", "compound"})
DESCRIPTIONS = frozenset({"nmod:desc", "compound", "flat", "amod", "appos"})  # how a title hangs on a name


class Owners(ABC):
    """The owners of one sentence's nouns; whom a word itself names, a subclass says."""

    sentence: Sentence
    mentions: Mentions
    context: Context
    lexicon: Lexicon
    speech: Speech
    pronouns: Pronouns
    references: References

    @abstractmethod
    def _one(self, i: int, owners: bool, depth: int) -> list[Party]:
        """The parties that a word names."""

    @abstractmethod
    def _role(self, mention: Mention, depth: int) -> list[Party]:
        """The parties that a role noun names."""

    @abstractmethod
    def person(self, i: int) -> list[Party]:
        """The person whom a word names."""

    def owners(self, mention: Mention, depth: int = 0) -> list[Party]:
        """The states or organisations that a role belongs to, by adjective, genitive or place."""
        parties: list[Party] = []
        for i in mention.words():
            parties += self._owners_of_word(i, depth, places=self.lexicon.roles[mention.candidate.key].kind != "body")
        if not parties and self.sentence.deprels[mention.head] == "conj":
            # президенты и министры России: the last of the joined words carries the genitive
            parties = self._owners_of_word(self.sentence.heads[mention.head], depth, places=False)
        if not parties and self.sentence.deprels[mention.head] in DESCRIPTIONS:
            name = self.sentence.heads[mention.head]  # Iranian envoy Ali Larijani: the adjective may hang on the name
            parties = self._owners_of_word(name, depth, places=False) if self.sentence.upos[name] == "PROPN" else []
        return distinct(parties)

    def _owners_of_word(self, i: int, depth: int, *, places: bool) -> list[Party]:
        """Whose word i is: by adjective (российский), genitive (России), or place (в России) where `places` says so."""
        parties: list[Party] = []
        inside = self.mentions.at(i)
        for child in self.sentence.children[i]:
            mention = self.mentions.at(child)
            if mention is None or mention is inside:
                parties += self._unlisted_owner(child) if mention is None else []
                if (
                    mention is None
                    and self.speech.caseless
                    and self.sentence.deprels[child] in DESCRIBES
                    and depth < DEEPEST
                ):
                    parties += self._owners_of_word(child, depth + 1, places=False)  # the Russian agency Roskosmos
                continue
            kind, relation = mention.candidate.kind, self.sentence.deprels[child]
            if self._only_makes(child):
                continue
            if kind == "adjective" and relation in ADJECTIVE_RELATIONS:
                parties += [Party(c.code, "", (child,)) for c in (*mention.partners, mention.candidate)]
            elif kind == "city" and relation == "compound":
                parties += self._owners_of_word(child, depth + 1, places=False)  # the NATO Istanbul summit
            elif self.speech.owns(self.sentence, child):
                pronoun = kind == "pronoun"
                parties += self.pronouns.possessor(child) if pronoun else self._genitive(child, mention, depth)
            elif self._serves(child, inside):
                parties += self._genitive(child, mention, depth)
            elif (
                places
                and kind in PLACES
                and self.speech.speaks(self.sentence, child, "in", "from")
                and relation in ("nmod", "obl")
            ):
                parties.append(Party(mention.candidate.code, "", (child,), 0.9))
        named = [party for party in parties if party.reason != "pronoun"]
        return named if named and self.speech.caseless else parties  # his British counterpart is Britain's

    def _unlisted_owner(self, i: int) -> list[Party]:
        """Whom a word that no list has makes an owner: a possessive, a place of origin, a name explained before."""
        known = self.pronouns.possessor(i) or self._based(i)
        if known or not self.speech.caseless or self.sentence.deprels[i] != "compound":
            return known
        name = self._known_name(i) if self.sentence.upos[i] == "PROPN" else None
        return [name] if name else []

    def _known_name(self, i: int) -> Party | None:
        """Whom a name belongs to that the text has explained before; what only the topic told stays a guess."""
        known = self.context.names.get(self.sentence.folded[i])
        if known is None:
            return None
        party = Party(*known, (i,), 0.9, "explained before")
        return replace(party, reason="topic") if self.sentence.folded[i] in self.context.guessed_names else party

    def _only_makes(self, i: int) -> bool:
        """Whether a name says who does what a participle tells: Iranian-backed rebels are not Iran's."""
        behind = self.sentence.words[i + 1 : i + 3]
        behind = behind[1:] if behind[:1] and behind[0] in HYPHENS else behind[:1]
        grammar = self.speech.grammar
        return any(word.lower() in grammar.agentive and word.lower() not in grammar.located for word in behind)

    def _based(self, i: int) -> list[Party]:
        """Where somebody is from, as a participle says: Pakistan-based militants."""
        if self.sentence.words[i].lower() not in self.speech.grammar.located:
            return []
        found = (self.mentions.at(c) for c in self.sentence.children[i] if self.sentence.deprels[c] == "compound")
        return [Party(m.candidate.code, "", tuple(m.words())) for m in found if m and m.candidate.kind in PLACES]

    def _serves(self, i: int, role: Mention | None) -> bool:
        """Whether a word names whom its head works for (a spokesman for the ministry), or who made it (by)."""
        spoken, known = self.speech.preposition(self.sentence, i), self.speech.grammar.owner_prepositions
        if self.sentence.deprels[i] not in ("nmod", "obl") or spoken not in known:
            return False
        makers = self.speech.grammar.maker_prepositions
        if role is None:
            return spoken in makers  # a call from Iran
        return role.candidate.kind == "role" and spoken not in makers[:1]

    def _genitive(self, child: int, mention: Mention, depth: int) -> list[Party]:
        """The owner that a bare genitive names."""
        kind = mention.candidate.kind
        if kind == "person" and self.speech.caseless:
            return self.person(child)  # the Karzai government
        if kind in NAMES:
            partners = [Party(c.code, "", (child,)) for c in mention.partners]  # the Iran-Iraq war
            return [*partners, *(owner(joined) for joined in self._joined_mentions(child))]
        if kind == "role" and self.sentence.deprels[child] in ("nmod", "nmod:poss", "compound") and depth < 3:
            return self._role(mention, depth + 1)
        if kind == "city" and self.sentence.deprels[child] != "compound":
            return [Party(mention.candidate.code, "", (child,), 0.95)]
        return []

    def _examples(self, i: int, depth: int) -> list[Party]:
        """Those whom a noun stands for: groups such as Hamas, neighbours including Iran."""
        return [
            party
            for child in self.sentence.children[i]
            if self.speech.preposition(self.sentence, child) in self.speech.grammar.examples_open
            for word in (child, *self._joined_to(child))
            for party in self._one(word, False, depth + 1)
        ]

    def _joined_to(self, i: int) -> list[int]:
        """What is joined to a word by *and*; in English not what has a preposition that the word lacks."""
        joined = [c for c in self.sentence.children[i] if self.sentence.deprels[c] == "conj"]
        if not self.speech.caseless or self.speech.preposition(self.sentence, i) is not None:
            return joined
        return [c for c in joined if self.speech.preposition(self.sentence, c) is None]

    def _joined_mentions(self, i: int) -> list[Mention]:
        """The mention at a word and those joined to it by *and*."""
        found = [self.mentions.at(i)]
        found += [self.mentions.at(c) for c in self.sentence.children[i] if self.sentence.deprels[c] == "conj"]
        return [mention for mention in found if mention and mention.candidate.kind in NAMES]

    def _of_owner(self, i: int, depth: int) -> list[Party]:
        """A thing stands for its owner: the ships of Japan, Israeli planes."""
        parties = self._owners_of_word(i, depth + 1, places=False)
        human = self.sentence.feats[i].get("Animacy") == "Anim" or self.sentence.folded[i] in self.speech.grammar.people
        if human and self.sentence.upos[i] == "NOUN":
            states = [party for party in parties if party.code in self.lexicon.states]
            team = self.sentence.folded[i] in self.speech.grammar.collectives
            parties = [replace(party, sector="CVL") for party in states] or (parties if team else [])
            for party in parties[:1]:
                self.references.learn(i, party)
        elif self.sentence.upos[i] == "NOUN" and self.sentence.folded[i] in self.speech.grammar.bodies:
            parties = [self._not_the_state(party, i) for party in parties]
        if not parties and depth < 3:
            for child in self.sentence.children[i]:
                if (
                    self.sentence.deprels[child] in ("nmod", "nmod:poss")
                    and self.speech.owns(self.sentence, child)
                    and self.sentence.feats[child].get("Case") in ("Gen", None)
                ):
                    parties += self._one(child, True, depth + 1)
        parties = parties or self._makers(i)
        return [replace(party, sure=party.sure * 0.9, reason="owner") for party in parties]

    def _not_the_state(self, party: Party, i: int) -> Party:
        """Who a group is that a state's name stands before: Iraqi groups are not Iraq."""
        state = party.code in self.lexicon.states and not party.sector
        return replace(party, sector="CVL") if state and party.words and party.words[-1] < i else party

    def _makers(self, i: int) -> list[Party]:
        """Whose deed a thing is: the progress made by Albania."""
        return [
            party
            for clause in self.sentence.children[i]
            if self.sentence.deprels[clause] == "acl"
            for agent in self.sentence.children[clause]
            if self.sentence.deprels[agent] == "obl:agent" and (mention := self.mentions.at(agent))
            for party in (
                self._role(mention, 1) if self._is_made(clause, mention) else self._genitive(agent, mention, 1)
            )
        ]

    def _is_made(self, participle: int, maker: Mention) -> bool:
        """Whether an office has made a thing, as a participle says: an appeal filed by the ministry."""
        return (
            maker.candidate.kind == "role" and self.sentence.words[participle].lower() in self.speech.grammar.agentive
        )


def owner(mention: Mention) -> Party:
    """The party that a name alone names."""
    state, _, sector = mention.candidate.code.partition(".")
    return Party(state, sector, tuple(mention.words()))
