"""Whom a sentence leaves out because the text has told it: the other side of a quarrel, a government, own people."""

from __future__ import annotations

from dataclasses import replace

from multivector.coder.analysis import Finder
from multivector.coder.drafts import INTERNAL, Draft
from multivector.coder.party import Party
from multivector.lexicon.ontology import STATE_OR_ORGAN, STATE_SECTORS
from multivector.model import Reason

# sides of a quarrel of words that the event before may tell
ANSWERED = {"ACCUSE": ("source", "target"), "REJECT": ("source", "target"), "REQUEST": ("source",)}
FEUDS = frozenset({"ACCUSE", "ASSAULT", "SANCTION", "THREATEN"})  # types that have a target even where nobody names it
BY_FORCE = frozenset({"ASSAULT", "THREATEN"})  # of them, those whose object may be a thing: shelled a loudspeaker
AGAINST_RULERS = frozenset({"ACCUSE", "REJECT", "REQUEST", "SANCTION"})  # what rebels do, they do to their government
RULED = frozenset({"OPP", "REB"})
COUP = "seize_power"  # the frame of coups
HELPFUL = frozenset({"AID", "SUPPORT"})  # types of what others are thanked for
OWN_AGENTS = frozenset({"", "GOV", "COP", "JUD"})
ON_GROUND = frozenset({"ASSAULT", "COERCE"})  # types of what is done to things that stand somewhere
SURE = frozenset({"named", "role", "adjective"})  # ways in which an agent is known for certain


