"""The rules for phrases around points of time: *in*, *since*, *until*, *from ... to*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from multivector.coder.moments import (
    MIDDLE,
    Anchor,
    Earlier,
    Interval,
    Moment,
    Value,
    back,
    complete,
    first,
    last,
    months_from,
    settle,
    valid,
)
from multivector.coder.timematch import Match, year_of
from multivector.coder.timewords import YEARS


def _in(match: Match) -> Value | None:
    return match.point


def _since(match: Match) -> Value | None:
    point = match.point
    start = first(point) if point else None
    if start is None:
        return None
    start = settle(start, match.anchor)
    return Interval(start, None, anchored=start.anchored)


def _before(match: Match) -> Value | None:
    point = match.point
    end = last(point) if point else None
    if end is None:
        return None
    end = settle(end, match.anchor)
    return Interval(None, end, anchored=end.anchored)


def _by(match: Match) -> Value | None:
    """*by 1998 he had ...* is a time in the past; *by 2030* is a limit ahead."""
    point = match.point
    end = last(point) if point else None
    if end is None:
        return None
    published, settled = match.published, settle(end, match.anchor)
    if published and settled.year and _key(settled) < (published.year, published.month, published.day):
        return point if isinstance(point, Interval) else settled
    return _before(match)


def _key(moment: Moment) -> tuple[int, int, int]:
    year = (moment.year or 0) + 10 ** (4 - moment.digits) - 1
    month = moment.month or 12
    return year, MIDDLE.get(month, month), moment.day or 31


def _range(match: Match) -> Value | None:
    start, end = first(match.get("point")), last(match.get("point", 1))
    if start is None or end is None:
        return None
    return _span(start, end, match)


def _dash_range(match: Match) -> Value | None:
    """As `range`, where only a dash says so: both ends must be equally precise."""
    ends = match.get("point"), match.get("point", 1)
    if any(isinstance(end, Moment) and end.kind == "relative" for end in ends):
        return None
    start, end = first(ends[0]), last(ends[1])
    if (
        start is None
        or end is None
        or (start.day is None) != (end.day is None)
        or (start.month is None) != (end.month is None)
    ):
        return None
    return _span(start, end, match)


def _day_range(match: Match) -> Value | None:
    end = first(match.get("point"))
    if end is None or end.day is None:
        return None
    return _span(Moment("date", day=match.get("day")), end, match)


def _days(match: Match) -> Value | None:
    """*June 5-7, 2025*."""
    year, anchored = year_of(match)
    month = match.get("month")
    start, end = (Moment("date", year, month, match.get("day", i), anchored=anchored) for i in (0, 1))
    return _span(start, end, match)


def _year_range(match: Match) -> Value | None:
    years = match.words["year"]
    return Interval(Moment("year", years[0]), Moment("year", years[1])) if years[0] < years[1] else None


def _century_range(match: Match) -> Value | None:
    start, end = (Moment("century", (number - 1) * 100, digits=2) for number in match.words["roman"])
    return Interval(start, end) if 0 <= (start.year or 0) < (end.year or 0) <= YEARS[-1] else None


def _short_range(match: Match) -> Value | None:
    """*2017-18*: the end keeps only its last two digits."""
    start, end = match.get("part"), match.get("number")
    if not isinstance(start, Moment) or start.kind != "year" or start.year is None or end > 99:
        return None
    end += start.year // 100 * 100
    return Interval(start, replace(start, year=end)) if start.year < end else None


def _span(start: Moment, end: Moment, match: Match) -> Value | None:
    start, end = complete(start, end, match.anchor)
    if not (valid(start) and valid(end)) or (start.year is None) != (end.year is None):
        return None
    if start.year is not None and end.year is not None and _start_key(start) > _key(end):
        return None
    return Interval(start, end, anchored=start.anchored or end.anchored)


def _start_key(moment: Moment) -> tuple[int, int, int]:
    month = moment.month or 1
    return moment.year or 0, MIDDLE.get(month, month), moment.day or 1


def _pair(match: Match) -> Value | None:
    """*on Monday and Tuesday, in 2017 and 2018*: one interval where the second follows the first at once."""
    found = [*match.words.get("point", ()), *match.words.get("whole", ())]
    if (day := match.get("day")) is not None:
        found.insert(0, Moment("date", day=day))
    left, right = found[:2]
    if not isinstance(left, Moment) or not isinstance(right, Moment):
        return None
    start, end = complete(left, right, match.anchor)
    if not (valid(start) and valid(end)) or not _follows(start, end):
        return None
    return Interval(start, end, anchored=start.anchored or end.anchored)


def _follows(start: Moment, end: Moment) -> bool:
    if start.digits < 4 or end.digits < 4:
        return start.digits == end.digits and (end.year or 0) - (start.year or 0) == 10 ** (4 - start.digits)
    years = (end.year or 2000) - (start.year or 2000)
    if start.day and end.day and start.month and end.month and end.month <= 12:
        days = (
            date(2000 + years, end.month, end.day) - date(2000, start.month, start.day) if _plain(start, end) else None
        )
        return days == timedelta(days=1)
    if start.day or end.day or (start.month is None) != (end.month is None):
        return False
    if start.month and end.month:
        return (start.month > 12) == (end.month > 12) and years * 12 + end.month - start.month == 1
    return years == 1


def _plain(start: Moment, end: Moment) -> bool:
    return (start.month, start.day) != (2, 29) and (end.month, end.day) != (2, 29)


def earlier_than(value: Earlier, moment: Moment | None, anchor: Anchor) -> Moment | None:
    """Resolves *a year earlier* against the moment spoken of before, else against publication."""
    if moment is None or moment.year is None or moment.digits < 4 or moment.month in MIDDLE:
        return back(value.unit, value.number, anchor.published) if anchor.published else None
    if value.unit == "year" and value.number < moment.year:
        return replace(moment, kind="relative", year=moment.year - round(value.number), day=None, month=None)
    if value.unit == "month" and moment.month:
        year, month = months_from(date(moment.year, moment.month, 1), -round(value.number))
        return replace(moment, kind="relative", year=year, month=month, day=None)
    if moment.day and moment.month:
        return back(value.unit, value.number, date(moment.year, moment.month, moment.day))
    return None


PHRASE_RULES: dict[str, Callable[[Match], Value | None]] = {
    "in": _in,
    "since": _since,
    "before": _before,
    "by": _by,
    "range": _range,
    "dash_range": _dash_range,
    "day_range": _day_range,
    "days": _days,
    "century_range": _century_range,
    "year_range": _year_range,
    "short_range": _short_range,
    "pair": _pair,
}
