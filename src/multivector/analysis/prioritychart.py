"""The chart of priorities: declared against done."""

from __future__ import annotations

import altair as alt
import polars as pl

from multivector.analysis.charts import COOPERATION, HEIGHT, WIDTH, Chart, styled
from multivector.analysis.periods import UNDATED, axis
from multivector.analysis.speech import Speech

_ROW, _CELL = 26, 30  # pixels for a priority and a period
_MOST_FIGURES = 36  # with more periods the cells hold no figures
_FEW = 10  # with fewer acts in every cell the figures say enough, and there is no legend
_GROUND, _DECLARED = "#f3f3f3", "#fcf0d8"


def chart(table: pl.DataFrame, *, declared: str | None = None, language: str = "en") -> Chart:
    """Declared against done: bars by priority, or a heat map of priorities by period.

    Args:
        table: what `priorities` gave; undated acts are in no cell of the heat map.
        declared: the interval for which the strategy declares, as in its file; it is marked in the heat map.
        language: of the words around the titles.
    """
    say = Speech(language)
    acts = table.with_columns(acts=pl.col("events") + pl.col("facts"))
    order = acts["title"].unique(maintain_order=True).to_list()
    dated = acts.filter((pl.col("acts") > 0) & ~pl.col("period").is_in(["all", UNDATED]))
    if dated.is_empty():
        summed = acts.group_by("title").agg(pl.col("acts").sum())
        picture = _bars(summed, order, say)
    else:
        picture = _heat_map(dated, order, declared, say)
    title = alt.TitleParams(say("priorities_chart"), subtitle=_subtitle(table, declared, say))
    return styled(picture.properties(title=title))


def _subtitle(table: pl.DataFrame, declared: str | None, say: Speech) -> str:
    """What a reader can't see in the picture itself."""
    if set(table["period"]) == {"all"}:
        return say("all_time")
    rest = say("by_time")
    return say("declared_time", years=declared.replace("/", "–"), rest=rest) if declared else rest


def _rows(order: list[str]) -> alt.Y:
    return alt.Y(
        "title:N",
        sort=order,
        title=None,
        axis=alt.Axis(grid=False, ticks=False, domain=False, labelPadding=6, labelLimit=420),
    )


def _bars(acts: pl.DataFrame, order: list[str], say: Speech) -> Chart:
    done = alt.Chart(acts).encode(
        y=_rows(order), x=alt.X("acts:Q", title=say("acts_axis"), axis=alt.Axis(tickMinStep=1, format="d"))
    )
    bars = done.mark_bar(color=COOPERATION, height=16)
    figures = done.mark_text(align="left", dx=4, fontSize=12).encode(text="acts:Q")
    return alt.layer(bars, figures).properties(width=WIDTH, height=_ROW * len(order))


def _heat_map(acts: pl.DataFrame, order: list[str], declared: str | None, say: Speech) -> Chart:
    periods = axis(acts["period"])
    most = max(acts["acts"].to_list())
    across = alt.X(
        "period:O",
        scale=alt.Scale(domain=periods),
        title=None,
        axis=alt.Axis(grid=False, labelAngle=-90, labelOverlap=True),
    )
    cells = alt.Chart(acts).encode(y=_rows(order), x=across)
    shades = alt.Scale(type="log", domain=[1, max(most, 2)], range=["#c6dbef", "#08306b"])
    colour = alt.Color(
        "acts:Q", title=say("acts"), scale=shades, legend=None if most < _FEW else alt.Legend(format="d")
    )
    edge = alt.Undefined if len(periods) > _MOST_FIGURES else "white"
    layers = [
        alt.Chart(ground).mark_rect(stroke=edge, color=shade).encode(y=_rows(order), x=across)
        for ground, shade in _ground(order, periods, declared)
    ]
    layers.append(cells.mark_rect(stroke=edge).encode(color=colour))
    if len(periods) <= _MOST_FIGURES:
        light = alt.condition(f"datum.acts * datum.acts > {most}", alt.value("white"), alt.value("#222"))
        layers.append(cells.mark_text(fontSize=11).encode(text="acts:Q", color=light))
    width = max(_CELL * len(periods), HEIGHT) if len(periods) <= _MOST_FIGURES else WIDTH + HEIGHT
    return alt.layer(*layers).properties(width=width, height=_ROW * len(order))


def _ground(order: list[str], periods: list[str], declared: str | None) -> list[tuple[pl.DataFrame, str]]:
    """Empty cells, those of the time for which the strategy declares apart, each with their colour."""
    cells = pl.DataFrame({"title": order}).join(pl.DataFrame({"period": periods}), how="cross")
    first, _, last = (declared or "/").partition("/")
    year = pl.col("period").str.head(4)
    within = (year >= first.strip(".")[:4]) & (year <= (last.strip(".")[:4] or "9999"))
    return [(cells, _GROUND), *([(cells.filter(within), _DECLARED)] if declared else [])]
