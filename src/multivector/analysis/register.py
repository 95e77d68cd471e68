"""The register of organisations: who was a member, who held the chair, and when (docs/register.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from multivector.analysis.words import vocabulary
from multivector.edtf import bounds
from multivector.errors import StopRun
from multivector.lexicon.schema import Entry, Names
from multivector.lexicon.yamlfile import DataFile, LexiconProblem, read_yaml

Part = Literal["members", "chairs"]
Days = tuple[date, date]
_CODE = re.compile(r"[A-Z0-9]+")
_DAY = timedelta(days=1)


class RegisterError(StopRun):
    """The files contradict their layout; `problems` has all errors."""

    def __init__(self, problems: list[LexiconProblem]) -> None:
        super().__init__(problems)
        self.problems = sorted(problems)

    def __str__(self) -> str:
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        return f"the register has {len(self.problems)} error(s); correct these lines:\n{listed}"


def _time(value: str) -> str:
    bounds(value)
    return value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise ValueError(f"'{value}' is no code of a state or organisation: write one like FRA or EU")
    return value


def _tie(value: str) -> str:
    known = vocabulary().ties
    if value not in known:
        raise ValueError(f"'{value}' is no kind of tie: use one of {', '.join(sorted(known))}")
    return value


Time = Annotated[str, AfterValidator(_time)]
Times = Annotated[list[Time], BeforeValidator(_as_list)]
Code = Annotated[str, AfterValidator(_code)]
Codes = Annotated[list[Code], BeforeValidator(_as_list), Field(min_length=1)]
Tie = Annotated[str, AfterValidator(_tie)]


class Source(Entry):
    """Where the lines come from: a document or page by its title, and the day up to which they say how things stand."""

    title: str
    publisher: str
    site: str | None = None
    as_of: Time


class History(Entry):
    """Who stood in one kind of tie, and when; `complete` names the times in which nobody else did."""

    source: str
    complete: Times = Field(default=[])
    times: dict[Time, Codes]


class Organisation(Entry):
    """One file of the register."""

    code: Code
    names: Names
    founded: Time
    sources: dict[str, Source]
    members: dict[Tie, History] = Field(default={})
    chairs: dict[Tie, History] = Field(default={})

    @model_validator(mode="after")
    def _sources_are_there(self) -> Organisation:
        for part in ("members", "chairs"):
            for tie, history in getattr(self, part).items():
                if history.source not in self.sources:
                    raise ValueError(f"{part}, {tie}: '{history.source}' is none of the `sources` of this file")
        return self


@dataclass(frozen=True, slots=True)
class Span:
    """A state in a tie from `start` to `end`, both included; `date.min` and `date.max` where it is open."""

    tie: str
    time: str
    start: date
    end: date
    source: str

    @property
    def approximate(self) -> bool:
        """Whether the file marks the time as uncertain or approximate."""
        return any(mark in self.time for mark in "?~%")

    def touches(self, start: date, end: date) -> bool:
        return self.start <= end and self.end >= start


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as the questions ask it."""

    entry: Organisation
    founded: date
    spans: dict[tuple[Part, str], list[Span]]  # of a state in a part, by time
    holders: dict[Part, list[tuple[Span, str]]]
    complete: dict[Part, list[Days]]

    def of(self, part: Part, state: str) -> list[Span]:
        """All that the register has of a state, the earliest first; ties that are no membership included."""
        return self.spans.get((part, state), [])

    def covers(self, part: Part, start: date, end: date) -> bool:
        """Whether the register knows of everybody in this part on each day from `start` to `end`."""
        return any(first <= start and end <= last for first, last in self.complete[part])

    def known_until(self, part: Part) -> date:
        """The last day of which the register knows of everybody."""
        return max((last for _, last in self.complete[part]), default=date.min)


@dataclass
class Register:
    """The organisations by their codes."""

    bodies: dict[str, Body] = field(default_factory=dict)

    def get(self, code: str) -> Body | None:
        return self.bodies.get(code)


