"""Entries of the record in plain words, with the address at which each can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import polars as pl

from multivector.analysis.words import Names, facts_said, span_words, time_words, vocabulary
from multivector.lexicon.ontology import RECIPROCAL
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import actor_label, css_class, kind_label
from multivector.observatory.dossiers.links import permalink
from multivector.record.schema import SLOT_COLUMNS

COLUMNS = (
    "id, doc, kind, type, source, target, slots, time, time_start, time_end, status, sentence, title, published,"
    " language, outlet, year"
)
"""The columns of the archive's `entries` that `told` needs."""


ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Told:
    """An entry as it is read."""

    id: str
    url: str
    when: str  # in words
    day: str  # ISO, for machines
    year: int | None
    css: str
    kind: str
    said: str
    sentence: str
    language: str
    title: str
    outlet: str
    published: str
    status: str
    event: str  # equal for entries that tell of the same event
    also: tuple[tuple[str, str], ...] = ()  # address and article of other entries that tell of it


def told(archive: Archive, rows: Sequence[Row], language: str) -> list[Told]:
    """The entries in words of a language, in the order of the rows."""
    facts = _facts_said(archive, [row for row in rows if row["kind"] == "fact"], language)
    return [_told(archive, row, facts.get(row["id"]), language) for row in rows]


def _told(archive: Archive, row: Row, fact: str | None, language: str) -> Told:
    start: date | None = row["time_start"]
    return Told(
        id=row["id"],
        url=permalink(row["doc"], row["id"]),
        when=when(row["time"], language),
        day=start.isoformat() if start and start == row["time_end"] else "",
        year=row["year"],
        css=css_class(row["type"]),
        kind=kind_label(row["type"], language),
        said=fact if fact is not None else sides(archive, row, language),
        sentence=row["sentence"],
        language=row["language"] or "",
        title=row["title"] or row["doc"],
        outlet=row["outlet"] or "",
        published=row["published"] or "",
        status=row["status"],
        event=_event(row),
    )


def when(time: str | None, language: str) -> str:
    """An EDTF time in words; a single month without a preposition."""
    if time and _MONTH.fullmatch(time):
        words = vocabulary().times[language]
        return words.month.format(month=words.months[int(time[5:]) - 1], year=time[:4])
    return time_words(time, language)


_MONTH = re.compile(r"\d{4}-(0\d|1[0-2])")


def _event(row: Row) -> str:
    """What entries of the same event share: type, who takes part, and a day; the entry itself where no day is said."""
    if row["kind"] == "fact" or not row["time_start"] or row["time_start"] != row["time_end"]:
        return str(row["id"])
    return f"{row['type']} {sorted({*row['source'], *row['target']})} {row['time_start']}"


def joined(entries: Iterable[Told]) -> list[Told]:
    """One for each event; the other texts that tell of it stand with the first."""
    found: dict[str, Told] = {}
    for one in entries:
        known = found.get(one.event)
        found[one.event] = replace(known, also=(*known.also, (one.url, one.title))) if known else one
    return list(found.values())


def sides(archive: Archive, row: Row, language: str) -> str:
    """Who acts with or towards whom."""
    named = [
        ", ".join(actor_label(archive, code, language) for code in codes)
        for codes in (row["source"], row["target"])
        if codes
    ]
    return (", " if row["type"] in RECIPROCAL else " → ").join(named)


def _facts_said(archive: Archive, rows: Sequence[Row], language: str) -> dict[str, str]:
    """Id of a fact -> what it says."""
    if not rows:
        return {}
    schema: dict[str, Any] = {"fact": pl.String, "status": pl.String}
    schema |= {slot: pl.List(pl.String) if slot in _LISTS else pl.String for slot in SLOT_COLUMNS}
    values = [
        {"fact": row["type"], "status": "done", **{slot: row["slots"][slot] for slot in SLOT_COLUMNS}} for row in rows
    ]
    said = facts_said(pl.DataFrame(values, schema=schema), names(archive, language), language)
    return dict(zip((row["id"] for row in rows), said.to_list(), strict=True))


_LISTS = ("parties", "place", "founders")


def names(archive: Archive, language: str) -> Names:
    """The names of all actors in a language."""
    return _names(archive, language)


@lru_cache(maxsize=6)
def _names(archive: Archive, language: str) -> Names:
    return Names.of(archive.record.actors(), language)


def by_id(archive: Archive, ids: Iterable[str], language: str) -> dict[str, Told]:
    """Entries by their ids; what is not there is left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = archive.rows(f"SELECT {COLUMNS} FROM entries WHERE id IN (SELECT unnest(?))", [wanted])
    return {one.id: one for one in told(archive, rows, language)}


def span(start: date | None, end: date | None, language: str) -> str:
    """A span of days in words; empty where neither day is known."""
    if start is None and end is None:
        return ""
    if start and end and start == end:
        return time_words(start.isoformat(), language)
    if (
        start
        and end
        and (start.day, (end + ONE_DAY).day) == (1, 1)
        and (start.year, start.month) == (end.year, end.month)
    ):
        return when(f"{start:%Y-%m}", language)
    return span_words(start or date.min, end or date.max, f"{start or ''}/{end or ''}", language)


def fact_kind(kind: str, language: str) -> str:
    """What a kind of fact is called on a time line."""
    return vocabulary().kinds[kind](language)
