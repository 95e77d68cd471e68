"""Dynamic ideal points of states from their votes in the General Assembly, and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import numpy as np
import polars as pl

from multivector.analysis.charts import HEIGHT, WIDTH, Chart, styled
from multivector.analysis.datasets import knowledge
from multivector.analysis.irt import Ballots, Fit, Prior, fit
from multivector.analysis.states import ccodes, iso3
from multivector.analysis.votes import FIRST_YEAR
from multivector.errors import StopRun

NINETY = 1.6448536269514722  # standard deviations on either side that hold 90 per cent


@dataclass(frozen=True)
class Estimated:
    """Ideal points and what they rest on.

    Attributes:
        table: `ccode`, `iso3`, `session`, `ideal_point`, `low`, `high`, `n_votes`.
        fit: the model as it was fitted, before its points were given mean 0 and standard deviation 1.
        items: roll calls, those that repeat one another being one.
    """

    table: pl.DataFrame
    fit: Fit
    items: int


def counted(votes: pl.DataFrame, matched: pl.DataFrame | None = None) -> pl.DataFrame:
    """The votes that go into the estimate, chosen as in the published run (`data/ideal_points.yaml`).

    Left out are some sessions and states, votes on paragraphs and amendments of later years, and roll calls on
    which all votes were the same.

    Args:
        votes: as `votes.read_votes` gives them.
        matched: pairs `rcid1`, `rcid2` of roll calls of which the second repeats the first.

    Returns:
        `votes` with a column `item`, equal where roll calls repeat one another.
    """
    rules = knowledge("ideal_points.yaml")
    left_out = rules["leave_out"]
    in_part = (pl.col("amend").fill_null(0) == 1) | (pl.col("para").fill_null(0) == 1)
    late = pl.col("date").dt.year() > rules["paragraph_votes_until"]
    unwanted = (
        pl.col("session").is_in(left_out["sessions"]) | pl.col("ccode").is_in(left_out["states"]) | (in_part & late)
    )
    for ccode, session in left_out["state_sessions"]:
        unwanted |= (pl.col("ccode") == ccode) & (pl.col("session") == session)
    kept = votes.filter(pl.col("ccode").is_not_null() & ~unwanted.fill_null(False))
    earliest = _earliest(matched) if matched is not None else {}
    return kept.with_columns(pl.col("rcid").replace(earliest).alias("item")).filter(
        pl.col("vote").n_unique().over("item") > 1
    )


def ideal_points(votes: pl.DataFrame, matched: pl.DataFrame | None = None) -> pl.DataFrame:
    """The ideal point of every state in every session: the table of `estimate`.

    Returns:
        `ccode`, `iso3`, `session`, `ideal_point`, `low`, `high`, by state and session.

    Raises:
        StopRun: as `estimate`.
    """
    return estimate(votes, matched).table.drop("n_votes")


def estimate(votes: pl.DataFrame, matched: pl.DataFrame | None = None, prior: Prior | None = None) -> Estimated:
    """Estimates the ideal point of every state in every session (see `irt` for the model and `docs/measures.md`).

    Args:
        votes: as `votes.read_votes` gives them.
        matched: pairs `rcid1`, `rcid2` of roll calls that repeat one another; without them only the walk ties
            sessions together.
        prior: variances of the prior.

    Returns:
        Points with mean 0 and standard deviation 1 over all rows, larger ones nearer the state that
        `ideal_points.yaml` names; `low` and `high` hold 90 per cent of the posterior, given the roll calls.

    Raises:
        StopRun: no roll call is left on which votes differ, or the state that gives the direction casts no vote.
    """
    chosen = counted(votes, matched)
    if chosen.is_empty():
        raise StopRun(
            "no roll call is left on which votes differ: are these the tables of `multivector data add un-votes`?"
        )
    codes = chosen["ccode"].unique().sort()
    sessions = int(chosen["session"].max())  # type: ignore[arg-type]
    items = chosen["item"].unique().sort()
    chosen = chosen.sort("item", "ccode", "session")
    state = codes.search_sorted(chosen["ccode"]).to_numpy().astype(np.int64)
    ballots = Ballots(
        cell=state * sessions + chosen["session"].to_numpy() - 1,
        item=items.search_sorted(chosen["item"]).to_numpy().astype(np.int64),
        vote=chosen["vote"].to_numpy().astype(np.int64),
        states=len(codes),
        sessions=sessions,
    )
    fitted = fit(ballots, _start(chosen, ballots), prior)
    return Estimated(_table(fitted, ballots, codes), fitted, ballots.items)


def chart(table: pl.DataFrame, states: Sequence[str] = ()) -> Chart:
    """The points over time: the states asked for, with their intervals, before the spread of all states in grey.

    Args:
        table: of `ideal_points`, of all states.
        states: ISO codes.

    Raises:
        StopRun: a code is no state, or those asked for have no points.
    """
    codes = {ccode: code for code in states for ccode in ccodes(code)}
    table = table.with_columns((pl.col("session") + FIRST_YEAR).alias("year"))
    chosen = table.filter(pl.col("ccode").is_in(list(codes))).with_columns(
        pl.col("ccode").replace_strict(codes, default=None, return_dtype=pl.String).alias("state")
    )
    if states and chosen.is_empty():
        raise StopRun(f"{', '.join(states)} cast no votes in these tables")
    x = alt.X("year:Q", title=None, axis=alt.Axis(format="d", grid=False), scale=alt.Scale(nice=False))
    y = alt.Y("ideal_point:Q", title="ideal point")
    legend = alt.Legend(symbolOpacity=1, symbolType="stroke")
    colour = alt.Color("state:N", title=None, sort=list(states), legend=legend)
    shown = alt.Chart(chosen.select("year", "state", "ccode", "ideal_point", "low", "high"))
    bands = shown.mark_area(opacity=0.2).encode(x, alt.Y("low:Q"), alt.Y2("high:Q"), colour, alt.Detail("ccode:N"))
    lines = shown.mark_line(strokeWidth=2.5).encode(x, y, colour, alt.Detail("ccode:N"))
    title = alt.Title(
        "Ideal points in the General Assembly",
        subtitle="grey: the middle half and 80% of all states"
        + ("; coloured bands hold 90% of what a point can be" if states else ""),
    )
    layers = [*_spread(table, x), *([bands, lines] if states else [])]  # a chart without rows has no size
    return styled(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT, title=title))


def _spread(table: pl.DataFrame, x: alt.X) -> list[alt.Chart]:
    """Grey bands that hold 80 per cent and half of all states."""
    quantiles = {"q10": 0.1, "q25": 0.25, "q75": 0.75, "q90": 0.9}
    by_year = table.group_by("year").agg(
        pl.col("ideal_point").quantile(at).alias(name) for name, at in quantiles.items()
    )
    base = alt.Chart(by_year.sort("year"))
    return [
        base.mark_area(color="#bbb", opacity=0.35).encode(
            x, alt.Y(f"{low}:Q", title="ideal point"), alt.Y2(f"{high}:Q")
        )
        for low, high in (("q10", "q90"), ("q25", "q75"))
    ]


def _earliest(matched: pl.DataFrame) -> dict[int, int]:
    """The earliest roll call of each chain of repeats."""
    found: dict[int, int] = {}
    for earlier, later in matched.select("rcid1", "rcid2").sort("rcid2").iter_rows():
        found[later] = found.get(earlier, earlier)  # pairs in order: what the earlier one repeats is known already
    return found


def _start(chosen: pl.DataFrame, ballots: Ballots) -> np.ndarray:
    """(states, sessions): agreement with the state that gives the direction, in standard deviations."""
    positive = knowledge("ideal_points.yaml")["positive"]
    pole = chosen.filter(pl.col("ccode") == positive).select("rcid", pl.col("vote").alias("pole"))
    if pole.is_empty():
        raise StopRun(f"the state {positive}, which gives ideal points their direction, casts no vote in these tables")
    both = chosen.join(pole, on="rcid", how="left", maintain_order="left")
    apart = (both["vote"].cast(pl.Int64) - both["pole"]).abs()
    shared = ballots.by_cell(apart.is_not_null().to_numpy().astype(float))
    known = shared > 0
    agree = 1 - ballots.by_cell(apart.fill_null(0).to_numpy()) / 2 / np.maximum(shared, 1)
    result: np.ndarray = np.where(known, (agree - agree[known].mean()) / max(agree[known].std(), 1e-9), 0)
    return result


def _table(fitted: Fit, ballots: Ballots, codes: pl.Series) -> pl.DataFrame:
    seen = ballots.seen
    state, session = np.nonzero(seen)
    points, sd = fitted.estimate.points[seen], fitted.sd[seen]
    spread = points.std()
    points, sd = (points - points.mean()) / spread, sd / spread
    return pl.DataFrame(
        {
            "ccode": codes.gather(state),
            "session": session + 1,
            "ideal_point": points,
            "low": points - NINETY * sd,
            "high": points + NINETY * sd,
            "n_votes": ballots.by_cell(np.ones(len(ballots.cell)))[seen].astype(np.int64),
        }
    ).select("ccode", iso3().alias("iso3"), "session", "ideal_point", "low", "high", "n_votes")
