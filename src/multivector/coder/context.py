"""What a document has said so far: whom it is about, and who bears which name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from multivector.lexicon.forms import Candidate
from multivector.lexicon.index import Hit

TOPIC_KINDS = frozenset({"state", "adjective", "capital", "metonym", "people"})
SCENES = frozenset({"city", "capital"})
ORGANISATIONS = frozenset({"organisation"})
TOPIC_SHARE = 0.45  # of all mentions of states: below it no state is what the document is about
RIVAL_TIMES, RIVAL_SHARE, PAIR_SHARE = 3, 0.2, 0.75  # how often the second of two states is named; and both together
TITLE_WEIGHT = 3


@dataclass
class Context:
    """The memory of one document while it is coded."""

    published: str | None = None
    title: tuple[int, int] = (0, 0)
    topic: str | None = None  # code of the state that the document is about
    scene: str | None = None  # code of the state in whose cities it happens: whose rebels and clerics are meant
    rivals: tuple[str, ...] = ()  # codes of the two states that the document is about, if it is about two
    names: dict[str, tuple[str, str]] = field(default_factory=dict)  # surname (folded) -> state, sector
    guessed_names: set[str] = field(default_factory=set)  # of them, those whose state only the topic told
    roles: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # role (id) -> state, sector of its last named owner
    acronyms: dict[str, Candidate] = field(default_factory=dict)  # acronym -> the name that explains it in brackets
    short_names: dict[str, tuple[str, str]] = field(default_factory=dict)  # head of a long name -> state, sector
    people: dict[str, tuple[str, str]] = field(default_factory=dict)  # noun (folded) -> whose people it has named
    states: list[str] = field(default_factory=list)  # codes of the two states that were named last
    body: tuple[str, str] | None = None  # state and sector of the group or organisation that was named last
    parties: tuple[tuple[str, str], ...] = ()  # states and sectors of the last event's parties
    address: bool = False  # whether somebody speaks for a state: who says I acts for it
    attacker: tuple[str, str] | None = None  # state and sector of who used force last
    organisation: str | None = None  # the organisation that the document is about: what *it* may mean
    plural: bool = False  # whether the subject stood in the plural
    subject: tuple[str, str] | None = None  # state and sector of the person or body that acted last: whom *he* means
    thing: tuple[str, str] | None = None  # the same of the last that was no person: whom *it* means
    person: tuple[str, str] | None = None  # the same of the last that was a person: whom *he* means in English

    def copy(self) -> Context:
        """The same memory, of which what is learnt from now on is forgotten."""
        return replace(
            self,
            names=dict(self.names),
            guessed_names=set(self.guessed_names),
            roles=dict(self.roles),
            acronyms=dict(self.acronyms),
            short_names=dict(self.short_names),
            people=dict(self.people),
            states=list(self.states),
        )

    def learn_name(self, surname: str, state: str, sector: str, *, guessed: bool = False) -> None:
        """Remembers whom an unknown name belongs to (президент Польши N); `guessed` where only the topic tells."""
        if surname in self.names and (guessed or surname not in self.guessed_names):
            return
        self.names[surname] = (state, sector)
        if guessed:
            self.guessed_names.add(surname)
        else:
            self.guessed_names.discard(surname)


def rivals_of(hits: Iterable[Hit], title: tuple[int, int]) -> tuple[str, ...]:
    """The two states that a document is about: each often named, and seldom any other."""
    counts = _counts(hits, title, TOPIC_KINDS)
    top, total = counts.most_common(2), sum(counts.values())
    two = len(top) == 2 and top[1][1] >= max(RIVAL_TIMES, RIVAL_SHARE * total)
    two = two and top[0][1] + top[1][1] >= PAIR_SHARE * total
    return tuple(code for code, _ in top) if two else ()


def topic_of(hits: Iterable[Hit], title: tuple[int, int], kinds: frozenset[str] = TOPIC_KINDS) -> str | None:
    """The state (or organisation, by `kinds`) that a document is about: about as often named as all others together.

    Names in the title count three times.
    """
    counts = _counts(hits, title, kinds)
    if not counts:
        return None
    (state, most), total = counts.most_common(1)[0], sum(counts.values())
    return state if most / total > TOPIC_SHARE else None


def _counts(hits: Iterable[Hit], title: tuple[int, int], kinds: frozenset[str]) -> Counter[str]:
    """How often each state (or organisation) is named."""
    counts: Counter[str] = Counter()
    for hit in hits:
        code = next((candidate.code for candidate in hit.candidates if candidate.kind in kinds), None)
        if code:
            counts[code] += TITLE_WEIGHT if title[0] <= hit.start < title[1] else 1
    return counts
