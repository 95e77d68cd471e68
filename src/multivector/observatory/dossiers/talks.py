"""Processes of talks over the whole record: who hosted, which rounds are recorded, how many are claimed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from multivector.analysis.processes import Talks, grouped, named_processes
from multivector.analysis.register import days
from multivector.analysis.words import time_words, vocabulary
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import actor_label
from multivector.observatory.dossiers.kept import kept
from multivector.observatory.dossiers.telling import names, span


@dataclass(frozen=True)
class Round:
    """A dated occasion, and the entries that tell of it."""

    start: date
    end: date
    place: str
    entries: list[str]


@dataclass(frozen=True)
class Claimed:
    """How many rounds a text says that there were."""

    count: str  # `7`, `>12`
    time: str | None
    entries: list[str]


@dataclass(frozen=True)
class Process:
    """Talks that belong together."""

    slug: str
    named: str | None  # id of a named process
    host: str
    what: str
    about: str | None
    places: list[str]
    parties: list[str]
    rounds: list[Round] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # entries without a day

    @property
    def start(self) -> date | None:
        return self.rounds[0].start if self.rounds else None

    @property
    def end(self) -> date | None:
        return self.rounds[-1].end if self.rounds else None

    @property
    def entries(self) -> list[str]:
        """All entries that tell of it."""
        rounds = [entry for part in self.rounds for entry in part.entries]
        return [*rounds, *(entry for part in self.claims for entry in part.entries), *self.others]

    @property
    def is_process(self) -> bool:
        """Whether it is more than one gathering: it has a name, several rounds or a number claimed."""
        return bool(self.named or len(self.rounds) > 1 or self.claims)

    def name(self, archive: Archive, language: str) -> str:
        """Its name in a language, or what it was about and where."""
        if self.named:
            return named_processes()[self.named].name(language)
        known, said = vocabulary().values, vocabulary().standing
        what = known[self.what](language) if self.what in known else self.what
        if self.about:
            said_about = names(archive, language)(self.about)
            words = said["talks_on"](language, what=what, about=said_about)
        else:
            words = what
        where = (self.places[0] if self.places else "") or actor_label(archive, self.host, language)
        words = f"{words} ({where})"
        return words[:1].upper() + words[1:]

    def time(self, language: str) -> str:
        """From the first round to the last, in words."""
        return span(self.start, self.end, language)


@kept
def processes(archive: Archive) -> list[Process]:
    """All talks of the record: processes first, those with most rounds before others, then single gatherings."""
    facts = archive.rows(
        "SELECT id, doc, time, sentence, sentence_start, status, slots.host AS host, slots.what AS what,"
        " slots.about AS about, slots.place AS place, slots.count AS count FROM entries"
        " WHERE type = 'hosting' AND status IN ('done', 'ongoing') AND slots.host IS NOT NULL ORDER BY doc, start, id"
    )
    parties = _parties(archive)
    hosts: dict[str, list[Row]] = {}
    for fact in facts:
        hosts.setdefault(fact["host"].partition(".")[0], []).append(fact)
    found: list[Process] = []
    taken: set[str] = set()
    for host, of_host in sorted(hosts.items()):
        for talks in grouped(of_host, parties):
            found.append(_process(host, talks, taken))
    found.sort(
        key=lambda one: (
            not one.named,
            not one.is_process,
            -len(one.rounds),
            -(one.end or date.min).toordinal(),
            one.slug,
        )
    )
    return found


def process(archive: Archive, slug: str) -> Process | None:
    """One of them."""
    return next((one for one in processes(archive) if one.slug == slug), None)


def hosted_by(archive: Archive, host: str) -> list[Process]:
    """The processes of a host."""
    return [one for one in processes(archive) if one.host == host and one.is_process]


def _parties(archive: Archive) -> dict[str, set[str]]:
    """Id of a hosting fact -> who else acts in the events of its sentence."""
    rows = archive.rows(
        "WITH h AS (SELECT id, doc, sentence_start, split_part(slots.host, '.', 1) AS host FROM entries"
        " WHERE type = 'hosting' AND slots.host IS NOT NULL)"
        " SELECT h.id, h.host, list_distinct(flatten(list(e.actors))) AS codes FROM h JOIN entries e"
        " ON e.doc = h.doc AND e.sentence_start = h.sentence_start AND e.kind = 'event' GROUP BY h.id, h.host"
    )
    return {row["id"]: {code for code in row["codes"] if code.partition(".")[0] != row["host"]} for row in rows}


def _process(host: str, talks: Talks, taken: set[str]) -> Process:
    rounds = [(start, end, [fact for fact in talks.facts if _is_of(fact, start, end)]) for start, end in talks.rounds()]
    claims: dict[tuple[str, str | None], list[str]] = {}
    for fact in talks.facts:
        if fact["count"] is not None:
            claims.setdefault((fact["count"], fact["time"]), []).append(fact["id"])
    counted = {fact["id"] for *_, facts in rounds for fact in facts} | {id for ids in claims.values() for id in ids}
    named = Counter(place for fact in talks.facts for place in fact["place"] or ())
    about = talks.about
    return Process(
        slug=_slug(host, talks, taken),
        named=talks.key[1] if talks.key[0] == "process" else None,
        host=host,
        what=talks.facts[0]["what"] or "talks",
        about=about,
        places=[place for place, _ in named.most_common()],
        parties=sorted(code for code in talks.parties if code != about),
        rounds=[
            Round(
                start,
                end,
                ", ".join(_distinct(p for f in facts for p in f["place"] or ())[:1]),
                [f["id"] for f in facts],
            )
            for start, end, facts in rounds
        ],
        claims=[Claimed(count, time, ids) for (count, time), ids in claims.items()],
        others=[fact["id"] for fact in talks.facts if fact["id"] not in counted],
    )


def _is_of(fact: Any, start: date, end: date) -> bool:
    """Whether a fact tells of a round: its days touch those of the round and it counts nothing."""
    if not fact["time"] or fact["count"] is not None:
        return False
    first, last = days(fact["time"])
    return first > date.min and (last - first).days <= 31 and first <= end and last >= start


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _slug(host: str, talks: Talks, taken: set[str]) -> str:
    """An address that says host, subject and year; the same as long as its first entry is."""
    if talks.key[0] == "process":
        slug = talks.key[1].replace("_", "-")
    else:
        about = talks.about
        subject = about if about and about.isascii() and about.isalnum() else talks.facts[0]["what"] or "talks"
        year = next((str(start.year) for start, _ in talks.rounds()), "undated")
        slug = f"{host}-{subject}-{year}".lower()
    if slug in taken:
        slug = f"{slug}-{hashlib.sha256(talks.facts[0]['id'].encode()).hexdigest()[:6]}"
    taken.add(slug)
    return slug


def claim_words(claimed: Claimed, language: str) -> str:
    """A claimed number in words, with its time."""
    said = vocabulary().standing
    mark, number = (claimed.count[0], claimed.count[1:]) if claimed.count[0] in ">~" else ("", claimed.count)
    words = said["more_than" if mark == ">" else "about"](language, count=number) if mark else number
    return f"{words} ({time_words(claimed.time, language)})" if claimed.time else words
