"""From a trigger to the draft of an event: the frame that fits best, and its parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from multivector.coder.analysis import Finder
from multivector.coder.attachment import Fillers
from multivector.coder.party import Party
from multivector.coder.triggers import Trigger
from multivector.language import ROOT
from multivector.lexicon.ontology import RECIPROCAL, SOME_STATES, STATE_OR_ORGAN, STATE_SECTORS
from multivector.model import Reason, Status

PLACE_ROLES = frozenset({"into", "in", "from", "to", "on"})
TAKES_PLACES = frozenset({"ASSAULT", "COERCE"})  # types whose object may be a place: annexed Crimea, bombed Aleppo
OWN_FORCES = frozenset({"AID", "MOBILIZE", "RETREAT"})  # types whose object may be the agent's own
INTERNAL = frozenset({"AID", "COERCE", "CONCEDE"})  # types of what states mostly do at home
NEVER_BETWEEN_ORGANS = frozenset(
    {*RECIPROCAL, "ASSAULT", "MOBILIZE", "RETREAT"}
)  # types of what organs of one state do not do
ORGANS = frozenset({"named", "role", "topic", "role-before"})  # ways to know organs of one state from one another
GUESSED = frozenset({"topic", "role-before", "pronoun"})  # parties that their words do not name


@dataclass
class Draft:
    """An event in the making."""

    trigger: Trigger
    frame: str
    type: str
    mode: str | None
    fillers: Fillers
    source: list[Party] = field(default_factory=list)
    target: list[Party] = field(default_factory=list)
    status: Status = "done"
    features: list[str] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    words: dict[str, tuple[int, ...]] = field(default_factory=dict)  # slots besides the sides -> words that fill them
    planned_by_operator: bool = False
    announced: bool = False  # its own agent says that it is to come
    to_itself: bool = False  # the only target is the source
    absorbed_by: int | None = None  # the operator word that is coded instead

    @property
    def is_mutual(self) -> bool:
        """Whether its words may tell what two do to one another: the war between Iran and Iraq, the Iran-Iraq war."""
        words = self.trigger.pattern.words
        return bool(words and words.slots and "between" in words.slots.get("source", []))

    @property
    def has_what_it_requires(self) -> bool:
        """Whether the sides are known without which its words mean something else."""
        words = self.trigger.pattern.words
        if words and any(self.fillers.get(role) for role in words.without):
            return False
        both = (self.type in RECIPROCAL or self.is_mutual) and len(self.source) > 1
        return both or all(getattr(self, side) for side in (words.requires if words else ()))


class Drafter(Finder):
    """Drafts the events of one sentence."""

    def best(self, triggers: list[Trigger]) -> Draft | None:
        """Among frames that share their words: the one that most slots of fit."""
        drafts = [draft for draft in map(self.draft, triggers) if draft.has_what_it_requires]
        if not drafts:
            return None
        best = max(drafts, key=_fit)
        if len({draft.type for draft in drafts}) > 1 and sum(_fit(draft) == _fit(best) for draft in drafts) > 1:
            best.features.append("ambiguous")
        return best

    def draft(self, trigger: Trigger) -> Draft:
        """The event that the frame of a trigger would make of its clause."""
        frame, words = self.lexicon.frames[trigger.pattern.owner], trigger.pattern.words
        slots = frame.slots_of(words)
        fillers = self.roles.fill(trigger, takes_object=any(roles[:1] == ["object"] for roles in slots.values()))
        mode = (words.mode if words else None) or frame.mode
        draft = Draft(trigger, trigger.pattern.owner, str(frame.type), mode, fillers)
        draft.status = (words.status if words and words.status else None) or frame.status or "done"
        draft.source = self._side("source", slots.get("source", []), draft)
        asked = self._asked(draft) if frame.type == "REQUEST" else []
        draft.target = asked or self._side("target", slots.get("target", []), draft, taken=draft.source)
        if frame.type == "ACCUSE" and not draft.target and self.speech.caseless:
            draft.target = self._blamed(draft)
        if frame.type == "AGREE" and not draft.target and self.speech.caseless:
            draft.target = self._promised(draft)
        if not (draft.source or draft.target) and fillers.get("passive"):
            self._own_forces(draft)
        self.sort_out(draft)
        for slot in ("place", "about"):
            for role in slots.get(slot, []):
                if fillers.get(role):
                    draft.words[slot] = tuple(self.sentence.subtree(fillers[role][0]))
                    break
        return draft

    def _side(self, slot: str, wanted: list[str], draft: Draft, taken: Sequence[Party] = ()) -> list[Party]:
        """The parties of a side: the first role that names any."""
        used = {party.words for party in taken}
        same = {(party.code, party.sector) for party in taken}
        roles = ["anti", *wanted] if slot == "target" else wanted
        for role in roles:
            candidates = list(draft.fillers.get(role, []))
            if role == "subject" and (self.roles.is_noun(draft.trigger.head) or draft.fillers.get("passive")):
                candidates += draft.fillers.get("by", [])
            found: list[Party] = []
            for word in candidates:
                if (
                    draft.type == "MOBILIZE"
                    and self.speech.caseless
                    and self.speech.speaks(self.sentence, word, "with")
                ):
                    continue  # who arms with somebody's help does not arm against him
                visited = draft.type in TAKES_PLACES or draft.mode == "visit"
                places = role in PLACE_ROLES or (role == "object" and visited)
                # to meet NATO's standards is to meet nobody
                owners = not (self.speech.caseless and draft.type == "CONSULT" and role == "object")
                found += [p for p in self.parties.all(word, owners=owners, places=places) if p.words not in used]
                if role in ("subject", "object") and any((p.code, p.sector) not in same for p in found):
                    break
            found = [p for p in found if (p.code, p.sector) not in same] or found
            if found and slot == "target":
                found = self._within_noun(draft, found)
            if found:
                return found
        if slot == "target" and len(draft.trigger.words) > 1:
            return self._inside_phrase(draft, used)
        if slot == "source" and self.roles.is_impersonal(draft.trigger.head):
            return self._speaking_body(draft)
        if slot == "target" and draft.type in RECIPROCAL:
            return self._partner_of_object(draft)
        return []

    def _within_noun(self, draft: Draft, found: list[Party]) -> list[Party]:
        """Of released Palestinian prisoners, where the phrase is release prisoners, the prisoners are the party."""
        for party in found:
            noun = self.sentence.heads[party.words[0]] if party.reason == "adjective" and party.words else ROOT
            mention = self.parties.mentions.at(noun) if noun in draft.trigger.words else None
            if mention and mention.candidate.kind == "role":
                return self.parties.all(noun) or found
        return found

    def _inside_phrase(self, draft: Draft, used: set[tuple[int, ...]]) -> list[Party]:
        """The other side where it is part of the phrase (вступила в НАТО) or hangs on its noun (долг России)."""
        inner = [w for w in draft.trigger.words if w != draft.trigger.head]
        below = [
            c
            for w in inner
            for c in self.sentence.children[w]
            if self.sentence.deprels[c] in ("nmod", "obl", "iobj", "amod")
        ]
        for word in (*inner, *below):
            if draft.type in RECIPROCAL and len(draft.source) > 1 and self.speech.speaks(self.sentence, word, "in"):
                continue  # several who meet or sign in a third country do not do it with its host
            found = [
                p
                for p in self.parties.all(word, owners=False)
                if p.words not in used and not (word in inner and self._is_no_more_than_said(draft, p))
            ]
            if found:
                return found
        return self._partner_of_object(draft) if draft.type in RECIPROCAL else []

    def _is_no_more_than_said(self, draft: Draft, party: Party) -> bool:
        """Whether a word of the phrase names nobody; who frees a blogger frees one of his own."""
        outside = bool(party.sector) and party.sector not in STATE_SECTORS
        own = draft.type in INTERNAL and outside and bool(draft.source)
        return party.reason in GUESSED and not own

    def _own_forces(self, draft: Draft) -> None:
        """Whose forces are sent acts: Indian troops were deployed as peacekeepers."""
        found = [p for word in draft.fillers.get("object", []) for p in self.parties.all(word)]
        if draft.type in OWN_FORCES and found:
            draft.source = found

    def _speaking_body(self, draft: Draft) -> list[Party]:
        """Who acts where the verb names nobody: в Кремле ждут, в МИД РФ обвинили."""
        for word in (*draft.fillers.get("in", []), *draft.trigger.words):
            mention = self.parties.mentions.at(word)
            if mention and mention.candidate.kind in ("role", "metonym", "organisation", "group"):
                found = self.parties.all(word, owners=False)
                if found:
                    return found
        return []

    def _partner_of_object(self, draft: Draft) -> list[Party]:
        """The partner whom the parser has hung on the object: discussed trade with Ireland, ratified a treaty between.

        Who speaks of ties or a document between two agrees with the other of them.
        """
        own = {party.code for party in draft.source}
        for word in self._objects(draft):
            for child in self.sentence.children[word]:
                if self.speech.speaks(self.sentence, child, "with"):
                    found = self.parties.all(child)
                elif self.speech.speaks(self.sentence, child, "between") and own:
                    found = [party for party in self.parties.all(child) if party.code not in own]
                else:
                    continue
                if found:
                    return found
        return []

    def _objects(self, draft: Draft) -> list[int]:
        """What an event is about: its objects, and for an agreement the ties and treaties that its clause names."""
        objects = list(draft.fillers.get("object", []))
        if draft.type != "AGREE":
            return objects
        below = [w for w in self.sentence.subtree(draft.trigger.head) if w > draft.trigger.words[0]]
        bonds = {*self.grammar.ties, *self.grammar.documents.get("treaty", [])}
        return objects + [w for w in below if self.sentence.folded[w] in bonds and w not in objects]

    def _asked(self, draft: Draft) -> list[Party]:
        """Who is asked to act: призвала Россию вывести войска; потребовала, чтобы США выдали."""
        for child in self.sentence.children[draft.trigger.head]:
            if self.sentence.deprels[child] in ("obj", "iobj") and child not in draft.trigger.words:
                found = self.parties.all(child, owners=False)
                if found and len(draft.trigger.words) > 1:
                    return found
        for word in draft.trigger.words:
            for child in self.sentence.children[word]:
                if self.sentence.deprels[child] in ("ccomp", "advcl", "acl") and self.sentence.upos[child] == "VERB":
                    subjects = [c for c in self.sentence.children[child] if self.sentence.deprels[c] == "nsubj"]
                    found = [p for c in subjects for p in self.parties.all(c)]
                    if found:
                        return found
        return []

    def _blamed(self, draft: Draft) -> list[Party]:
        """Who is blamed for what a clause tells: furious that Japan has outbid it."""
        clauses = [c for c in self.sentence.children[draft.trigger.head] if self._tells(c)]
        own = {party.code for party in draft.source}
        for word in (subject for clause in clauses for subject in self.roles.subject_of(clause)):
            found = [party for party in self.parties.all(word) if party.code not in own]
            if found:
                return found
        return []

    def _promised(self, draft: Draft) -> list[Party]:
        """To whom something is promised: agreed to provide Sri Lanka with technology."""
        own = {party.code for party in draft.source}
        for clause in self.sentence.children[draft.trigger.head]:
            if self.sentence.deprels[clause] != "xcomp" or self.roles.is_noun(clause):
                continue
            for word in self.sentence.children[clause]:
                given = self.sentence.deprels[word] in ("obj", "iobj") or self.speech.speaks(self.sentence, word, "to")
                found = [p for p in self.parties.all(word, owners=False) if p.code not in own] if given else []
                if found and found[0].reason in ("named", "role"):
                    return found
        return []

    def _tells(self, clause: int) -> bool:
        """Whether a clause is what somebody says: furious that, allegations that."""
        relation = self.sentence.deprels[clause]
        marked = any(self.sentence.deprels[c] == "mark" for c in self.sentence.children[clause])
        behind = relation in ("acl", "acl:relcl") and clause > self.sentence.heads[clause]
        return relation == "ccomp" or (marked and behind)

    def sort_out(self, draft: Draft) -> None:
        """Compound adjectives name both sides; what stands on both sides is the source's."""
        if draft.type in RECIPROCAL and draft.source and all(p.reason in GUESSED for p in draft.source):
            organs = {p.code for p in draft.source if p.sector in STATE_OR_ORGAN or p.reason == "topic"}
            if any(p.code in organs and p.reason not in GUESSED for p in draft.target):
                draft.source = []  # the president who meets Japan's is not, for want of a better guess, Japan's
        if draft.type not in NEVER_BETWEEN_ORGANS and self._are_two_organs(draft):
            return
        if any(p.written(set()) == SOME_STATES for p in draft.source):
            return  # Western leaders who meet Arab leaders meet others
        names = {(party.code, party.sector) for party in draft.source}
        draft.to_itself = bool(draft.target) and all((p.code, p.sector) in names for p in draft.target)
        draft.target = [party for party in draft.target if (party.code, party.sector) not in names]
        compound = len(draft.source) > 1 and all(party.reason == "adjective" for party in draft.source)
        if compound and draft.type not in RECIPROCAL and not draft.is_mutual and not draft.target:
            draft.source, draft.target = draft.source[:-1], draft.source[-1:]

    def _are_two_organs(self, draft: Draft) -> bool:
        """Whether two organs of one state stand on the two sides: the president asked the council."""
        if len(draft.source) != 1 or len(draft.target) != 1 or draft.source[0].sector not in STATE_SECTORS:
            return False
        source, target = draft.source[0], draft.target[0]
        same = (source.code, source.sector) == (target.code, target.sector)
        named = {source.reason, target.reason} <= ORGANS
        return same and named and set(source.words).isdisjoint(target.words)


def _fit(draft: Draft) -> tuple[int, int]:
    sides = bool(draft.source) + bool(draft.target)
    return (sides, sides + len(draft.words))
