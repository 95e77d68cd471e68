"""From triggers to events: drafts, what operators make of them, and the confidence of what is left."""

from __future__ import annotations

from collections.abc import Iterable

from multivector.coder.analysis import Analysis, Finder
from multivector.coder.circumstances import Circumstances
from multivector.coder.drafts import Draft, Drafter
from multivector.coder.operators import SUBJECT_RELATIONS, Governor
from multivector.coder.owners import PLACES
from multivector.coder.party import Party
from multivector.coder.score import confidence
from multivector.coder.triggers import Trigger, shown_words
from multivector.language import ROOT
from multivector.lexicon.ontology import NO_STATE, QUAD_OF_TYPE, RECIPROCAL, STATE_SECTORS
from multivector.model import Event, Reason, Span

LENT_ROLES = ("subject", "with", "between", "object", "to", "against", "for", "into", "from", "of")
SAID = frozenset({"ACCUSE", "REQUEST", "SUPPORT"})  # types whose verbs do what they say
GUESSED = frozenset({"event-before", "rival", "rulers"})  # ways to know a side that the sentence does not name
TOLD = frozenset({"lent", "operator:report", "people-of-state", "place-is-source", "place-is-target"})  # that count
BLAMES = frozenset({"ACCUSE", "PROTEST"})
HARM = frozenset({"ASSAULT", "COERCE"})
MEDIATION = "mediate"  # the frame whose object is what is brokered
WARNING = "warn"  # the frame of warnings
LONG = 35  # words
COOPERATION = frozenset({1, 2})  # quad classes
DENIED_BECOMES = {"AGREE": "REJECT", "SUPPORT": "REJECT"}  # not agreeing, not supporting is a refusal


