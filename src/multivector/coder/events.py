"""From triggers to events: the frame that fits best, its parties, what operators and tense make of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from multivector.coder.operators import Governor, Operators
from multivector.coder.parties import Parties, Party
from multivector.coder.prepositions import preposition
from multivector.coder.roles import Fillers, Roles
from multivector.coder.score import confidence
from multivector.coder.triggers import Trigger, shown_words
from multivector.language import ROOT, Sentence
from multivector.lexicon.lexicon import Lexicon
from multivector.lexicon.ontology import RECIPROCAL, STATE_SECTORS
from multivector.lexicon.schema import Frame
from multivector.model import Event, Reason, Span, Status

PLACE_ROLES = frozenset({"into", "in", "from", "to", "on"})
LENT_ROLES = ("subject", "with", "between", "object", "to", "against", "for", "into", "from", "of")
PLACE_IS_TARGET = {"CONSULT": ("in",), "AID": ("in", "for"), "RETREAT": ("from", "in")}  # whom the place stands for
PLACE_IS_SOURCE = frozenset(
    [("COERCE", mode) for mode in ("arrest", "deport", "restrict", "censor")]
    + [("ACCUSE", None), ("ACCUSE", "investigate"), ("ASSAULT", "targeted")]
)
GUESSED = frozenset({"topic", "role-before", "pronoun"})  # parties that their words do not name
DENIED_BECOMES = {"AGREE": "REJECT", "SUPPORT": "REJECT"}  # not agreeing, not supporting is a refusal


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
    words: dict[str, tuple[int, ...]] = field(default_factory=dict)  # slot -> words that fill it
    planned_by_operator: bool = False
    to_itself: bool = False  # the only target is the source
    absorbed_by: int | None = None  # the operator word that is coded instead


class EventFinder:
    """Finds the events of one sentence."""

    def __init__(
        self, sentence: Sentence, parties: Parties, roles: Roles, operators: Operators, lexicon: Lexicon
    ) -> None:
        self.sentence = sentence
        self.parties = parties
        self.roles = roles
        self.operators = operators
        self.lexicon = lexicon

    def find(self, triggers: Iterable[Trigger]) -> list[Event]:
        """The events that the triggers of a sentence evoke, in order of place."""
        if any(lemma in self.operators.grammar.apolitical for lemma in self.sentence.folded):
            return []
        drafts = [draft for same in _by_head(_outermost(triggers)) if (draft := self._best(same))]
        heads = {word: draft.trigger.head for draft in drafts for word in draft.trigger.words}
        for draft in drafts:
            self._govern(draft, heads)
        self._lend(drafts)
        events = [event for draft in drafts if draft.absorbed_by is None and (event := self._event(draft))]
        return sorted(events, key=lambda event: event.start)

    # frame and parties

    def _best(self, triggers: list[Trigger]) -> Draft | None:
        """Among frames that share their words: the one that most slots of fit."""
        drafts = [self._draft(trigger, self.lexicon.frames[trigger.pattern.owner]) for trigger in triggers]
        if not drafts:
            return None
        best = max(drafts, key=_fit)
        if len({draft.type for draft in drafts}) > 1 and sum(_fit(draft) == _fit(best) for draft in drafts) > 1:
            best.features.append("ambiguous")
        return best

    def _draft(self, trigger: Trigger, frame: Frame) -> Draft:
        words = trigger.pattern.words
        slots = (words.slots if words and words.slots else None) or frame.slots
        fillers = self.roles.fill(trigger, takes_object=any(roles[:1] == ["object"] for roles in slots.values()))
        mode = (words.mode if words else None) or frame.mode
        draft = Draft(trigger, trigger.pattern.owner, str(frame.type), mode, fillers)
        draft.status = (words.status if words and words.status else None) or frame.status or "done"
        draft.source = self._side("source", slots.get("source", []), draft)
        asked = self._asked(draft) if frame.type == "REQUEST" else []
        draft.target = asked or self._side("target", slots.get("target", []), draft, taken=draft.source)
        self._sort_out(draft)
        for slot in ("place", "about"):
            for role in slots.get(slot, []):
                if fillers.get(role):
                    draft.words[slot] = tuple(self.sentence.subtree(fillers[role][0]))
                    break
        return draft

    def _side(self, slot: str, wanted: list[str], draft: Draft, taken: Iterable[Party] = ()) -> list[Party]:
        """The parties of a side: the first role that names any."""
        used = {party.words for party in taken}
        roles = ["anti", *wanted] if slot == "target" else wanted
        for role in roles:
            candidates = list(draft.fillers.get(role, []))
            if role == "subject" and (self.roles.is_noun(draft.trigger.head) or draft.fillers.get("passive")):
                candidates += draft.fillers.get("by", [])
            found: list[Party] = []
            for word in candidates:
                found += [p for p in self.parties.all(word, places=role in PLACE_ROLES) if p.words not in used]
                if found and role in ("subject", "object"):
                    break
            if found:
                draft.words[slot] = tuple(sorted({w for party in found for w in party.words}))
                return found
        if slot == "target" and len(draft.trigger.words) > 1:
            return self._inside_phrase(draft, used)
        if slot == "source" and self.roles.is_impersonal(draft.trigger.head):
            return self._speaking_body(draft)
        if slot == "target" and draft.type in RECIPROCAL:
            return self._partner_of_object(draft)
        return []

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
            found = [
                p
                for p in self.parties.all(word, owners=False)
                if p.words not in used and not (word in inner and p.reason in GUESSED)
            ]
            if found:
                draft.words["target"] = found[0].words
                return [replace(p, sure=p.sure * 0.9) for p in found]
        return self._partner_of_object(draft) if draft.type in RECIPROCAL else []

    def _speaking_body(self, draft: Draft) -> list[Party]:
        """Who acts where the verb names nobody: в Кремле ждут, в МИД РФ обвинили."""
        for word in (*draft.fillers.get("in", []), *draft.trigger.words):
            mention = self.parties.mentions.at(word)
            if mention and mention.candidate.kind in ("role", "metonym", "organisation", "group"):
                found = self.parties.all(word, owners=False)
                if found:
                    draft.words["source"] = found[0].words
                    return found
        return []

    def _partner_of_object(self, draft: Draft) -> list[Party]:
        """The partner whom the parser has hung on the object: обсудил вопросы с лидерами Ирландии."""
        for word in draft.fillers.get("object", []):
            for child in self.sentence.children[word]:
                if preposition(self.sentence, child) == "с" and self.sentence.feats[child].get("Case") == "Ins":
                    found = self.parties.all(child)
                    if found:
                        draft.words["target"] = tuple(sorted({w for party in found for w in party.words}))
                        return found
        return []

    def _asked(self, draft: Draft) -> list[Party]:
        """Who is asked to act: призвала Россию вывести войска; потребовала, чтобы США выдали."""
        for child in self.sentence.children[draft.trigger.head]:
            if self.sentence.deprels[child] in ("obj", "iobj") and child not in draft.trigger.words:
                found = self.parties.all(child, owners=False)
                if found and len(draft.trigger.words) > 1:
                    draft.words["target"] = found[0].words
                    return found
        for word in draft.trigger.words:
            for child in self.sentence.children[word]:
                if self.sentence.deprels[child] in ("ccomp", "advcl", "acl") and self.sentence.upos[child] == "VERB":
                    subjects = [c for c in self.sentence.children[child] if self.sentence.deprels[c] == "nsubj"]
                    found = [p for c in subjects for p in self.parties.all(c)]
                    if found:
                        return found
        return []

    def _sort_out(self, draft: Draft) -> None:
        """Compound adjectives name both sides; what stands on both sides is the source's."""
        names = {(party.code, party.sector) for party in draft.source}
        draft.to_itself = bool(draft.target) and all((p.code, p.sector) in names for p in draft.target)
        draft.target = [party for party in draft.target if (party.code, party.sector) not in names]
        compound = len(draft.source) > 1 and all(party.reason == "adjective" for party in draft.source)
        if compound and draft.type not in RECIPROCAL and not draft.target:
            draft.source, draft.target = draft.source[:-1], draft.source[-1:]

    # operators

    def _govern(self, draft: Draft, heads: dict[int, int]) -> None:
        """What the operators above an event make of it; `heads` has the head of the trigger of each word."""
        for governor in self.operators.over(draft.trigger.head):
            if governor.word in draft.trigger.words:
                continue
            operator = governor.operator
            draft.reasons.append(Reason(f"operator:{governor.name}", self.sentence.words[governor.word]))
            if operator.drops:
                draft.absorbed_by = ROOT
            elif operator.becomes and governor.word in heads:
                draft.absorbed_by = heads[governor.word]
            elif operator.becomes:
                self._become(draft, governor)
            if operator.status:
                draft.status = operator.status
                draft.planned_by_operator = operator.status == "planned"
            if governor.negated and not operator.reports:
                draft.status = "denied"
            if draft.absorbed_by is not None or operator.reports or operator.becomes:
                return

    def _become(self, draft: Draft, governor: Governor) -> None:
        operator = governor.operator
        draft.type = operator.becomes.get(draft.type) or operator.becomes.get("default", draft.type)
        draft.mode = None
        draft.features.append("operator")
        subjects = [p for word in self.roles.subject_of(governor.word) for p in self.parties.all(word)]
        if operator.controls == "object":
            draft.target = draft.source or draft.target
            draft.source = subjects
        elif subjects:
            draft.source = subjects
        self._sort_out(draft)

    def _lend(self, drafts: list[Draft]) -> None:
        """An absorbed event lends its other side to the operator that is coded instead of it."""
        by_head = {draft.trigger.head: draft for draft in drafts}
        for draft in drafts:
            taker = by_head.get(draft.absorbed_by) if draft.absorbed_by is not None else None
            if taker and not taker.target:
                names = {(p.code, p.sector) for p in taker.source}
                lent = [p for p in (*draft.target, *draft.source) if (p.code, p.sector) not in names]
                taker.target = lent[:3]
                if lent:
                    taker.reasons.append(Reason("lent", self.sentence.words[draft.trigger.head]))

    # the event

    def _event(self, draft: Draft) -> Event | None:
        head = draft.trigger.head
        if self.operators.is_supposed(head):
            return None
        self._tense(draft)
        self._host(draft)
        self._court(draft)
        self._crowd(draft)
        if self.operators.is_negated(head):
            draft.type, draft.status = (
                (DENIED_BECOMES[draft.type], draft.status) if draft.type in DENIED_BECOMES else (draft.type, "denied")
            )
        if draft.to_itself and not draft.target and draft.type not in RECIPROCAL:
            return None
        if not (draft.source or draft.target) or not self._between_somebody(draft):
            return None
        features = [*draft.features, *self._features(draft)]
        sure = min((party.sure for party in (*draft.source, *draft.target)), default=1.0)
        score, reasons = confidence(features, sure)
        frame = self.lexicon.frames[draft.frame]
        words = draft.trigger.pattern.words
        start, end = self.sentence.words_span(shown_words(draft.trigger))
        sides = draft.source, draft.target
        return Event(
            type=draft.type,
            mode=draft.mode if draft.type == frame.type else None,
            contexts=tuple(sorted({*frame.context, *(words.context if words else ())})),
            source=tuple(dict.fromkeys(party.written(_others(party, sides)) for party in draft.source)),
            target=tuple(dict.fromkeys(party.written(_others(party, sides)) for party in draft.target)),
            place=self._place(draft),
            trigger=self.sentence.text[start - self.sentence.start : end - self.sentence.start],
            start=start,
            end=end,
            sentence=self.sentence.span,
            status=draft.status,
            confidence=score,
            frame=draft.frame,
            evidence=self._evidence(draft, (start, end)),
            reasons=(Reason(f"frame:{draft.frame}", draft.trigger.pattern.phrase), *draft.reasons, *reasons),
        )

    def _tense(self, draft: Draft) -> None:
        """Future is planned, the present goes on; a visit that is only planned is an agreement."""
        head = draft.trigger.head
        verb = head if not self.roles.is_noun(head) else self.sentence.heads[head]
        if verb == ROOT or draft.status != "done":
            future = False
        else:
            future, present = self.roles.is_future(verb), self.sentence.feats[verb].get("Tense") == "Pres"
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
        if not wanted or draft.target or len(draft.source) != 1:
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
        for word in draft.fillers.get("in", []):
            found = [p for p in self.parties.all(word, places=True, owners=False) if p.code in self.lexicon.states]
            if found:
                draft.source = [replace(found[0], sector="GOV")]
                draft.words["source"] = found[0].words
                draft.reasons.append(Reason("place-is-source", self.sentence.words[word]))
                return

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

    def _between_somebody(self, draft: Draft) -> bool:
        """Organs of one state that meet or agree among themselves are nothing."""
        if draft.type not in RECIPROCAL:
            return True
        parties = [*draft.source, *draft.target]
        organs = all(not party.sector or party.sector in STATE_SECTORS for party in parties)
        one_state = len({party.code for party in parties}) == 1
        return not (organs and one_state and len(parties) > 1)

    def _features(self, draft: Draft) -> list[str]:
        features = [self._form(draft)]
        if len(draft.trigger.words) > 1:
            features.append("phrase")
        if (draft.source and draft.target) or len(draft.source) > 1:
            features.append("both-sides")
        else:
            features.append("one-side")
        passive = bool(draft.fillers.get("passive"))
        suffers = passive or "subject" in self._target_roles(draft)  # получили ранения
        if not draft.source and not suffers:
            features.append("subject-unknown" if draft.fillers.get("subject") else "object-only")
        elif not draft.target and any(draft.fillers.get(role) for role in self._target_roles(draft)):
            features.append("target-unknown")
        if draft.fillers.get("inherited"):
            features.append("inherited")
        if draft.status == "denied":
            features.append("negated")
        if draft.status == "possible":
            features.append("possible")
        parties = [*draft.source, *draft.target]
        if draft.type == "CONSULT" and len(parties) == 1 and parties[0].code in self.lexicon.states:
            features.append("alone")
        codes = {p.code for p in draft.source} & {p.code for p in draft.target}
        if codes:
            features.append("inside-state")
        return features

    def _target_roles(self, draft: Draft) -> list[str]:
        words = draft.trigger.pattern.words
        slots = (words.slots if words and words.slots else None) or self.lexicon.frames[draft.frame].slots
        return slots.get("target", [])

    def _form(self, draft: Draft) -> str:
        """How the event is said: by a verb, or by a noun in one of its settings."""
        head = draft.trigger.head
        if not self.roles.is_noun(head):
            if self.sentence.deprels[head] == "amod":
                return "participle-before"
            return "participle" if self.sentence.deprels[head] == "acl" else "verb"
        verb = self.sentence.heads[head]
        if verb == ROOT:
            return "noun-heading"
        if self.operators.kind(verb) in ("light", "occurs", "plan") or draft.fillers.get("lent"):
            return "noun-held"
        own = [w for role in LENT_ROLES for w in draft.fillers.get(role, []) if w not in draft.fillers.get("lent", [])]
        if not own and draft.type == "PROTEST":
            return "noun-crowd"
        if not own:
            return "noun-bare"
        return (
            "noun-parties"
            if self.sentence.deprels[head] in ("nsubj", "nsubj:pass", "obj", "parataxis", "appos")
            else "noun-background"
        )

    def _place(self, draft: Draft) -> str | None:
        """Where it happened: a place that the lexicon knows, by its name."""
        for word in draft.words.get("place", ()):
            mention = self.parties.mentions.at(word)
            if mention and mention.candidate.kind in ("state", "capital", "city"):
                return mention.candidate.word
        return None

    def _evidence(self, draft: Draft, trigger: Span) -> dict[str, Span]:
        evidence = {"trigger": trigger}
        for slot, filled in draft.words.items():
            evidence[slot] = self.sentence.words_span(list(filled))
        for slot, parties in (("source", draft.source), ("target", draft.target)):
            words = sorted({w for party in parties for w in party.words})
            if words:
                evidence[slot] = self.sentence.words_span(words)
            else:
                evidence.pop(slot, None)
        return evidence


def _others(party: Party, sides: tuple[list[Party], list[Party]]) -> set[str]:
    """The codes of all parties but one; another sector of the same state is another party."""
    return {other.code for side in sides for other in side if (other.code, other.sector) != (party.code, party.sector)}


def _fit(draft: Draft) -> tuple[int, int]:
    return (bool(draft.source) + bool(draft.target), len(draft.words))


def _outermost(triggers: Iterable[Trigger]) -> list[Trigger]:
    """Triggers whose head is no part of a longer trigger."""
    triggers = list(triggers)
    covered = {
        word for trigger in triggers for word in trigger.words if len(trigger.words) > 1 and word != trigger.head
    }
    return [trigger for trigger in triggers if trigger.head not in covered]


def _by_head(triggers: Iterable[Trigger]) -> list[list[Trigger]]:
    groups: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        groups.setdefault(trigger.head, []).append(trigger)
    return list(groups.values())
