"""Lasting ties between states: organisations that they share, alliances, trade; and votes beside events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from multivector.analysis.datasets import data_folder, read_table, stored, table
from multivector.analysis.states import ccodes, states
from multivector.errors import StopRun

if TYPE_CHECKING:
    from multivector.analysis.charts import Chart

PLEDGES = {
    "atop_defense": "defense",
    "atop_offense": "offense",
    "atop_neutral": "neutrality",
    "atop_nonagg": "nonaggression",
    "atop_consul": "consultation",
}
TIES = {
    "year": pl.Int64,
    "partner": pl.String,
    "organisations": pl.Int64,
    **dict.fromkeys(PLEDGES.values(), pl.Int64),
    "trade": pl.Float64,
    "trade_share": pl.Float64,
}
# what is needed of a table of vectors
EVENTS = ("period", "partner", "events", "cooperation", "conflict", "score", "share")
KEYS = ("year", "partner")


def ties(state: str, partners: Sequence[str], folder: Path | None = None) -> pl.DataFrame:
    """What ties a state to its partners, year by year.

    Args:
        state: ISO code of the state.
        partners: ISO codes.
        folder: of the data sets (see `datasets.data_folder`); of memberships, alliances and trade those are used that
            are there.

    Returns:
        `year`, `partner`, `organisations` of which both are full members (Pevehouse et al. 2020), 1 or 0 for each
        pledge of an alliance in force - `defense`, `offense`, `neutrality`, `nonaggression`, `consultation` (Leeds
        et al. 2002) -, `trade` between them in million current US dollars, imports of both, and its share in all
        trade of the state (Barbieri and Keshk 2016). Null where a table does not reach or none is there. Years in
        which both states existed.

    Raises:
        StopRun: a code is no state, none of the tables is there, or they say nothing of these states.
    """
    own = ccodes(state)
    named = {ccode: partner for partner in partners for ccode in ccodes(partner)}
    parts = {"cow_igo_ndy": _organisations, "atop_alliance": _pledges, "cow_trade_dy": _trade}
    known = [name for name in parts if stored(table(name), data_folder(folder))]
    tables = {name: read_table(name, folder) for name in known or parts}  # none there: this says how to get the first
    last = max(int(one["year"].max()) for one in tables.values())  # type: ignore[arg-type]
    found = _years(own, named, last)
    for name, data in tables.items():
        found = found.join(parts[name](data, own, named), on=KEYS, how="left", maintain_order="left")
    if "atop_alliance" in tables:
        found = _none_is_0(found, tables["atop_alliance"]["year"])
    missing = [pl.lit(None, kind).alias(name) for name, kind in TIES.items() if name not in found.columns]
    found = found.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in TIES.items())
    if found.is_empty():
        raise StopRun(f"{state} and {', '.join(partners)} did not exist in the same years")
    return found


def beside(events: pl.DataFrame, similar: pl.DataFrame, points: pl.DataFrame, state: str) -> pl.DataFrame:
    """Vectors by votes beside vectors by events, by year and partner.

    Args:
        events: vectors of the state by year, with at least the columns `period`, `partner`, `events`, `cooperation`,
            `conflict`, `score`, `share`.
        similar: of `votes.vote_similarity`.
        points: of `idealpoints.ideal_points`.
        state: ISO code of the state.

    Returns:
        `year`, `partner`; by events `events`, `share`, `score`, `cooperation` (the share of cooperation in
        cooperation and conflict); by votes `n`, `agree`, `kappa`, `distance` of the ideal points. A row where both
        sides know the partner in the year.

    Raises:
        StopRun: `events` has another layout, or no year and partner is in both.
    """
    missing = [name for name in EVENTS if name not in events.columns]
    if missing:
        raise StopRun(
            f"the table of events has no column {', '.join(missing)}: take one of `multivector vectors --by year`"
        )
    acts = pl.col("cooperation") + pl.col("conflict")
    by_events = events.select(
        pl.col("period").cast(pl.String).cast(pl.Int64, strict=False).alias("year"),
        "partner",
        "events",
        "share",
        "score",
        pl.when(acts > 0).then(pl.col("cooperation") / acts).alias("cooperation"),
    ).drop_nulls("year")
    found = (
        by_events.join(similar.select("session", "year", "partner", "n", "agree", "kappa"), on=KEYS)
        .join(_distances(points, state, similar["partner"].unique().to_list()), on=("session", "partner"), how="left")
        .drop("session")
        .sort("year", maintain_order=True)
    )
    if found.is_empty():
        raise StopRun(f"no year has both events and votes of {state} with these partners")
    return found


def _years(own: Sequence[int], named: dict[int, str], last: int) -> pl.DataFrame:
    """Every year up to `last` in which the state and a partner existed, partners in their order."""
    spans = {
        ccode: range(first, (end or last) + 1)
        for ccode, first, end in states().select("ccode", "first", "last").iter_rows()
    }
    there = {year for ccode in own for year in spans[ccode]}
    pairs = {
        (year, partner): None
        for ccode, partner in named.items()
        for year in spans[ccode]
        if year in there and year <= last
    }
    return pl.DataFrame(list(pairs), schema={"year": pl.Int64, "partner": pl.String}, orient="row").sort(
        "year", maintain_order=True
    )


def _pairs(data: pl.DataFrame, own: Sequence[int], named: dict[int, str]) -> pl.DataFrame:
    """The rows of the state with its partners, whichever of them stands first, with the partner's code."""
    first = data.filter(pl.col("ccode1").is_in(own) & pl.col("ccode2").is_in(list(named))).with_columns(
        pl.col("ccode2").alias("other")
    )
    second = data.filter(pl.col("ccode2").is_in(own) & pl.col("ccode1").is_in(list(named))).with_columns(
        pl.col("ccode1").alias("other")
    )
    return pl.concat([first, second]).with_columns(
        pl.col("other").replace_strict(named, return_dtype=pl.String).alias("partner")
    )


