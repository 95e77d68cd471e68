"""A given pair in its sentence: how each frame reads it, and what that reading rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from multivector.coder.analysis import Analysis
from multivector.coder.drafts import Draft
from multivector.coder.events import EventFinder, outermost
from multivector.coder.parties import Parties
from multivector.coder.triggers import Trigger
from multivector.language import ROOT, Sentence
from multivector.model import Status

SOURCE, TARGET = "source", "target"
COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "acl", "obj", "obl"})  # what an operator governs
NO_ROLES = frozenset({"lent", "passive", "inherited"})  # notes of `Roles.fill` that are no roles


@dataclass(frozen=True)
class Side:
    """The words of one of the pair in the sentence, with the word that heads them."""

    words: frozenset[int]
    head: int


@dataclass(frozen=True)
class Reading:
    """What one frame would make of the pair.

    `source` and `target` say how the two stand to its trigger: they fill a slot (`slot-source`, `slot-target`), stand
    in an abstract role that is no slot of the frame (`role-in`), or are part of what does (`in-slot-target`,
    `in-role-in`), hold the trigger (`around`), are the subject of a clause above (`subject-above`), stand above or
    below, elsewhere (`apart`), or are not there (`absent`).
    """

    type: str
    frame: str  # its id; that of an operator, with `operator:` before it, where no frame reads what it governs
    type_before: str  # the frame's own, before operators and negation
    trigger: Trigger
    source: str
    target: str
    operators: tuple[str, ...] = ()
    status: Status = "done"
    passive: bool = False
    supposed: bool = False
    absorbed: bool = False  # an operator above evokes a frame itself


@dataclass(frozen=True)
class PairView:
    """A pair in one sentence. `own` are the parties that the lexicon finds there by itself."""

    analysis: Analysis
    own: Parties
    source: Side | None
    target: Side | None

    @property
    def sentence(self) -> Sentence:
        return self.analysis.sentence

    def sides(self) -> tuple[tuple[str, Side | None], ...]:
        """The two with their names."""
        return (SOURCE, self.source), (TARGET, self.target)

    def is_inside(self, i: int) -> bool:
        """Whether word i is part of one of the two."""
        return any(side is not None and i in side.words for side in (self.source, self.target))

    @cached_property
    def path(self) -> list[int]:
        """The words from the source up to the lowest word above both and down to the target, both ends left out.

        Where one is not there, the path from the other up to the root.
        """
        if not self.source or not self.target:
            side = self.source or self.target
            return self.sentence.ancestors(side.head) if side else []
        up, down = ([side.head, *self.sentence.ancestors(side.head)] for side in (self.source, self.target))
        top = next(word for word in up if word in down) if set(up) & set(down) else None
        if top is None:
            return []
        inner = up[: up.index(top) + 1] + down[: down.index(top)][::-1]
        ends = {self.source.head, self.target.head}
        return [word for word in inner if word not in ends]

    @cached_property
    def top(self) -> int:
        """The lowest word above both; the verb above the one that is there; ROOT where there is none."""
        if self.source and self.target:
            up = [self.source.head, *self.sentence.ancestors(self.source.head)]
            down = {self.target.head, *self.sentence.ancestors(self.target.head)}
            return next((word for word in up if word in down), ROOT)
        return self.path[0] if self.path else ROOT


def side_of(sentence: Sentence, words: Sequence[int]) -> Side | None:
    """The words as a side; None without words."""
    inside = frozenset(words)
    heads = [i for i in words if sentence.heads[i] not in inside]
    return Side(inside, heads[0]) if heads else None


def readings(view: PairView, triggers: Iterable[Trigger], operators: Iterable[Trigger]) -> list[Reading]:
    """One reading for each frame that a trigger of the sentence evokes, and for operators that no such word governs."""
    finder = EventFinder(view.analysis)
    drafts = [finder.drafter.draft(trigger) for trigger in outermost(triggers)]
    heads = {word: draft.trigger.head for draft in drafts for word in draft.trigger.words}
    read = [_reading(view, finder, draft, heads) for draft in drafts]
    used = {name for reading in read for name in reading.operators}
    alone = (t for t in operators if t.head not in heads and t.pattern.owner not in used)
    return read + [reading for trigger in alone if (reading := _of_operator(view, trigger))]


def _reading(view: PairView, finder: EventFinder, draft: Draft, heads: dict[int, int]) -> Reading:
    type_before = draft.type
    finder.govern(draft, heads)
    operators = tuple(reason.id.removeprefix("operator:") for reason in draft.reasons)
    finder.circumstances.complete(draft)
    finder.negate(draft)
    return Reading(
        type=draft.type,
        frame=draft.frame,
        type_before=type_before,
        trigger=draft.trigger,
        source=_standing(view, draft, view.source),
        target=_standing(view, draft, view.target),
        operators=operators,
        status=draft.status,
        passive=bool(draft.fillers.get("passive")),
        supposed=finder.operators.is_supposed(draft.trigger.head),
        absorbed=draft.absorbed_by is not None,
    )


def _of_operator(view: PairView, trigger: Trigger) -> Reading | None:
    """What an operator says by itself, where no frame reads the action that it governs: refused to answer."""
    name = trigger.pattern.owner
    governor, sentence = view.analysis.operators.at(trigger.head), view.sentence
    default = governor.operator.becomes.get("default") if governor else None
    governs = any(sentence.deprels[c] in COMPLEMENTS for word in trigger.words for c in sentence.children[word])
    if governor is None or default is None or not governs:
        return None
    roles = view.analysis.roles
    subjects = {*roles.subject_of(trigger.head)}
    source, target = (
        "absent" if side is None else "slot-source" if side.words & subjects else _in_tree(view, trigger.head, side)
        for side in (view.source, view.target)
    )
    return Reading(
        type=default,
        frame=f"operator:{name}",
        type_before=default,
        trigger=trigger,
        source=source,
        target=target,
        status="denied" if governor.negated else "done",
        supposed=view.analysis.operators.is_supposed(trigger.head),
    )


def _standing(view: PairView, draft: Draft, side: Side | None) -> str:
    """How a side stands to the trigger of a draft; see `Reading`."""
    if side is None:
        return "absent"
    for slot, parties in ((SOURCE, draft.source), (TARGET, draft.target)):
        if any(side.words & {*party.words} for party in parties):
            return f"slot-{slot}"
    if draft.trigger.head in side.words:
        return "around"
    return _in_role(view, draft, side) or _in_tree(view, draft.trigger.head, side)


def _in_role(view: PairView, draft: Draft, side: Side) -> str | None:
    """The role that a side has, or in whose filler it stands; a slot's role is named by the slot."""
    slots = view.analysis.lexicon.frames[draft.frame].slots_of(draft.trigger.pattern.words)
    slot_of = {role: f"slot-{slot}" for slot, roles in slots.items() for role in roles if slot in (SOURCE, TARGET)}
    fillers = [(role, words) for role, words in draft.fillers.items() if role not in NO_ROLES]
    for role, words in fillers:
        if side.words & {*words}:
            return slot_of.get(role, f"role-{role}")
    for role, words in fillers:
        if any(side.head in view.sentence.subtree(word) for word in words):
            return "in-" + slot_of.get(role, f"role-{role}")
    return None


def _in_tree(view: PairView, head: int, side: Side) -> str:
    sentence = view.sentence
    below = sentence.ancestors(side.head)
    if head in below:
        return "below"
    if side.head in sentence.ancestors(head):
        return "above"
    roles = view.analysis.roles
    for verb in sentence.ancestors(head):
        if side.words & {*roles.subject_of(verb)}:
            return "subject-above"
        if verb in below:
            break
    return "apart"
