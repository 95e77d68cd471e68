"""Periods of entries: the year or month that holds all days which an entry's time can mean."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import polars as pl

from multivector.errors import StopRun
from multivector.record.find import day_of

By = Literal["year", "month", "all"]
UNDATED = "undated"
_LENGTHS = {"year": len("2017"), "month": len("2017-05")}


def period(by: str) -> pl.Expr:
    """The period of an entry as text: `2017`, `2017-05`, `undated`, or `all` for every entry.

    Rests on the columns `time_start` and `time_end`. An entry is in a period when both lie in it; one without such a
    time is `undated`. Raises StopRun for a `by` that is none.
    """
    if by not in get_args(By):
        raise StopRun(f"'{by}' is no way to divide time: use {', '.join(get_args(By))}")
    if by == "all":
        return pl.lit("all").alias("period")
    first, last = pl.col("time_start").dt, pl.col("time_end").dt
    same = first.year() == last.year()
    if by == "month":
        same &= first.month() == last.month()
    name = pl.col("time_start").cast(pl.String).str.head(_LENGTHS[by])
    return pl.when(same).then(name).otherwise(pl.lit(UNDATED)).alias("period")


def within(since: str | None, until: str | None) -> list[pl.Expr]:
    """Conditions for entries whose time lies from the first day of `since` to the last of `until` (EDTF dates).

    Entries without a time don't lie there; without both there is no condition. Raises StopRun for a date that can't be
    read.
    """
    first, last = days_between(since, until)
    conditions = [pl.col("time_start") >= first] if first else []
    return [*conditions, *([pl.col("time_end") <= last] if last else [])]


def days_between(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The first day of `since` and the last of `until` (EDTF dates). Raises StopRun for what can't be read."""
    first, last = day_of(since, 0) if since else None, day_of(until, 1) if until else None
    if first and last and first > last:
        raise StopRun(f"the period ends before it begins ({since} to {until}): exchange the two")
    return first, last


def axis(periods: pl.Series) -> list[str]:
    """All periods from the first to the last, those without entries too, for the axis of a chart."""
    known = periods.filter(periods != UNDATED).unique().sort()
    if known.is_empty() or len(known[0]) not in _LENGTHS.values():
        return known.to_list()
    first, last = (str(one) for one in (known[0], known[-1]))
    if len(first) == _LENGTHS["year"]:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    months = range(int(first[:4]) * 12 + int(first[5:]) - 1, int(last[:4]) * 12 + int(last[5:]))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
