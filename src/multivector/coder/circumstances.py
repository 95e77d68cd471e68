"""What tense and place make of an event: planned, going on, whose guest, whose court, whose crowd."""

from __future__ import annotations

from dataclasses import replace

from multivector.coder.analysis import Analysis, Finder
from multivector.coder.counterparts import Counterparts
from multivector.coder.drafts import Draft
from multivector.coder.party import Party
from multivector.language import ROOT
from multivector.lexicon.ontology import STATE_OR_ORGAN
from multivector.model import Reason

PLACE_IS_TARGET = {"CONSULT": ("in",), "AID": ("in", "for"), "RETREAT": ("from", "in")}  # whom the place stands for
ENTRY = frozenset({"deny_entry"})  # frames of keeping people out
RELEASE = "release"  # the frame of those who are freed
SAID_ONCE = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN"})  # types of which the English present tells one act
VICTIMS = frozenset({"ASSAULT", "COERCE"})
PLACE_IS_SOURCE = frozenset(
    [("COERCE", mode) for mode in ("arrest", "deport", "restrict", "censor")]
    + [("ACCUSE", None), ("ACCUSE", "investigate"), ("ASSAULT", "targeted")]
)


class Circumstances(Finder):
    """Completes the drafts of one sentence by tense and place."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(analysis)
        self._others = Counterparts(analysis)

    def complete(self, draft: Draft) -> None:
        """Status by tense, and the parties that only the place names."""
        self._tense(draft)
        self._host(draft)
        self._court(draft)
        self._gatekeeper(draft)
        self._crowd(draft)
        self._victims(draft)
        self._others.complete(draft)

    def _tense(self, draft: Draft) -> None:
        """Future is planned, the present goes on; a visit that is only planned is an agreement."""
        head = draft.trigger.head
        verb = head if not self.roles.is_noun(head) else self.sentence.heads[head]
        if draft.announced:
            return
        if draft.status == "done" and any(self.operators.kind(c) == "plan" for c in self._attributes(head)):
            draft.status = "planned"  # the proposed agreement
        if draft.status == "done" and verb != ROOT and self.operators.has_modal(verb, "possible"):
            draft.status = "possible"
        elif draft.status == "done" and verb != ROOT:
            future = self.roles.is_future(verb) or self.operators.has_modal(verb, "reported")
            related = verb == head or self.operators.kind(verb) in ("light", "occurs")
            if related and self.operators.has_condition(verb):
                draft.status = "possible"
            elif related and future:
                draft.status = "planned"
            elif related and draft.type != "AGREE" and self._goes_on(verb, draft):
                draft.status = "ongoing"
        if draft.mode == "visit" and draft.planned_by_operator:
            draft.type, draft.mode, draft.status = "AGREE", None, "done"

    def _attributes(self, i: int) -> list[int]:
        if not self.roles.is_noun(i):
            return []
        return [c for c in self.sentence.children[i] if self.sentence.deprels[c] == "amod"]

    def _goes_on(self, verb: int, draft: Draft) -> bool:
        """Whether a verb tells what goes on: the present, but not in English headlines nor of what is said once."""
        finite = self.sentence.feats[verb].get("VerbForm") in ("Fin", None)
        present = self.sentence.feats[verb].get("Tense") == "Pres"
        if not self.speech.caseless:
            return present and finite
        be = [c for c in self.sentence.children[verb] if self.sentence.deprels[c] in ("aux", "cop")]
        is_now = any(self.sentence.feats[c].get("Tense") == "Pres" for c in be)
        if self.sentence.words[verb].endswith("ing") or self.sentence.upos[verb] == "ADJ":
            return is_now  # is shooting, has been shooting, is critical
        headline = self.sentence.words[-1][-1:].isalnum()
        return present and finite and not be and not headline and draft.type not in SAID_ONCE

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
                    draft.reasons.append(Reason("place-is-target", self.sentence.words[word]))
                    return

    def _court(self, draft: Draft) -> None:
        """Who is arrested, tried or banned in a state is so by that state: в Великобритании задержана россиянка."""
        if draft.source or not draft.target or (draft.type, draft.mode) not in PLACE_IS_SOURCE:
            return
        word, state = self.parties.state_of_place(draft.fillers)
        if state:
            draft.source = [replace(state, sector="GOV")]
            draft.reasons.append(Reason("place-is-source", self.sentence.words[word]))

    def _gatekeeper(self, draft: Draft) -> None:
        """Who is kept out of a state is so by that state: were denied visas to enter the United States."""
        if draft.source or draft.frame not in ENTRY or not self.speech.caseless:
            return
        tree = [word for word in self.sentence.subtree(draft.trigger.head) if word > draft.trigger.words[-1]]
        for word in tree:
            verb = self.sentence.heads[word]
            entered = self.sentence.deprels[word] == "obj" and self.sentence.deprels[verb] in ("acl", "xcomp", "advcl")
            if not entered and not self.speech.speaks(self.sentence, word, "into"):
                continue
            states = [p for p in self.parties.all(word, owners=False) if p.code in self.lexicon.states]
            if states and all(states[0].code != party.code for party in draft.target):
                draft.source = [replace(states[0], sector="GOV")]
                draft.reasons.append(Reason("place-is-source", self.sentence.words[word]))
                return

    def _victims(self, draft: Draft) -> None:
        """People of no known side who are killed or seized are civilians of the place, else of the topic."""
        freed = draft.type == "CONCEDE" and len(draft.source) == 1 and draft.frame == RELEASE
        if draft.target or not (draft.type in VICTIMS or freed) or not self.grammar.people:
            return
        victims = [word for word in self.side_words(draft, "target") if self._is_human(word)]
        if not victims or any(self.parties.all(word) for word in victims):
            return
        _, place = self.parties.state_of_place(draft.fillers)
        state = place.code if place else self.parties.context.topic
        if freed and draft.source[0].code in self.lexicon.states:
            state = draft.source[0].code
        if state:
            draft.target = [Party(state, "CVL", tuple(victims[:1]), reason="topic")]
            draft.reasons.append(Reason("people-of-state", state))

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
        draft.source = [replace(p, sector="CVL") if p.sector in STATE_OR_ORGAN else p for p in draft.source]
        if not draft.target and any(self._is_against_rulers(word) for word in draft.trigger.words):
            draft.target = [
                replace(p, sector="GOV", words=()) for p in draft.source[:1] if p.code in self.lexicon.states
            ]

    def _is_against_rulers(self, i: int) -> bool:
        """Whether an adjective says whom a protest is against: anti-government."""
        described = [c for c in self.sentence.children[i] if c < i]
        said = "".join(self.sentence.words[min(described) : i]).lower() if described else ""  # anti - government
        lemmas = {self.sentence.folded[c] for c in described}
        return any(word in lemmas or said.endswith(word) for word in self.grammar.against_rulers)
