"""Finding entries by who, what and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import polars as pl

from multivector.edtf import bounds
from multivector.errors import StopRun
from multivector.model import Event, Fact
from multivector.record.rows import Row, event_from_row, fact_from_row


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for; an entry must fit all that is given. `KAZ` finds `KAZ` and `KAZ.GOV`.

    `since` and `until` are EDTF dates (`2017`, `2017-05`, `2017-05-03`) and hold for the time of the entry,
    or for the publication date of its document where the entry has none.
    """

    actor: str | None = None
    partner: str | None = None
    type: str | None = None  # PLOVER type; events only
    fact: str | None = None  # kind of fact; facts only
    status: str | None = None
    doc: str | None = None
    since: str | None = None
    until: str | None = None
    min_confidence: float = 0.0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An entry with what a person needs beside it."""

    entry: Event | Fact
    actors: tuple[str, ...]  # of a fact; empty for an event
    sentence: str
    doc: str
    title: str | None
    published: str | None


class Frames(Protocol):
    """What is searched."""

    def documents(self) -> pl.LazyFrame: ...
    def events(self) -> pl.LazyFrame: ...
    def facts(self) -> pl.LazyFrame: ...


def find(record: Frames, query: Query) -> list[Found]:
    """Events and facts that fit `query`, the latest first. Raises StopRun for dates that can't be read."""
    documents = record.documents().select(pl.col("id").alias("doc"), "title", "published")
    rows: list[Row] = []
    if query.fact is None or query.type is not None:
        parties = pl.concat_list("source", "target")
        rows += _rows(record.events().with_columns(actors=parties), documents, query, "type", query.type)
    if query.type is None or query.fact is not None:
        rows += _rows(record.facts(), documents, query, "fact", query.fact)
    rows.sort(key=lambda row: (row["doc"], row["start"], row["id"]))
    rows.sort(key=lambda row: row["_first"] or row["_last"] or date.min, reverse=True)
    return [_found(row) for row in rows[: query.limit]]


def matches(actors: pl.Expr, code: str) -> pl.Expr:
    """Whether a list of codes holds `code` or a sector of it."""
    element = pl.element()
    return actors.list.eval((element == code) | element.str.starts_with(code + ".")).list.any()


def _rows(entries: pl.LazyFrame, documents: pl.LazyFrame, query: Query, column: str, value: str | None) -> list[Row]:
    published = pl.col("published").str.to_date("%Y-%m-%d", strict=False)
    timeless = pl.col("time_start").is_null() & pl.col("time_end").is_null()
    dated = entries.join(documents, on="doc", how="left").with_columns(
        _first=pl.when(timeless).then(published).otherwise("time_start"),
        _last=pl.when(timeless).then(published).otherwise("time_end"),
    )
    found = dated.filter(*_conditions(query), *([pl.col(column) == value] if value else []))
    order = pl.coalesce("_first", "_last")
    if query.limit is not None:
        # More than the limit of one table is never shown; ties are broken as in `find`.
        found = found.sort(order, "doc", "start", "id", descending=[True, False, False, False], nulls_last=True)
        found = found.head(query.limit)
    return found.collect().to_dicts()


def _conditions(query: Query) -> Iterable[pl.Expr]:
    yield pl.col("confidence") >= query.min_confidence
    for code in (query.actor, query.partner):
        if code:
            yield matches(pl.col("actors"), code)
    for column, value in (("status", query.status), ("doc", query.doc)):
        if value:
            yield pl.col(column) == value
    known = pl.col("_first").is_not_null() | pl.col("_last").is_not_null()
    if query.since:
        # An entry without an end goes on.
        yield known & (pl.col("_last") >= day_of(query.since, 0)).fill_null(True)
    if query.until:
        yield known & (pl.col("_first") <= day_of(query.until, 1)).fill_null(True)


def day_of(edtf: str, end: int) -> date:
    """The first (`end` 0) or last (1) day of an EDTF date. Raises StopRun for one that has none."""
    try:
        day = bounds(edtf)[end]
    except ValueError as error:
        raise StopRun(str(error)) from error
    if day is None:
        raise StopRun(f"{edtf!r} has no {'last' if end else 'first'} day to compare with; write YYYY-MM-DD")
    return day


def _found(row: Row) -> Found:
    entry = event_from_row(row) if "type" in row else fact_from_row(row)
    actors = () if isinstance(entry, Event) else tuple(row["actors"])
    return Found(entry, actors, row["sentence"], row["doc"], row["title"], row["published"])