def _organisations(data: pl.DataFrame, own: Sequence[int], named: dict[int, str]) -> pl.DataFrame:
    return _pairs(data, own, named).group_by(KEYS).agg(pl.col("dyadigos").max().alias("organisations"))


def _pledges(data: pl.DataFrame, own: Sequence[int], named: dict[int, str]) -> pl.DataFrame:
    return _pairs(data, own, named).group_by(KEYS).agg(pl.col(old).max().alias(new) for old, new in PLEDGES.items())


def _trade(data: pl.DataFrame, own: Sequence[int], named: dict[int, str]) -> pl.DataFrame:
    """Flows both ways, and their share in those of the state with everybody; a negative flow is an unknown one."""
    known = data.with_columns(pl.when(pl.col(flow) >= 0).then(pl.col(flow)).alias(flow) for flow in ("flow1", "flow2"))
    known = known.with_columns((pl.col("flow1") + pl.col("flow2")).alias("trade"))
    mine = pl.col("ccode1").is_in(own) | pl.col("ccode2").is_in(own)
    total = known.filter(mine).group_by("year").agg(pl.col("trade").sum().alias("total"))
    pairs = _pairs(known, own, named).drop_nulls("trade").group_by(KEYS).agg(pl.col("trade").sum())
    return pairs.join(total, on="year").select(*KEYS, "trade", (pl.col("trade") / pl.col("total")).alias("trade_share"))


def _none_is_0(found: pl.DataFrame, years: pl.Series) -> pl.DataFrame:
    """Pledges are 0 where no alliance is listed in the years that the table covers."""
    covered = pl.col("year").is_between(years.min(), years.max())
    return found.with_columns(pl.when(covered).then(pl.col(name).fill_null(0)).alias(name) for name in PLEDGES.values())


def _distances(points: pl.DataFrame, state: str, partners: Sequence[str]) -> pl.DataFrame:
    """How far apart the ideal points of the state and its partners are."""

    def of(code: str) -> pl.DataFrame:
        return points.filter(pl.col("ccode").is_in(ccodes(code))).select("session", "ideal_point")

    own = of(state)
    return pl.concat(
        of(partner)
        .join(own, on="session", suffix="_own")
        .select(
            "session",
            pl.lit(partner).alias("partner"),
            (pl.col("ideal_point") - pl.col("ideal_point_own")).abs().alias("distance"),
        )
        for partner in partners
    )


def chart(found: pl.DataFrame) -> Chart:
    """A panel a tie: shared organisations, alliance pledges in force, share of trade where it is known.

    Args:
        found: of `ties`.
    """
    drawn = found.with_columns(pl.sum_horizontal(PLEDGES.values()).alias("pledges"))
    panels = {"organisations": "shared organisations", "pledges": "alliance pledges", "trade_share": "share of trade"}
    return _panels(
        drawn,
        {name: title for name, title in panels.items() if drawn[name].is_not_null().any()},
        "Lasting ties",
        "organisations of which both are full members; kinds of pledges in force, of five",
    )


def beside_chart(found: pl.DataFrame) -> Chart:
    """Agreement in votes above, cooperation in events and the share of events below, on one time line.

    Args:
        found: of `beside`.
    """
    return _panels(
        found,
        {"agree": "votes: agreement", "cooperation": "events: cooperation", "share": "events: share"},
        "Vectors by votes and by events",
        "agreement in the General Assembly; share of cooperation in acts; share of the partner in all events",
    )


def _panels(data: pl.DataFrame, titles: dict[str, str], title: str, subtitle: str) -> Chart:
    import altair as alt

    from multivector.analysis.charts import WIDTH, styled

    partners = data["partner"].unique(maintain_order=True).to_list()
    x = alt.X("year:Q", title=None, axis=alt.Axis(format="d", grid=False), scale=alt.Scale(zero=False, nice=False))
    colour = alt.Color("partner:N", title=None, sort=partners)
    lines = [
        alt.Chart(data.select(*KEYS, name).drop_nulls())
        .mark_line(point=alt.OverlayMarkDef(size=18), strokeWidth=2)
        .encode(x, alt.Y(f"{name}:Q", title=text), colour)
        .properties(width=WIDTH, height=150)
        for name, text in titles.items()
    ]
    return styled(alt.vconcat(*lines).resolve_scale(x="shared").properties(title=alt.Title(title, subtitle=subtitle)))