def data_folder() -> Traversable:
    """The register that ships with the package."""
    return files("multivector.analysis") / "data" / "register"


def load_register(folder: str | Path | Traversable | None = None) -> Register:
    """The register of the package or of `folder`, one YAML file an organisation.

    Raises:
        RegisterError: with every error of every file, each with its line.
        StopRun: there is no such folder, or no file in it.
    """
    return _shipped() if folder is None else _load(Path(folder) if isinstance(folder, str) else folder)


@cache
def _shipped() -> Register:
    return _load(data_folder())


def _load(folder: Path | Traversable) -> Register:
    if not folder.is_dir():
        raise StopRun(f"{folder}: there is no such folder; a register is a folder of YAML files, see docs/register.md")
    register, problems, places = Register(), [], dict[str, str]()
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if not path.name.endswith(".yaml"):
            continue
        file = read_yaml(path, path.name)
        entry = _entry(file) if file.data is not None else None
        if entry:
            if entry.code in places:
                file.problem(("code",), f"{entry.code} stands in {places[entry.code]} too: keep one")
            places[entry.code] = file.name
            register.bodies[entry.code] = _body(entry)
        problems += file.problems
    if problems:
        raise RegisterError(problems)
    if not register.bodies:
        raise StopRun(f"{folder}: no .yaml file here; a register has one an organisation, see docs/register.md")
    return register


def _entry(file: DataFile) -> Organisation | None:
    try:
        return Organisation.model_validate(file.data)
    except ValidationError as error:
        file.invalid(error)
        return None


def _body(entry: Organisation) -> Body:
    spans: dict[tuple[Part, str], list[Span]] = {}
    holders: dict[Part, list[tuple[Span, str]]] = {"members": [], "chairs": []}
    complete: dict[Part, list[Days]] = {}
    for part, histories in _parts(entry):
        complete[part] = _all_complete(histories)
        for tie, history in histories.items():
            for time, codes in history.times.items():
                span = Span(tie, time, *days(time), history.source)
                holders[part] += [(span, code) for code in codes]
    for part, held in holders.items():
        held.sort(key=lambda pair: (pair[0].start, pair[0].end))
        for span, code in held:
            spans.setdefault((part, code), []).append(span)
    return Body(entry, days(entry.founded)[0], spans, holders, complete)


def _parts(entry: Organisation) -> Iterator[tuple[Part, dict[str, History]]]:
    yield "members", entry.members
    yield "chairs", entry.chairs


def _all_complete(histories: dict[str, History]) -> list[Days]:
    """The times in which every tie that counts is complete; ties that are no membership need not be."""
    ties = vocabulary().ties
    counted = [history for tie, history in histories.items() if ties[tie].counts]
    common: list[Days] = [(date.min, date.max)] if counted else []
    for history in counted:
        own = merged(map(days, history.complete))
        common = [(max(a, c), min(b, d)) for a, b in common for c, d in own if max(a, c) <= min(b, d)]
    return common


@lru_cache(maxsize=65536)
def days(time: str) -> Days:
    """The first and the last day of an EDTF time, `date.min` and `date.max` where it is open."""
    first, last = bounds(time)
    return first or date.min, last or date.max


def merged(spans: Iterable[Days]) -> list[Days]:
    """The spans in order, those that overlap or follow each other made one."""
    joined: list[Days] = []
    for start, end in sorted(spans):
        if joined and (joined[-1][1] == date.max or start <= joined[-1][1] + _DAY):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def by_tie(spans: Iterable[Span]) -> Iterator[tuple[str, list[Span]]]:
    """The spans of each tie, ties in the order of their first span."""
    ordered = list(spans)
    rank = {tie: number for number, tie in reversed(list(enumerate(span.tie for span in ordered)))}
    for tie, group in groupby(sorted(ordered, key=lambda span: (rank[span.tie], span.start)), key=lambda s: s.tie):
        yield tie, list(group)