class Counterparts(Finder):
    """Completes the drafts of one sentence by what the text has told."""

    def complete(self, draft: Draft) -> None:
        """The other side where the text tells it and the sentence does not."""
        self._own_people(draft)
        self._ground(draft)
        self._same_blow(draft)
        self._answered(draft)
        self._thanked(draft)
        self._overthrown(draft)
        self._rulers(draft)
        self._rival(draft)

    def _own_people(self, draft: Draft) -> None:
        """Whom a state rescues, arrests or frees is, if only the topic tells whose he is, one of its own."""
        agents = [p for p in draft.source if p.code in self.lexicon.states and p.sector in OWN_AGENTS]
        guessed = all(p.reason == "topic" and p.sector not in STATE_SECTORS for p in draft.target)
        if draft.type not in INTERNAL or len(agents) != 1 or len(draft.source) != 1 or not guessed:
            return
        if agents[0].reason in SURE and not self.parties.state_of_place(draft.fillers)[1]:
            draft.target = [replace(party, code=agents[0].code) for party in draft.target]

    def _ground(self, draft: Draft) -> None:
        """Who attacks or seizes a thing in a state does so to that state: bombed a camp in Pakistan."""
        words = self.side_words(draft, "target")
        if draft.type not in ON_GROUND or draft.target or not words or self._is_somebody(draft, "target"):
            return
        places = [c for word in words for c in self.sentence.children[word] if self.sentence.deprels[c] == "nmod"]
        inside = [c for c in places if self.speech.speaks(self.sentence, c, "in", "of")]
        inside += draft.fillers.get("in", [])
        if not self.speech.caseless:  # only a territory is said to be hit: целям на территории Украины
            grounds = [c for c in inside if self.sentence.folded[c] in self.grammar.grounds]
            inside = [c for ground in grounds for c in self.sentence.children[ground]]
        _, state = self.parties.state_of_place({"in": inside})
        if state and not any(p.code == state.code and p.sector in STATE_OR_ORGAN for p in draft.source):
            draft.target = [replace(state, sector="", reason="owner")]

    def _same_blow(self, draft: Draft) -> None:
        """Who was killed in the attack was so by whoever, as the text has told, attacked."""
        known = self.parties.context.attacker
        if draft.type != "ASSAULT" or draft.source or not draft.fillers.get("passive") or known is None:
            return
        blows = [word for word in draft.fillers.get("in", []) if self.sentence.folded[word] in self.grammar.blows]
        if any(self._is_definite(word) and not self.parties.all(word) for word in blows):
            draft.source = [Party(*known, reason="event-before")]

    def _is_definite(self, i: int) -> bool:
        """Whether an article says that a noun is known, and nothing says more of it."""
        described = any(self.sentence.deprels[c] not in ("det", "case", "punct") for c in self.sentence.children[i])
        return self.speech.has_article(self.sentence, i) and not described

    def _answered(self, draft: Draft) -> None:
        """A quarrel of words has two sides: whom the sentence does not name is the other party of the event before."""
        several = len(draft.source) > 1 and draft.type != "REJECT"
        if bool(draft.source) == bool(draft.target) or several:
            return
        side = "target" if draft.source else "source"
        if side not in ANSWERED.get(draft.type, ()) or draft.announced or self.side_words(draft, side):
            return
        own, before = {p.code for p in (*draft.source, *draft.target)}, self.parties.context.parties
        others = [Party(code, sector, reason="event-before") for code, sector in before if code not in own]
        took_part = len(others) < len(before)  # who answers was in it: Spain, too, refused answers nobody
        if others and took_part:
            setattr(draft, side, others[:1])
            draft.reasons.append(Reason("event-before", others[0].code))

    def _thanked(self, draft: Draft) -> None:
        """Who is thanked for help has given it to who thanks."""
        noun = draft.trigger.head
        verb = self.sentence.heads[noun]
        if draft.type not in HELPFUL or draft.target or not draft.source or not self.roles.is_noun(noun):
            return
        if self.sentence.deprels[noun] != "obl" or not self.speech.speaks(self.sentence, noun, "for"):
            return
        helped = [p for word in self.roles.subject_of(verb) for p in self.parties.all(word)]
        draft.target = [p for p in helped if p.code not in {s.code for s in draft.source}]

    def _overthrown(self, draft: Draft) -> None:
        """Who seizes power takes it from the government of his state: the coup of Nepal's king."""
        if draft.frame != COUP or len(draft.source) + len(draft.target) != 1:
            return
        party = (draft.source or draft.target)[0]
        if party.code in self.lexicon.states and party.sector in STATE_OR_ORGAN | RULED:
            draft.source = [
                replace(source, sector="" if source.sector == "GOV" else source.sector) for source in draft.source
            ]
            draft.target = [replace(party, sector="GOV", reason="role" if draft.source else party.reason)]
            draft.to_itself = False

    def _rulers(self, draft: Draft) -> None:
        """What the rebels or the opposition of a state demand or refuse, they demand of its government."""
        if draft.type not in AGAINST_RULERS or draft.target or len(draft.source) != 1:
            return
        party = draft.source[0]
        if party.sector in RULED and party.code in self.lexicon.states and not self.side_words(draft, "target"):
            draft.target = [Party(party.code, "GOV", reason="rulers")]

    def _rival(self, draft: Draft) -> None:
        """In a text about two states the one that attacks or accuses means the other."""
        rivals = self.parties.context.rivals
        if draft.type not in FEUDS or draft.target or len(draft.source) != 1 or draft.source[0].code not in rivals:
            return
        party = draft.source[0]
        known = party.reason in SURE or party.reason == "pronoun"
        if party.sector not in STATE_OR_ORGAN or not known or self._is_somebody(draft, "target"):
            return
        if draft.type not in BY_FORCE and self.side_words(draft, "target"):
            return
        draft.target = [Party(code, reason="rival") for code in rivals if code != party.code]

    def _is_somebody(self, draft: Draft, side: str) -> bool:
        """Whether the words on a side name somebody, though nobody knows whom: a name, a role, a pronoun, people."""
        return any(
            self.sentence.upos[word] in ("PROPN", "PRON")
            or self.parties.mentions.at(word)
            or self.sentence.folded[word] in self.grammar.people
            for word in self.side_words(draft, side)
        )
