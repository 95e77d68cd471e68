"""Vectors: what a state did with each of its partners."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Unpack

import polars as pl

from multivector.analysis.domains import domains, in_domain
from multivector.analysis.encounters import PLACES, Scope, distinct, reports
from multivector.analysis.periods import UNDATED, axis

if TYPE_CHECKING:
    from multivector.analysis.charts import Chart
    from multivector.record import Record


TOP = 7  # partners with a colour of their own
FEW = 10  # periods with fewer events are pale in charts
TOP_BARS = 20  # partners with a bar of their own
OTHERS = "others"


def vectors(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """What `actor` did with each partner in each period, the partner with most events first.

    Columns: `period, partner, events, reports, cooperation, conflict, score, share`. `events` are distinct events and
    `reports` the entries that tell of them; `cooperation` and `conflict` are events of PLOVER's quad classes 1-2 and
    3-4; `score` is the mean PLOVER score of the events (-10 to +10); `share` is the partner's part of the period's
    events (0 to 1). An event with several partners counts for each, so that shares sum to 1 over partners and `events`
    to more than there are.

    Args:
        record: where the events stand.
        actor: code of a state or organisation; its organs count as the state.
        scope: `by`, `since`, `until`, `domain`, `partners`: see `Scope`.

    Raises:
        StopRun: the record does not know the actor or has no act of it in this scope; the scope can't be read.
    """
    return tabled(reports(record, actor, **scope))


def vectors_by_domain(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """The vectors of each domain: `period, partner, domain`, then the columns of `vectors`.

    `share` is the partner's part of the events of that period and domain. An event of several domains counts in each;
    one that no domain claims is in none. Raises StopRun as `vectors` does.
    """
    rows = reports(record, actor, columns=("contexts", "frame"), **scope)
    tables = [tabled(rows.filter(in_domain(id))).with_columns(domain=pl.lit(id)) for id in domains()]
    table = pl.concat(tables).select("period", "partner", "domain", *tables[0].columns[2:-1])
    return table.sort("period", "events", "partner", "domain", descending=[False, True, False, False])


def tabled(rows: pl.DataFrame) -> pl.DataFrame:
    """The table of `vectors` from rows that `reports` gave."""
    cooperative = pl.col("cooperative")
    counted = (
        distinct(rows)
        .group_by("period", "partner")
        .agg(
            events=pl.len().cast(pl.Int64),
            reports=pl.col("reports").sum(),
            cooperation=cooperative.sum().cast(pl.Int64),
            conflict=cooperative.not_().sum().cast(pl.Int64),
            score=pl.col("score").mean().round(PLACES),
        )
    )
    shared = counted.with_columns(share=pl.col("events") / pl.col("events").sum().over("period"))
    return shared.sort("period", "events", "partner", descending=[False, True, False])


def chart(table: pl.DataFrame, names: Mapping[str, str] | None = None, title: str = "Vectors") -> Chart:
    """The picture of a table of `vectors`: shares over time above the number of events, or bars.

    `names` puts names in the place of codes. Undated events are not drawn.
    """
    from multivector.analysis.charts import styled

    dated = table.filter(pl.col("period") != UNDATED)
    named = (dated if dated.height else table).with_columns(label=pl.col("partner").replace(names or {}))
    return styled(_bars(named, title) if named["period"].n_unique() == 1 else _shares(named, title))


def _bars(table: pl.DataFrame, title: str) -> Chart:
    import altair as alt

    from multivector.analysis.charts import CONFLICT, COOPERATION, WIDTH

    top = table.head(TOP_BARS)
    long = top.unpivot(["cooperation", "conflict"], index="label", variable_name="kind", value_name="number")
    colours = alt.Scale(domain=["cooperation", "conflict"], range=[COOPERATION, CONFLICT])
    bars: Chart = (
        alt.Chart(long, title=title, width=WIDTH)
        .mark_bar()
        .encode(
            x=alt.X("number:Q", title="events", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("label:N", sort=top["label"].to_list(), title=None),
            color=alt.Color("kind:N", scale=colours, title=None),
            order=alt.Order("kind:N", sort="descending"),
        )
    )
    return bars


def _shares(table: pl.DataFrame, title: str) -> Chart:
    import altair as alt

    from multivector.analysis.charts import HEIGHT, PALETTE, WIDTH, headline, time_axis

    ranked = table.group_by("label").agg(pl.col("events").sum()).sort("events", "label", descending=[True, False])
    top = ranked["label"].head(TOP).to_list()
    coloured = table.with_columns(who=pl.when(pl.col("label").is_in(top)).then("label").otherwise(pl.lit(OTHERS)))
    summed = coloured.group_by("period", "who").agg(pl.col("share").sum(), pl.col("events").sum())
    summed = summed.with_columns(few=pl.col("events").sum().over("period") < FEW)
    known = [*top, *([OTHERS] if ranked.height > TOP else [])]
    ordered = summed.with_columns(place=pl.col("who").replace_strict({who: i for i, who in enumerate(known)}))
    colours = alt.Scale(domain=known, range=[*PALETTE[: len(top)], PALETTE[-1]][: len(known)])
    periods = axis(table["period"])
    above = (
        alt.Chart(
            ordered.sort("period", "place"),
            title=headline(title, f"pale: fewer than {FEW} events"),
            width=WIDTH,
            height=HEIGHT,
        )
        .mark_bar()
        .encode(
            x=alt.X("period:O", scale=alt.Scale(domain=periods), axis=None),
            y=alt.Y("share:Q", title="share of events", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
            color=alt.Color("who:N", scale=colours, sort=known, title=None),
            opacity=alt.Opacity("few:N", scale=alt.Scale(domain=[False, True], range=[1, 0.3]), legend=None),
            order="place:Q",
        )
    )
    below = (
        alt.Chart(table.group_by("period").agg(pl.col("events").sum()).sort("period"), width=WIDTH, height=HEIGHT // 4)
        .mark_bar(color="#555")
        .encode(
            x=alt.X("period:O", scale=alt.Scale(domain=periods), axis=time_axis(periods)),
            y=alt.Y("events:Q", title="events", axis=alt.Axis(tickCount=3, tickMinStep=1)),
        )
    )
    return alt.vconcat(above, below, spacing=8)
