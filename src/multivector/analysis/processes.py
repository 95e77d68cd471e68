"""Hosted talks grouped into processes: the named ones of `data/processes.yaml`, all others by host and subject."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from multivector.analysis.register import Days, days, merged
from multivector.analysis.words import In

Row = Mapping[str, Any]
_LONGEST_ROUND = 31  # days; a longer time is a period in which rounds were held
_LONGEST_PAUSE = timedelta(days=3 * 366)  # between rounds of talks on one subject
_WORD = re.compile(r"\w{4,}")
_LEAST_PARTIES = 2


class Process(BaseModel):
    """A named process."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: In
    hosts: frozenset[str]
    time: str
    about: frozenset[str]
    parties: frozenset[str]
    words: tuple[str, ...] = ()

    def fits(self, fact: Row, parties: Collection[str]) -> bool:
        """Whether a fact of one of its hosts belongs to it; `parties` are the other actors of the sentence."""
        if not self._in_time(fact["time"]):
            return False
        sentence = fact["sentence"].casefold()
        return (
            fact["about"] in self.about
            or (fact["about"] is None and len(self.parties.intersection(parties)) >= _LEAST_PARTIES)
            or any(word.casefold() in sentence for word in self.words)
        )

    def _in_time(self, time: str | None) -> bool:
        if time is None:
            return True
        start, end = days(time)
        first, last = days(self.time)
        return start <= last and end >= first


@cache
def named_processes() -> dict[str, Process]:
    """The processes of `data/processes.yaml`."""
    text = (files("multivector.analysis") / "data" / "processes.yaml").read_text(encoding="utf-8")
    return {
        id: Process.model_validate({**entry, "time": str(entry["time"])}) for id, entry in yaml.safe_load(text).items()
    }


@dataclass
class Talks:
    """Hosting facts that belong together: a process, talks on one subject, or one gathering."""

    key: tuple[str, ...]
    facts: list[Row] = field(default_factory=list)
    parties: set[str] = field(default_factory=set)

    @property
    def process(self) -> Process | None:
        return named_processes().get(self.key[1]) if self.key[0] == "process" else None

    @property
    def about(self) -> str | None:
        return next((fact["about"] for fact in self.facts if fact["about"]), None)

    def rounds(self) -> list[Days]:
        """The dated occasions of a month at most; times that overlap are one round."""
        spans = (days(fact["time"]) for fact in self.facts if fact["time"] and fact["count"] is None)
        return _overlapping(s for s in spans if s[0] > date.min and (s[1] - s[0]).days < _LONGEST_ROUND)

    def claims(self) -> list[tuple[str, str | None]]:
        """The numbers of rounds that texts give (`7`, `>12`), each with its time."""
        return list(dict.fromkeys((f["count"], f["time"]) for f in self.facts if f["count"] is not None))


def _overlapping(spans: Iterable[Days]) -> list[Days]:
    """Spans that share a day made one: of a month and days in it, the days count."""
    kept: list[Days] = []
    for start, end in sorted(spans, key=lambda span: (span[1] - span[0], span[0])):
        if not any(start <= last and end >= first for first, last in kept):
            kept.append((start, end))
    return sorted(kept)


def grouped(facts: Sequence[Row], parties: Mapping[str, Collection[str]]) -> list[Talks]:
    """The talks of hosting facts, in the order of their first fact.

    Args:
        facts: rows of hosting facts with `id, doc, host, what, about, place, count, time, sentence`.
        parties: id of a fact -> the other actors of its sentence.
    """
    talks: dict[tuple[str, ...], Talks] = {}
    keys = _keys(facts, parties)
    for fact in facts:
        key = keys[fact["id"]]
        one = talks.setdefault(key, Talks(key))
        one.facts.append(fact)
        one.parties.update(parties.get(fact["id"], ()))
    return [part for one in talks.values() for part in _parts(one)]


def _parts(talks: Talks) -> Iterable[Talks]:
    """Talks on one subject that are years apart are no one process, unless it has a name."""
    if talks.key[0] != "about":
        return [talks]
    return [Talks(talks.key, facts, talks.parties) for facts in terms(talks.facts, apart=_LONGEST_PAUSE)]


def _keys(facts: Sequence[Row], parties: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    keys: dict[str, tuple[str, ...]] = {}
    in_place = defaultdict[tuple[str, ...], set[tuple[str, ...]]](set)
    for fact in facts:
        key = _process(fact, parties.get(fact["id"], ())) or _subject(fact)
        if key:
            keys[fact["id"]] = key
            in_place[_spot(fact)].add(key)
    for fact in facts:
        if fact["id"] not in keys:
            near = in_place[_spot(fact)] if fact["place"] else set()
            # A text that has named its subject goes on to speak of the talks in the same place.
            keys[fact["id"]] = next(iter(near)) if len(near) == 1 else _gathering(fact)
    return keys


def _spot(fact: Row) -> tuple[str, ...]:
    return fact["doc"], *(fact["place"] or ())


def _process(fact: Row, parties: Collection[str]) -> tuple[str, ...] | None:
    hosted = _hosted_by(fact["host"].partition(".")[0])
    return next((("process", id) for id, process in hosted if process.fits(fact, parties)), None)


@cache
def _hosted_by(host: str) -> list[tuple[str, Process]]:
    return [(id, process) for id, process in named_processes().items() if host in process.hosts]


def _subject(fact: Row) -> tuple[str, ...] | None:
    return ("about", *(stems(fact["about"]) or (fact["about"],))) if fact["about"] else None


def _gathering(fact: Row) -> tuple[str, ...]:
    return ("gathering", fact["what"] or "", *(fact["place"] or ()), fact["time"] or fact["id"])


@lru_cache(maxsize=65536)
def stems(name: str) -> tuple[str, ...]:
    """The words of a name by their first letters, so that endings and small words make no difference."""
    return tuple(sorted({word[:5] for word in _WORD.findall(name.casefold())}))


def terms(facts: Iterable[Row], *, apart: timedelta = timedelta(0)) -> list[list[Row]]:
    """Facts of one thing by the times that overlap or follow each other (or are no longer `apart`).

    Those without a time join the term if there is only one.
    """
    dated: list[tuple[Days, Row]] = []
    undated: list[Row] = []
    for fact in facts:
        span = days(fact["time"]) if fact["time"] else (date.min, date.max)
        (undated.append(fact) if span == (date.min, date.max) else dated.append((span, fact)))
    wide = merged((start, end + min(apart, date.max - end)) for (start, end), _ in dated)
    starts = [first for first, _ in wide]
    found: list[list[Row]] = [[] for _ in wide]
    for (start, _), fact in dated:
        found[bisect_right(starts, start) - 1].append(fact)
    if undated:
        found = [found[0] + undated] if len(found) == 1 else [*found, undated]
    return found