class EventFinder(Finder):
    """Finds the events of one sentence."""

    def __init__(self, analysis: Analysis) -> None:
        super().__init__(analysis)
        self.drafter = Drafter(analysis)
        self.circumstances = Circumstances(analysis)

    def find(self, triggers: Iterable[Trigger]) -> list[Event]:
        """The events that the triggers of a sentence evoke, in order of place."""
        if any(lemma in self.grammar.apolitical for lemma in self.sentence.folded):
            return []
        drafts = [draft for same in by_head(outermost(triggers)) if (draft := self.drafter.best(same))]
        heads = {word: draft.trigger.head for draft in drafts for word in draft.trigger.words}
        for draft in drafts:
            self.govern(draft, heads)
            if draft.absorbed_by is None:
                draft.absorbed_by = self._sharer(draft.trigger, drafts)
        self._lend(drafts)
        self._blame_the_doer(drafts)
        events = [event for draft in drafts if draft.absorbed_by is None and (event := self._event(draft))]
        return sorted(events, key=lambda event: event.start)

    def _sharer(self, trigger: Trigger, drafts: list[Draft]) -> int | None:
        """The verb that shares the noun of a participle: sanctions that are lifted had been imposed before."""
        noun = self.sentence.heads[trigger.head]
        if self.sentence.deprels[trigger.head] != "acl" or noun not in trigger.words:
            return None
        heads = (draft.trigger.head for draft in drafts if noun in draft.trigger.words)
        return next((head for head in heads if head not in (trigger.head, noun)), None)

    # operators

    def govern(self, draft: Draft, heads: dict[int, int]) -> None:
        """What the operators above an event make of it; `heads` has the head of the trigger of each word."""
        for governor in self.operators.over(draft.trigger.head):
            if governor.word in draft.trigger.words:
                continue
            operator = governor.operator
            draft.reasons.append(Reason(f"operator:{governor.name}", self.sentence.words[governor.word]))
            if governor.negated and operator.ends and self.sentence.deprels[draft.trigger.head] in SUBJECT_RELATIONS:
                return  # the strikes do not cease: they go on
            if operator.drops:
                draft.absorbed_by = ROOT
            elif operator.becomes and governor.word in heads:
                draft.absorbed_by = heads[governor.word]
            elif operator.becomes:
                self._become(draft, governor)
            elif self.grammar.saying_promises and operator.announces and self._is_announced(draft, governor):
                draft.type = operator.announces.get(draft.type) or operator.announces["default"]
                if self.operators.is_negated(draft.trigger.head) and draft.type == "AGREE":
                    draft.type = "REJECT"
                draft.mode, draft.announced = None, True
                draft.features.append("operator")
            if operator.status:
                draft.status = operator.status
                draft.planned_by_operator = operator.status == "planned"
            if governor.negated and not operator.reports:
                draft.status = "denied"
            if draft.absorbed_by is not None or operator.reports or operator.becomes:
                return

    def _is_announced(self, draft: Draft, governor: Governor) -> bool:
        """Whether a speaker says what he himself is going to do: North Korea said it would attack."""
        verb = draft.trigger.head
        if self.roles.is_noun(verb) or not (self.roles.is_future(verb) or self.operators.has_modal(verb, "reported")):
            return False
        speakers = {p.code for word in self.roles.subject_of(governor.word) for p in self.parties.all(word)}
        return bool(draft.source) and {p.code for p in draft.source} <= speakers

    def _become(self, draft: Draft, governor: Governor) -> None:
        operator = governor.operator
        draft.type = operator.becomes.get(draft.type) or operator.becomes.get("default", draft.type)
        draft.mode = None
        draft.features.append("operator")
        subjects = [p for word in self.roles.agents_of(governor.word) for p in self.parties.all(word)]
        if operator.controls == "object":
            others = [party for party in draft.source if party not in subjects]  # who demands to talk asks the other
            draft.target = others or draft.target
            draft.source = subjects
        elif subjects:
            draft.source = subjects
        self.drafter.sort_out(draft)

    def _lend(self, drafts: list[Draft]) -> None:
        """An absorbed event lends its other side to the operator that is coded instead of it."""
        by_head = {draft.trigger.head: draft for draft in drafts}
        for draft in drafts:
            taker = by_head.get(draft.absorbed_by) if draft.absorbed_by is not None else None
            if taker and not taker.target and not taker.to_itself:
                names = {(p.code, p.sector) for p in taker.source}
                # who condemns or refuses an attack accuses who attacks, not who is attacked
                own = bool(draft.source) and {(p.code, p.sector) for p in draft.source} <= names
                hostile = taker.type == "REJECT" and QUAD_OF_TYPE[draft.type] not in COOPERATION and not own
                sides = draft.source if taker.type == "ACCUSE" or hostile else (*draft.target, *draft.source)
                lent = [p for p in sides if (p.code, p.sector) not in names]
                taker.target = lent[:3]
                if lent:
                    taker.reasons.append(Reason("lent", self.sentence.words[draft.trigger.head]))

    def _blame_the_doer(self, drafts: list[Draft]) -> None:
        """Who condemns or protests against an arrest means who arrests, not who is arrested."""
        deeds = {draft.trigger.head: draft for draft in drafts if QUAD_OF_TYPE[draft.type] not in COOPERATION}
        for draft in drafts:
            if draft.type not in BLAMES or not draft.target:
                continue
            deed = next((deeds[word] for word in self.side_words(draft, "target") if word in deeds), draft)
            victims = {(p.code, p.sector) for p in deed.target}
            if deed is draft or not {(p.code, p.sector) for p in draft.target} <= victims:
                continue
            below = set(self.sentence.subtree(deed.trigger.head))
            if all(below.issuperset(p.words) for p in draft.target):  # not: the attack was blamed on Iran
                names = {(p.code, p.sector) for p in draft.source}
                draft.target = [party for party in deed.source if (party.code, party.sector) not in names]
                draft.reasons.append(Reason("lent", self.sentence.words[deed.trigger.head]))

    def negate(self, draft: Draft) -> None:
        """What a negation at the trigger makes of an event, if one is there."""
        head = draft.trigger.head
        words = draft.trigger.words
        negated = any(self.operators.is_negated(word, but=words) for word in words)  # received no wounds
        if negated and not draft.announced:
            deny(draft, will_not=self.grammar.saying_promises and self.roles.is_future(head))

    # the event

    def _event(self, draft: Draft) -> Event | None:
        head = draft.trigger.head
        if self.operators.is_supposed(head, said=draft.type in SAID) or self._is_topic(head):
            return None
        if self.roles.is_command(head) or self._warns_of_danger(draft) or self._meets_a_thing(draft):
            return None
        self.circumstances.complete(draft)
        self.negate(draft)
        if draft.type in HARM and self._harms_nobody(draft):
            return None
        if draft.to_itself and not draft.target and (draft.type not in RECIPROCAL or len(draft.source) == 1):
            return None
        if not (draft.source or draft.target) or not self._between_somebody(draft):
            return None
        if any(self.sentence.folded[word] in self.grammar.nature for word in draft.fillers.get("subject", [])):
            return None  # the hurricane destroyed houses
        features = list(dict.fromkeys([*draft.features, *self._features(draft)]))
        score, reasons = confidence(features)
        frame = self.lexicon.frames[draft.frame]
        words = draft.trigger.pattern.words
        start, end = self.sentence.words_span(shown_words(draft.trigger))
        sides = draft.source, draft.target
        self.parties.context.parties = tuple((party.code, party.sector) for side in sides for party in side)
        if draft.type == "ASSAULT":
            self.parties.context.attacker = next(((p.code, p.sector) for p in draft.source), None)
        return Event(
            type=draft.type,
            mode=draft.mode if draft.type == frame.type else None,
            contexts=tuple(sorted({*frame.context, *(words.context if words else ())})),
            source=tuple(dict.fromkeys(party.written(_others(party, sides)) for party in draft.source)),
            target=tuple(dict.fromkeys(party.written(_others(party, sides)) for party in draft.target)),
            place=self._place(draft),
            trigger=self.sentence.text_of(start, end),
            start=start,
            end=end,
            sentence=self.sentence.span,
            status=draft.status,
            confidence=score,
            frame=draft.frame,
            evidence=self._evidence(draft, (start, end)),
            reasons=(Reason(f"frame:{draft.frame}", draft.trigger.pattern.phrase), *draft.reasons, *reasons),
        )

    def _is_topic(self, i: int) -> bool:
        """Whether a noun is only what others speak of: talks about a ceasefire."""
        decided = (
            self.sentence.heads[i] != ROOT and self.sentence.folded[self.sentence.heads[i]] in self.grammar.decisions
        )
        return (
            self.roles.is_noun(i) and not decided and self.speech.preposition(self.sentence, i) in self.grammar.topics
        )

    def _warns_of_danger(self, draft: Draft) -> bool:
        """Whether a warning threatens nobody: warned that the water could rise."""
        clauses = (self.sentence.deprels[c] == "ccomp" for c in self.sentence.children[draft.trigger.head])
        return self.speech.caseless and draft.frame == WARNING and not draft.target and any(clauses)

    def _meets_a_thing(self, draft: Draft) -> bool:
        """Whether what is met is nobody: met with resistance, meets the standards."""
        if draft.target or draft.type != "CONSULT" or draft.frame == MEDIATION or not self.speech.caseless:
            return False
        met = draft.fillers.get("object", [])
        somebody = {"PROPN", "PRON"} & {self.sentence.upos[word] for word in met}
        verb = not self.roles.is_noun(draft.trigger.head) and len(draft.trigger.words) == 1
        known = any(self.parties.mentions.at(w) or self.sentence.folded[w] in self.grammar.people for w in met)
        return verb and bool(met) and not somebody and not known

    def _harms_nobody(self, draft: Draft) -> bool:
        """Whether a deed is done to nobody: received no wounds, attacked the proposal."""
        alone = len(draft.trigger.words) == 1 and not self.roles.is_noun(draft.trigger.head)
        hit = draft.fillers.get("object", []) if alone else []
        ideas = draft.type == "ASSAULT" and bool(hit) and self.sentence.folded[hit[0]] in self.grammar.ideas
        return ideas or (draft.status == "denied" and not draft.source)

    def _between_somebody(self, draft: Draft) -> bool:
        """Organs of one state that meet or agree among themselves are nothing."""
        if draft.type not in RECIPROCAL:
            return True
        parties = [*draft.source, *draft.target]
        organs = all(not party.sector or party.sector in STATE_SECTORS for party in parties)
        if draft.type == "CONSULT" and len(parties) == 1 and parties[0].sector == "CVL":
            return False  # Russians took part in the meeting of a club
        if draft.type == "CONSULT" and len(parties) == 1 and parties[0].reason == "owner":
            return False  # Albania's reforms meet the standards
        codes = {party.code for party in parties}
        one_state = len(codes) == 1 and NO_STATE not in codes
        return not (organs and one_state and len(parties) > 1)

    def _features(self, draft: Draft) -> list[str]:
        features = [self._form(draft), f"type-{draft.type}"]
        if len(draft.trigger.words) > 1:
            features.append("phrase")
        if draft.trigger.pattern.words and draft.trigger.pattern.words.requires:
            features.append("many-meanings")
        said = [[p for p in side if p.reason not in GUESSED] for side in (draft.source, draft.target)]
        if all(said) or len(said[0]) > 1:
            features.append("both-sides")
        else:
            features.append("one-side")
        passive = bool(draft.fillers.get("passive"))
        suffers = passive or "subject" in self.side_roles(draft, "target")  # получили ранения
        if not draft.source and not suffers:
            features.append("subject-unknown" if draft.fillers.get("subject") else "object-only")
        elif not draft.target and self.side_words(draft, "target"):
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
        features += sorted({f"party-{p.reason.replace(' ', '-')}" for p in parties if p.reason != "named"})
        features += [reason.id for reason in draft.reasons if reason.id in TOLD]
        if len(self.sentence) > LONG:
            features.append("long-sentence")
        return features

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
            if mention and mention.candidate.kind in PLACES:
                return mention.candidate.word
        return None

    def _evidence(self, draft: Draft, trigger: Span) -> dict[str, Span]:
        evidence = {"trigger": trigger}
        for slot, filled in draft.words.items():
            evidence[slot] = self.sentence.words_span(list(filled))
        for slot, parties in (("source", draft.source), ("target", draft.target)):
            if words := sorted({w for party in parties for w in party.words}):
                evidence[slot] = self.sentence.words_span(words)
        return evidence


