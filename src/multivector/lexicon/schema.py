"""The layout of the data files, as `docs/lexicon.md` describes it; pydantic checks them against it."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from multivector.lexicon.ontology import CONTEXTS, FACTS, MODES, ROLES, SECTORS

Language = Literal["ru", "en", "kk"]


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _in(allowed: frozenset[str] | tuple[str, ...], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"'{value}' is no {what}: use one of {', '.join(sorted(allowed))}")
        return value

    return AfterValidator(check)


def _date(value: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise ValueError(f"'{value}' is no date: write YYYY, YYYY-MM or YYYY-MM-DD")
    date.fromisoformat(value + "-01-01"[: 10 - len(value)] if len(value) != 7 else value + "-01")
    return value


def _interval(value: str) -> str:
    start, slash, end = value.partition("/")
    if not slash:
        raise ValueError(f"'{value}' is no interval: write start/end, '..' for an open side")
    dates = [_date(side) for side in (start, end) if side not in ("..", "")]
    if len(dates) == 2 and dates[0] > dates[1]:
        raise ValueError(f"'{value}' ends before it begins")
    return value


Date = Annotated[str, AfterValidator(_date)]
Interval = Annotated[str, AfterValidator(_interval)]
Sector = Annotated[str, _in(SECTORS, "PLOVER sector")]
Role = Annotated[str, _in(ROLES, "abstract role")]
Roles = Annotated[list[Role], BeforeValidator(_as_list)]
Slots = dict[str, Roles]
EventType = Annotated[str, _in(tuple(MODES), "PLOVER type")]
Governed = Annotated[str, _in((*MODES, "default"), "PLOVER type")]
EVENT_SLOTS = frozenset({"source", "target", "place", "about"})


class Entry(BaseModel):
    """Base of all entries: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ActorWord(Entry):
    """A name of an actor; `forms` where the machine would inflect it wrongly."""

    word: str
    valid: Interval | None = None
    sector: Sector | None = None
    forms: list[str] = []

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"word": value} if isinstance(value, str) else value


Names = dict[Language, str]
Words = dict[Language, list[ActorWord]]


class State(Entry):
    iso2: str | None = None
    name: Names = {}
    also: Words = {}
    adjective: Words = {}
    people: Words = {}
    capital: Words = {}
    metonym: Words = {}
    cities: Words = {}
    valid: Interval | None = None


class Organisation(Entry):
    name: Names = {}
    acronym: Words = {}
    also: Words = {}
    code: str | None = None
    part_of: str | None = None
    kind: str | None = None
    valid: Interval | None = None


class RoleNoun(Entry):
    sector: Sector
    kind: Literal["person", "body", "group"]
    office: bool = False
    topical: bool = False
    organisational: bool = False  # where nobody is named, of the organisation that the text is about, not of the state
    former: bool = False
    ru: list[str] = []
    en: list[str] = []
    kk: list[str] = []


class Term(Entry):
    office: Literal[
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "supreme_leader",
        "head",
        "other",
    ]
    from_: Annotated[Date | None, Field(alias="from")] = None
    to: Date | None = None
    title: Names = {}

    @model_validator(mode="after")
    def _ordered(self) -> Term:
        if self.from_ and self.to and self.from_[: len(self.to)] > self.to:
            raise ValueError(f"the term ends ({self.to}) before it begins ({self.from_})")
        return self


class Leader(Entry):
    name: Names
    also: dict[Language, list[str]] = {}
    surname: Names = {}
    surname_alone: bool = True
    terms: list[Term]


class TriggerWords(Entry):
    """Words that evoke a frame, with what they decide otherwise than the frame."""

    words: list[str]
    slots: Slots | None = None
    mode: str | None = None
    context: Annotated[list[str], BeforeValidator(_as_list)] = []
    status: Literal["done", "ongoing", "planned", "possible", "denied"] | None = None
    fixed: dict[str, str] = {}
    requires: list[Literal["source", "target"]] = []  # sides without which the words are no event: to hit somebody
    without: list[Role] = []  # roles with which the words mean something else: leave for Moscow, but leave a note for

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"words": [value]} if isinstance(value, str) else value


class Example(Entry):
    """A sentence and what must be coded from it; null when nothing must be."""

    ru: str | None = None
    en: str | None = None
    kk: str | None = None
    event: dict[str, Any] | None = None
    fact: dict[str, Any] | None = None
    published: Date | None = None

    @model_validator(mode="after")
    def _one_language(self) -> Example:
        if sum(text is not None for text in (self.ru, self.en, self.kk)) != 1:
            raise ValueError("an example has one sentence: ru, en or kk")
        return self

    @property
    def language(self) -> str:
        return "ru" if self.ru is not None else "en" if self.en is not None else "kk"

    @property
    def text(self) -> str:
        return self.ru or self.en or self.kk or ""


