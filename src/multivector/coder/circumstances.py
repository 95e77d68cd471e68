"""What tense and place make of an event: planned, going on, whose guest, whose court, whose crowd."""

from __future__ import annotations

from dataclasses import replace

from multivector.coder.analysis import Finder
from multivector.coder.drafts import Draft
from multivector.coder.party import Party
from multivector.language import ROOT
from multivector.lexicon.ontology import STATE_SECTORS
from multivector.model import Reason

PLACE_IS_TARGET = {"CONSULT": ("in",), "AID": ("in", "for"), "RETREAT": ("from", "in")}  # whom the place stands for
# sides of a quarrel of words that the event before may tell
ANSWERED = {"ACCUSE": ("source", "target"), "REJECT": ("source", "target"), "REQUEST": ("source",)}
VICTIMS = frozenset({"ASSAULT", "COERCE"})
INTERNAL = frozenset({"AID", "COERCE", "CONCEDE"})  # types of what states mostly do at home
OWN_AGENTS = frozenset({"", "GOV", "COP", "JUD"})
PLACE_IS_SOURCE = frozenset(
    [("COERCE", mode) for mode in ("arrest", "deport", "restrict", "censor")]
    + [("ACCUSE", None), ("ACCUSE", "investigate"), ("ASSAULT", "targeted")]
)


class Circumstances(Finder):
    """Completes the drafts of one sentence by tense and place."""

    def complete(self, draft: Draft) -> None:
        """Status by tense, and the parties that only the place names."""
        self._tense(draft)
        self._host(draft)
        self._court(draft)
        self._crowd(draft)
        self._victims(draft)
        self._own_people(draft)
        self._answered(draft)

    def _answered(self, draft: Draft) -> None:
        """A quarrel of words has two sides: whom the sentence does not name is the other party of the event before."""
        if bool(draft.source) == bool(draft.target) or len(draft.source) > 1:
            return
        side = "target" if draft.source else "source"
        if side not in ANSWERED.get(draft.type, ()) or draft.announced or self._is_spoken(draft, side):
            return
        own = {p.code for p in (*draft.source, *draft.target)}
        others = [
            Party(code, sector, reason="event-before")
            for code, sector in self.parties.context.parties
            if code not in own
        ]
        if others:
            setattr(draft, side, others[:1])
            draft.reasons.append(Reason("event-before", others[0].code))

    def _is_spoken(self, draft: Draft, side: str) -> bool:
        """Whether words of the sentence stand on a side, though nobody knows whom they name."""
        roles = self.lexicon.frames[draft.frame].slots_of(draft.trigger.pattern.words).get(side, [])
        return any(draft.fillers.get(role) for role in roles)

    def _tense(self, draft: Draft) -> None:
        """Future is planned, the present goes on; a visit that is only planned is an agreement."""
        head = draft.trigger.head
        verb = head if not self.roles.is_noun(head) else self.sentence.heads[head]
        if draft.announced:
            return
        if draft.status == "done" and verb != ROOT and self.operators.has_modal(verb, "possible"):
            draft.status = "possible"
        elif draft.status == "done" and verb != ROOT:
            future = self.roles.is_future(verb) or self.operators.has_modal(verb, "reported")
            present = self.sentence.feats[verb].get("Tense") == "Pres"
            finite = self.sentence.feats[verb].get("VerbForm") in ("Fin", None)
            related = verb == head or self.operators.kind(verb) in ("light", "occurs")
            if related and self.operators.has_condition(verb):
                draft.status = "possible"
            elif related and future:
                draft.status = "planned"
            elif related and present and finite and draft.type != "AGREE":
                draft.status = "ongoing"
        if draft.mode == "visit" and draft.planned_by_operator:
            draft.type, draft.mode, draft.status = "AGREE", None, "done"

    def _host(self, draft: Draft) -> None:
        """Who meets alone in another's country meets the host: переговоры Путина в Астане."""
        wanted = PLACE_IS_TARGET.get(draft.type)
        if not wanted or draft.target or len(draft.source) != 1 or draft.mode in ("multilateral", "resign"):
            return
        for role in wanted:
            for word in draft.fillers.get(role, []):
                found = [p for p in self.parties.all(word, places=True, owners=False) if p.code != draft.source[0].code]
                if found:
                    draft.target = found[:1]
                    draft.words["target"] = found[0].words
                    draft.reasons.append(Reason("place-is-target", self.sentence.words[word]))
                    return

    def _court(self, draft: Draft) -> None:
        """Who is arrested, tried or banned in a state is so by that state: в Великобритании задержана россиянка."""
        if draft.source or not draft.target or (draft.type, draft.mode) not in PLACE_IS_SOURCE:
            return
        word, state = self._state_of_place(draft)
        if state:
            draft.source = [replace(state, sector="GOV")]
            draft.words["source"] = state.words
            draft.reasons.append(Reason("place-is-source", self.sentence.words[word]))

    def _state_of_place(self, draft: Draft) -> tuple[int, Party | None]:
        """The first state in which it happened, with the word that says so."""
        for word in draft.fillers.get("in", []):
            for party in self.parties.all(word, places=True, owners=False):
                if party.code in self.lexicon.states:
                    return word, party
        return ROOT, None

    def _victims(self, draft: Draft) -> None:
        """People of no known side who are killed or seized are civilians of the place, else of the topic."""
        if draft.target or draft.type not in VICTIMS or not self.grammar.people:
            return
        roles = self.lexicon.frames[draft.frame].slots_of(draft.trigger.pattern.words).get("target", [])
        words = [word for role in roles for word in draft.fillers.get(role, [])]
        victims = [word for word in words if self._is_human(word)]
        if not victims or any(self.parties.all(word) for word in victims):
            return
        _, place = self._state_of_place(draft)
        state = place.code if place else self.parties.context.topic
        if state:
            draft.target = [Party(state, "CVL", tuple(victims[:1]), reason="topic")]
            draft.words["target"] = tuple(victims[:1])
            draft.reasons.append(Reason("people-of-state", state))

    def _own_people(self, draft: Draft) -> None:
        """Whom a state rescues, arrests or frees is, if only the topic tells whose he is, one of its own."""
        agents = [p for p in draft.source if p.code in self.lexicon.states and p.sector in OWN_AGENTS]
        guessed = all(p.reason == "topic" and p.sector not in STATE_SECTORS for p in draft.target)
        if draft.type not in INTERNAL or len(agents) != 1 or len(draft.source) != 1 or not guessed:
            return
        if agents[0].reason in ("named", "role", "adjective") and not self._state_of_place(draft)[1]:
            draft.target = [replace(party, code=agents[0].code) for party in draft.target]

    def _is_human(self, i: int) -> bool:
        """Whether a word names people that no list has: a name, or a word such as *people*."""
        if self.sentence.folded[i] in self.grammar.people:
            return True
        return self.sentence.upos[i] == "PROPN" and any(
            self.sentence.deprels[c] in ("flat", "nmod:desc") for c in self.sentence.children[i]
        )

    def _crowd(self, draft: Draft) -> None:
        """Protests are the people's: of the state named, of the place, of the state the text is about."""
        if draft.type != "PROTEST" or draft.mode == "boycott":
            return
        if not draft.source:
            places = [
                p
                for role in ("in", "on")
                for w in draft.fillers.get(role, [])
                for p in self.parties.all(w, places=True)
            ]
            draft.source = places[:1] or self.parties.topic()
        draft.source = [replace(p, sector="CVL") if p.sector in {"", *STATE_SECTORS} else p for p in draft.source]