def deny(draft: Draft, *, will_not: bool = False) -> None:
    """What a negation at the trigger makes of an event: who does not agree refuses, or who will not do a kindness."""
    if draft.type in DENIED_BECOMES:
        draft.type = DENIED_BECOMES[draft.type]
    elif will_not and QUAD_OF_TYPE[draft.type] in COOPERATION:
        draft.type, draft.mode, draft.status = "REJECT", None, "done"
    else:
        draft.status = "denied"


def _others(party: Party, sides: tuple[list[Party], list[Party]]) -> set[str]:
    """The codes of all parties but one, also those of the same code that other words name."""
    own = (party.code, party.sector, party.words)
    return {other.code for side in sides for other in side if (other.code, other.sector, other.words) != own}


def outermost(triggers: Iterable[Trigger]) -> list[Trigger]:
    """Triggers whose head is no part of a longer trigger."""
    triggers = list(triggers)
    covered = {
        word for trigger in triggers for word in trigger.words if len(trigger.words) > 1 and word != trigger.head
    }
    return [trigger for trigger in triggers if trigger.head not in covered]


def by_head(triggers: Iterable[Trigger]) -> list[list[Trigger]]:
    """The triggers that share a head word, in order of place."""
    groups: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        groups.setdefault(trigger.head, []).append(trigger)
    return list(groups.values())
