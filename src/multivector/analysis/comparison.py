"""Partners compared: cooperation against conflict, one partner against another, one period against the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import polars as pl

from multivector.analysis.encounters import PLACES, Scope, distinct, reports
from multivector.analysis.periods import UNDATED
from multivector.analysis.vectors import vectors
from multivector.errors import StopRun

if TYPE_CHECKING:
    from multivector.record import Record


def cooperation(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """How far what passes between `actor` and each partner is cooperation.

    Columns: `period, partner, events, positive, negative, balance`. `positive` and `negative` are the sums of the
    PLOVER scores above 0 and, without their sign, below; `balance` = positive / (positive + negative), from 0
    (conflict alone) to 1 (cooperation alone), null where all scores are 0. Raises StopRun as `vectors` does.
    """
    score = pl.col("score")
    summed = (
        distinct(reports(record, actor, **scope))
        .group_by("period", "partner")
        .agg(
            events=pl.len().cast(pl.Int64),
            positive=score.clip(0).sum().round(PLACES),
            negative=score.clip(upper_bound=0).abs().sum().round(PLACES),
        )
    )
    total = pl.col("positive") + pl.col("negative")
    balanced = summed.with_columns(balance=pl.when(total > 0).then(pl.col("positive") / total))
    return balanced.sort("period", "events", "partner", descending=[False, True, False])


def asymmetry(record: Record, actor: str, first: str, second: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """How much nearer `actor` is to one partner than to another.

    Columns: `period, first, second, events_first, events_second, asymmetry, intensity_first, intensity_second,
    difference`. `asymmetry` = (a - b) / (a + b) of the numbers of events, from -1 (all with the second) to 1 (all with
    the first). `intensity` is the sum of the PLOVER scores of the events with a partner, so that frequent and cordial
    dealings count most, and `difference` that with the first less that with the second.

    Raises:
        StopRun: as `vectors` does; there is no act with either partner; both are the same.
    """
    if first == second:
        raise StopRun(f"'{first}' can't be compared with itself: name two partners")
    found = distinct(reports(record, actor, **scope)).filter(pl.col("partner").is_in([first, second]))
    if found.is_empty():
        raise StopRun(f"the record has no act of {actor} with {first} or {second} in this scope")
    sides = [("first", pl.col("partner") == first), ("second", pl.col("partner") == second)]
    counts = [is_side.sum().cast(pl.Int64).alias(f"events_{name}") for name, is_side in sides]
    sums = [pl.col("score").filter(is_side).sum().round(PLACES).alias(f"intensity_{name}") for name, is_side in sides]
    wide = found.group_by("period").agg(*counts, *sums)
    a, b = pl.col("events_first"), pl.col("events_second")
    return wide.select(
        "period", pl.lit(first).alias("first"), pl.lit(second).alias("second"), a, b,
        ((a - b) / (a + b)).alias("asymmetry"), "intensity_first", "intensity_second",
        (pl.col("intensity_first") - pl.col("intensity_second")).alias("difference"),
    ).sort("period")  # fmt: skip


def change(record: Record, actor: str, **scope: Unpack[Scope]) -> pl.DataFrame:
    """How the shares of partners move from each period to the next that has acts.

    Columns: `period, previous, partner, before, share, change, moved`: the partner's share in the previous period and
    in this one, their difference, and the part of all events that has moved between partners: half the sum of the
    absolute changes of the period (0: the same shares, 1: other partners altogether). Undated acts are left out.

    Raises:
        StopRun: as `vectors` does, or there is one period only.
    """
    table = vectors(record, actor, **scope).filter(pl.col("period") != UNDATED)
    periods = table["period"].unique().sort()
    if len(periods) < 2:
        raise StopRun(
            f"the acts of {actor} fall into one period: nothing changes; ask by year or month, or for a longer time"
        )
    steps = pl.DataFrame({"period": periods[1:], "previous": periods[:-1]})
    shares = table.select("period", "partner", "share")
    now = steps.join(shares, on="period")
    then = steps.join(shares.rename({"period": "previous", "share": "before"}), on="previous")
    both = now.join(then, on=["period", "previous", "partner"], how="full", coalesce=True)
    moves = both.with_columns(pl.col("before", "share").fill_null(0.0)).with_columns(
        change=pl.col("share") - pl.col("before")
    )
    moved = (pl.col("change").abs().sum().over("period") / 2).alias("moved")
    ordered = moves.sort("period", pl.col("change").abs(), "partner", descending=[False, True, False])
    return ordered.select("period", "previous", "partner", "before", "share", "change", moved)
