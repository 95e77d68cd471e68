"""The time line of a state: all its events and facts, by time, each in one line of plain words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import altair as alt
import polars as pl

from multivector.analysis.actors import actor_codes, check_actor, has_any
from multivector.analysis.charts import PALETTE, WIDTH, Chart, styled
from multivector.analysis.names import Names, check_language
from multivector.analysis.names import names as names_of
from multivector.analysis.periods import days_between
from multivector.analysis.words import facts_said, noted, sides_said, vocabulary
from multivector.edtf import bounds
from multivector.lexicon.ontology import QUAD_OF_TYPE, QUADS
from multivector.record import Record
from multivector.record.schema import SLOT_COLUMNS

SCHEMA = pl.Schema(dict.fromkeys(("time", "kind", "summary", "entry"), pl.String()))
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
    names = names_of(record, language)
    period = _period(since, until)
    parts = [_events(record, codes, period, names, language), _facts(record, codes, period, names, language)]
    table = pl.concat(parts).sort("time_start", "time_end", nulls_last=True, maintain_order=True)
    return table.select("time", "kind", "summary", pl.col("id").alias("entry"))


def _period(since: str | None, until: str | None) -> list[pl.Expr]:
    first, last = days_between(since, until)
    conditions = [pl.col("time_end").fill_null(date.max) >= first] if first else []
    if last:
        conditions.append(pl.col("time_start").fill_null(date.min) <= last)
    timed = pl.col("time_start").is_not_null() | pl.col("time_end").is_not_null()
    return [timed, *conditions] if conditions else []


def _events(record: Record, codes: Collection[str], period: list[pl.Expr], names: Names, language: str) -> pl.DataFrame:
    """The events, worded once for each combination of type and sides."""
    mine = pl.any_horizontal(has_any(side, codes) for side in ("source", "target"))
    found = record.events().select(*_COLUMNS, "type", "source", "target").filter(mine, *period).collect()
    key = pl.concat_str("type", pl.col("source").list.join(","), pl.col("target").list.join(","), separator=_SEPARATOR)
    keys = found.select(key).to_series()
    words = {key: _event_words(key, names, language) for key in keys.unique()}
    summary = keys.replace_strict(words, return_dtype=pl.String)
    return found.select(*_COLUMNS, pl.col("type").alias("kind"), summary=summary + noted("status", language))


def _event_words(key: str, names: Names, language: str) -> str:
    type, *sides = key.split(_SEPARATOR)
    said = sides_said(type, (side.split(",") for side in sides if side), names)
    return vocabulary().events[type](language, sides=said)


def _facts(record: Record, codes: Collection[str], period: list[pl.Expr], names: Names, language: str) -> pl.DataFrame:
    found = record.facts().filter(has_any("actors", codes), *period).select(*_COLUMNS, "fact", *SLOT_COLUMNS).collect()
    return found.select(*_COLUMNS, kind="fact", summary=facts_said(found, names, language))


def chart(table: pl.DataFrame, *, title: str = "Time line", language: str = "en") -> Chart:
    """A dot a kind of entry and year (or month, in a short time), its size the number of entries."""
    kinds = vocabulary().kinds
    quads = {type: kinds[QUADS[quad]](language) for type, quad in QUAD_OF_TYPE.items()}
    named = {kind: words(language) for kind, words in kinds.items()} | quads
    starts = [bounds(time)[0] if time else None for time in table["time"]]
    dated = table.select(start=pl.Series(starts, dtype=pl.Date), kind=pl.col("kind").replace(named)).drop_nulls("start")
    undated = table.height - dated.height
    said = [vocabulary().standing["undated"](language, count=undated)] if undated else []
    return dots(dated, alt.TitleParams(title, subtitle=said), [words(language) for words in kinds.values()])


def dots(dated: pl.DataFrame, title: alt.TitleParams, order: list[str]) -> Chart:
    """The rows of `dated` (`start`, `kind`) counted by kind and year, or month where they lie within three years."""
    every = "1mo" if _is_short(dated["start"]) else "1y"
    counted = dated.group_by(pl.col("start").dt.truncate(every), "kind").len("entries").sort("start", "kind")
    most = max(counted["entries"], default=1)
    legend = alt.Legend(values=sorted({1, (most + 1) // 2, most}), format="d")
    drawn = (
        alt.Chart(counted)
        .mark_circle(opacity=0.8, color=PALETTE[0])
        .encode(
            x=alt.X("start:T", title=None, scale=alt.Scale(padding=16)),
            y=alt.Y("kind:N", title=None, sort=order),
            size=alt.Size("entries:Q", title=None, scale=alt.Scale(range=[30, 600]), legend=legend),
        )
    )
    return styled(drawn.properties(width=WIDTH, height=26 * max(counted["kind"].n_unique(), 4), title=title))


def _is_short(starts: pl.Series) -> bool:
    """Whether the times lie within three years."""
    first, last = starts.min(), starts.max()
    return isinstance(first, date) and isinstance(last, date) and (last - first).days < 3 * 366
