"""Entries of the record in plain words, with the address at which each can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from multivector.analysis.names import Names
from multivector.analysis.names import names as names_of
from multivector.analysis.words import sides_said, span_words, time_words, vocabulary
from multivector.observatory.archive import Archive
from multivector.observatory.archive.reading import Row
from multivector.observatory.core.labels import css_class, kind_label
from multivector.observatory.core.saying import SiteNames, facts_in_words
from multivector.observatory.dossiers.links import permalink

COLUMNS = (
    "id, doc, kind, type, source, target, slots, time, time_start, time_end, status, sentence, title, published,"
    " language, outlet, year"
)
"""The columns of the archive's `entries` that `told` needs."""


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
    facts = [row for row in rows if row["kind"] == "fact"]
    said = facts_in_words(facts, names(archive, language), language)
    words = dict(zip((row["id"] for row in facts), said, strict=True))
    return [_told(archive, row, words.get(row["id"]), language) for row in rows]


def _told(archive: Archive, row: Row, fact: str | None, language: str) -> Told:
    start: date | None = row["time_start"]
    return Told(
        id=row["id"],
        url=permalink(row["doc"], row["id"]),
        when=time_words(row["time"], language),
        day=start.isoformat() if start and start == row["time_end"] else "",
        year=row["year"],
        css=css_class(row["type"]),
        kind=kind_label(row["type"], language),
        said=_sides(archive, row, language) if fact is None else fact,
        sentence=row["sentence"],
        language=row["language"] or "",
        title=row["title"] or row["doc"],
        outlet=row["outlet"] or "",
        published=row["published"] or "",
        status=row["status"],
        event=_event(row),
    )


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


def _sides(archive: Archive, row: Row, language: str) -> str:
    """Who acts with or towards whom."""
    return sides_said(row["type"], (row["source"], row["target"]), SiteNames(archive, language))


@lru_cache(maxsize=6)
def names(archive: Archive, language: str) -> Names:
    """The names of all actors in a language."""
    return names_of(archive.record, language)


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
    return span_words(start or date.min, end or date.max, f"{start or ''}/{end or ''}", language, lasts=False)


def fact_kind(kind: str, language: str) -> str:
    """What a kind of fact is called on a time line."""
    return vocabulary().kinds[kind](language)