class Frame(Entry):
    type: Annotated[str, _in(tuple(MODES), "PLOVER type")] | None = None
    fact: Annotated[str, _in(tuple(FACTS), "kind of fact")] | None = None
    mode: str | None = None
    context: Annotated[list[Annotated[str, _in(CONTEXTS, "PLOVER context")]], BeforeValidator(_as_list)] = []
    status: Literal["done", "ongoing", "planned", "possible", "denied"] | None = None
    slots: Slots
    fixed: dict[str, str] = {}  # slots of a fact whose value the words decide: act: signed
    ru: list[TriggerWords] = []
    en: list[TriggerWords] = []
    kk: list[TriggerWords] = []
    examples: list[Example] = []

    def slots_of(self, words: TriggerWords | None) -> Slots:
        """Slot -> roles: those of the trigger words where they have their own, else the frame's."""
        return (words.slots if words else None) or self.slots

    @model_validator(mode="after")
    def _consistent(self) -> Frame:
        if (self.type is None) == (self.fact is None):
            raise ValueError("a frame has a type (an event) or a fact, one of them")
        if self.fact and (wrong := (self.slots.keys() | self.fixed.keys()) - FACTS[self.fact]):
            raise ValueError(
                f"a {self.fact} has no slot {', '.join(sorted(wrong))}: it has {', '.join(sorted(FACTS[self.fact]))}"
            )
        if self.type and (wrong := (self.slots.keys() | self.fixed.keys()) - EVENT_SLOTS):
            known = ", ".join(sorted(EVENT_SLOTS))
            raise ValueError(f"an event has no slot {', '.join(sorted(wrong))}: it has {known}")
        modes = {self.mode, *(words.mode for words in (*self.ru, *self.en, *self.kk))} - {None}
        if self.type and (unknown := modes - MODES[self.type].keys()):
            raise ValueError(f"{self.type} has no mode {', '.join(sorted(map(str, unknown)))}")
        return self


class Operator(Entry):
    """A class of words that turn the event they govern into another; see `operators.yaml`."""

    becomes: dict[Governed, EventType] = {}  # type of the governed event (or `default`) -> type that it becomes
    announces: dict[Governed, EventType] = {}  # the same where the subject says that it itself will do so
    status: Literal["done", "ongoing", "planned", "possible", "denied"] | None = None
    drops: bool = False  # the governed event is nothing
    light: bool = False  # carries an event noun and lends it its subject: held talks
    occurs: bool = False  # says that an event noun took place: the talks began
    ends: bool = False  # says that the governed event is over
    reports: bool = False  # a speaker tells of an event; the speaker takes no part in it
    controls: Literal["subject", "object"] = "subject"  # who acts in the governed infinitive

    @property
    def says_of_subject(self) -> bool:
        """Whether it says something of an event noun that is its subject: the talks began, the visit was cancelled."""
        return self.light or self.occurs or bool(self.becomes) or bool(self.status)

    ru: list[str] = []
    en: list[str] = []
    kk: list[str] = []


class Spoken(Entry):
    """One way to speak an abstract role: a preposition (or phrase) and a case, or a bare case."""

    prep: str | None = None
    case: Literal["Nom", "Gen", "Dat", "Acc", "Ins", "Loc"] | None = None


class Grammar(Entry):
    """How a language speaks the abstract roles; see `grammar/ru.yaml`."""

    roles: dict[Role, list[Spoken]]
    addresses: list[str] = []
    against_prefixes: list[str] = []
    against_rulers: list[str] = []
    against_will: list[str] = []
    agentive: list[str] = []
    apolitical: list[str] = []
    complement_marks: list[str] = []
    blows: list[str] = []
    bodies: list[str] = []
    both: list[str] = []
    collectives: list[str] = []
    compounds: dict[str, str] = {}
    conditional: list[str] = []
    days: list[str] = []
    decisions: list[str] = []
    definite: list[str] = []
    documents: dict[str, list[str]] = {}
    examples_open: list[str] = []
    drops_subjects: bool = False
    former: list[str] = []
    former_by_date: bool = False
    former_prefixes: list[str] = []
    future_auxiliaries: list[str] = []
    gatherings: dict[str, list[str]] = {}
    grounds: list[str] = []
    hosted: dict[str, list[str]] = {}
    ideas: list[str] = []
    if_words: list[str] = []
    inclusions: list[str] = []
    indefinite: list[str] = []
    institutions: list[str] = []
    leaning_prefixes: list[str] = []
    located: list[str] = []
    maker_prepositions: list[str] = []
    means: list[str] = []
    measures: list[str] = []
    mission_nouns: list[str] = []
    missions: dict[str, list[str]] = {}
    modals: dict[Literal["possible", "reported", "unreal"], list[str]] = {}
    nature: list[str] = []
    negation: list[str] = []
    not_prepositions: list[str] = []
    occasions: list[str] = []
    own_state: list[str] = []
    owner_prepositions: list[str] = []
    pending: list[str] = []
    people: list[str] = []
    personal_pronouns: list[str] = []
    places: list[str] = []
    polite: list[str] = []
    possessive_pronouns: list[str] = []
    preposition_forms: dict[str, str] = {}
    pronouns: list[str] = []
    thing_pronouns: list[str] = []
    raises: bool = False
    reflexive: str = ""
    regions: dict[str, list[str]] = {}
    relative: list[str] = []
    roughly: list[str] = []
    same_time: list[str] = []
    saying_promises: bool = False
    since_then: list[str] = []
    sides: list[str] = []
    single: list[str] = []
    speakers: list[str] = []
    suffered: list[str] = []
    topics: list[str] = []
    ties: list[str] = []
    titles: dict[Literal["former", "lead"], str] = {}
    whichever: list[str] = []
