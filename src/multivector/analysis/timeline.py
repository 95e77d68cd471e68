"""The time line of a state: all its events and facts, by time, each in one line of plain words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import altair as alt
import polars as pl

from multivector.analysis.actors import actor_codes, check_actor
from multivector.analysis.charts import PALETTE, WIDTH, Chart, styled
from multivector.analysis.words import Names, check_language, fact_words, vocabulary, with_notes
from multivector.edtf import bounds
from multivector.errors import StopRun
from multivector.lexicon.ontology import QUAD_OF_TYPE, QUADS, RECIPROCAL
from multivector.record import Record
from multivector.record.schema import SLOT_COLUMNS

SCHEMA = pl.Schema(dict.fromkeys(("time", "kind", "summary", "entry"), pl.String()))
_ORDER = ("time_start", "time_end", "id")
_COLUMNS = ("id", "time", "time_start", "time_end", "status")
_SEPARATOR = "\x1f"


def timeline(
    record: Record, actor: str, *, since: str | None = None, until: str | None = None, language: str = "en"
) -> pl.DataFrame:
    """All events and facts of a state in the order of their times.

    Args:
        record: the record.
        actor: code of a state or organisation; its own organs (`FRA.GOV`) count as the state.
        since: only what may lie on or after this EDTF date.
        until: only what may lie on or before it.
        language: of the words in `summary`: `en`, `ru` or `kk`.

    Returns:
        One row an entry, what has no time last (left out where `since` or `until` is given): `time` (EDTF), `kind`
        (PLOVER type or kind of fact), `summary` (in words; plans, denials and what is only possible are marked),
        `entry` (its id).

    Raises:
        StopRun: no such actor or language, or a date that can't be read.
    """
    check_language(language)
    check_actor(record, actor)
    codes = actor_codes(actor)
    names = Names.of(record.actors(), language)
    period = _period(since, until)
    parts = [_events(record, codes, period, names, language), _facts(record, codes, period, names, language)]
    table = pl.concat(parts).sort(*_ORDER, nulls_last=True, maintain_order=True)
    return table.select("time", "kind", "summary", pl.col("id").alias("entry"))


def _period(since: str | None, until: str | None) -> list[pl.Expr]:
    conditions = []
    if since:
        conditions.append(pl.col("time_end").fill_null(date.max) >= _day(since, 0))
    if until:
        conditions.append(pl.col("time_start").fill_null(date.min) <= _day(until, 1))
    timed = pl.col("time_start").is_not_null() | pl.col("time_end").is_not_null()
    return [timed, *conditions] if conditions else []


def _day(edtf: str, end: int) -> date:
    try:
        day = bounds(edtf)[end]
    except ValueError as error:
        raise StopRun(str(error)) from error
    if day is None:
        raise StopRun(f"{edtf!r} has no {'last' if end else 'first'} day to compare with; write YYYY-MM-DD")
    return day


def _events(record: Record, codes: Collection[str], period: list[pl.Expr], names: Names, language: str) -> pl.DataFrame:
    """The events, worded once for each combination of type, sides and status."""
    mine = pl.any_horizontal(pl.col(side).list.contains(code) for side in ("source", "target") for code in codes)
    found = record.events().select(*_COLUMNS, "type", "source", "target").filter(mine, *period).collect()
    sides = [pl.col(side).list.join(",") for side in ("source", "target")]
    found = found.with_columns(key=pl.concat_str("type", *sides, "status", separator=_SEPARATOR))
    unique = found["key"].unique()
    words = {key: _event_words(key, names, language) for key in unique}
    return found.select(
        *_COLUMNS,
        pl.col("type").alias("kind"),
        summary=pl.col("key").replace_strict(words, return_dtype=pl.String) if words else pl.lit(None, pl.String),
    )


def _event_words(key: str, names: Names, language: str) -> str:
    type, source, target, status = key.split(_SEPARATOR)
    sides = [names.all(side.split(",")) for side in (source, target) if side]
    said = (", " if type in RECIPROCAL else " → ").join(sides)
    return with_notes(vocabulary().events[type](language, sides=said), status, language)


def _facts(record: Record, codes: Collection[str], period: list[pl.Expr], names: Names, language: str) -> pl.DataFrame:
    mine = pl.any_horizontal(pl.col("actors").list.contains(code) for code in codes)
    found = record.facts().filter(mine, *period).select(*_COLUMNS, "fact", *SLOT_COLUMNS).collect()
    words = [
        with_notes(fact_words(row, names, language), row["status"], language) for row in found.iter_rows(named=True)
    ]
    return found.select(*_COLUMNS, pl.col("fact").alias("kind")).with_columns(summary=pl.Series(words, dtype=pl.String))


def chart(table: pl.DataFrame, *, title: str = "Time line", language: str = "en") -> Chart:
    """A dot a kind of entry and year (or month, in a short time), its size the number of entries."""
    starts = [bounds(time)[0] if time else None for time in table["time"]]
    kinds = vocabulary().kinds
    quads = {type: kinds[QUADS[quad]](language) for type, quad in QUAD_OF_TYPE.items()}
    named = table.select("kind").with_columns(start=pl.Series(starts, dtype=pl.Date)).drop_nulls("start")
    every = "1mo" if _is_short(named["start"]) else "1y"
    counted = (
        named.with_columns(
            pl.col("start").dt.truncate(every),
            pl.col("kind").replace({**{kind: words(language) for kind, words in kinds.items()}, **quads}),
        )
        .group_by("start", "kind")
        .len("entries")
        .sort("start", "kind")
    )
    undated = table.height - named.height
    said = [vocabulary().standing["undated"](language, count=undated)] if undated else []
    order = [words(language) for words in kinds.values()]
    dots = (
        alt.Chart(counted)
        .mark_circle(opacity=0.8, color=PALETTE[0])
        .encode(
            x=alt.X("start:T", title=None),
            y=alt.Y("kind:N", title=None, sort=order),
            size=alt.Size("entries:Q", title=None, scale=alt.Scale(range=[30, 600])),
        )
    )
    heading = alt.TitleParams(title, subtitle=said)
    return styled(dots.properties(width=WIDTH, height=26 * max(counted["kind"].n_unique(), 4), title=heading))


def _is_short(starts: pl.Series) -> bool:
    """Whether the times lie within three years."""
    first, last = starts.min(), starts.max()
    return isinstance(first, date) and isinstance(last, date) and (last - first).days < 3 * 366
