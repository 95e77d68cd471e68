"""The rules for points of time: the words of a match in, a moment or span out (or None: it says nothing exact)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from multivector.coder.moments import (
    HALF,
    MIDDLE,
    QUARTER,
    Earlier,
    Interval,
    Moment,
    Value,
    around,
    back,
    day_moment,
    valid,
)
from multivector.coder.timematch import Match, year_of


def _date(match: Match) -> Value | None:
    year, anchored = year_of(match)
    moment = Moment("date", year, match.get("month"), match.get("day"), anchored=anchored)
    return moment if valid(moment) else None


def _iso(match: Match) -> Value | None:
    parts = [int(p) for p in str(match.get("iso")).replace("/", ".").replace("-", ".").split(".")]
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    return _plain_date(year, month, day)


def _iso_us(match: Match) -> Value | None:
    """As `iso`, with the month first where slashes are used."""
    if "/" not in match.get("iso"):
        return _iso(match)
    month, day, year = (int(part) for part in match.get("iso").split("/"))
    return _plain_date(year, month, day)


def _plain_date(year: int, month: int, day: int) -> Moment | None:
    moment = Moment("date", year, month, day)
    return moment if 1 <= month <= 12 and valid(moment) else None


def _month(match: Match) -> Value | None:
    year, anchored = year_of(match)
    return Moment("month", year, match.get("month"), anchored=anchored)


def _season(match: Match) -> Value | None:
    year, anchored = year_of(match)
    return Moment("season", year, match.any("season", "season_when"), anchored=anchored)


def _quarter(match: Match) -> Value | None:
    return _part(match, QUARTER, 4)


def _half(match: Match) -> Value | None:
    return _part(match, HALF, 2)


def _part(match: Match, code: int, parts: int) -> Value | None:
    year, anchored = year_of(match)
    number = match.any("ordinal", "roman", "number")
    if not 1 <= number <= parts:
        return None
    return Moment("quarter", year, code - 1 + number, anchored=anchored)


def _which_month(match: Match) -> Value | None:
    """*last June, next summer*: the nearest one that is over, or is still to come."""
    published, which = match.published, match.get("which")
    code = match.get("month") or match.get("season")
    moment = Moment("month" if match.get("month") else "season", None, code, match.get("day"))
    if not valid(moment):
        return None
    if published is None:
        return moment
    ends = (code, moment.day or 31) if code <= 12 else (MIDDLE[code] + 1, 31)
    year = published.year + which
    if which < 0 and ends < (published.month, published.day):
        year = published.year
    if which > 0 and (MIDDLE.get(code, code), moment.day or 1) > (published.month, published.day):
        year = published.year
    return replace(moment, year=year, anchored=True)


def _year_alone(match: Match) -> Value | None:
    year, _ = year_of(match)
    return Moment("year", year) if year else None


def _decade(match: Match) -> Value | None:
    decade = match.any("long_decade", "decade", "tens")
    if decade < 100:
        century = match.any("roman", "ordinal")
        decade += (century - 1) * 100 if century else 2000 if decade < 20 else 1900
    return Moment("decade", decade, digits=3) if decade % 10 == 0 else None


def _century(match: Match) -> Value | None:
    century = match.any("roman", "ordinal", "number")
    return Moment("century", (century - 1) * 100, digits=2) if century in range(1, 22) else None


def _relative(match: Match) -> Value | None:
    """*yesterday*, *today*: written `day -1` in the time files."""
    if match.published is None:
        return None
    unit, offset = match.any("relative", "relative_adjective", "eve").split()
    return around(unit, int(offset), match.published)


def _which(match: Match) -> Value | None:
    if match.published is None:
        return None
    unit = match.unit
    return None if unit == "day" else around(unit, match.any("which", "which_many"), match.published)


def _current(match: Match) -> Value | None:
    return around(match.unit, 0, match.published) if match.published else None


def _today(match: Match) -> Value | None:
    return day_moment(match.published) if match.published else None


def _weekday(match: Match) -> Value | None:
    published, weekday, which = match.published, match.get("weekday"), match.get("which")
    if published is None:
        return None
    ahead = (weekday - published.weekday()) % 7
    if which == 1:
        return day_moment(published + timedelta(days=ahead or 7))
    if which == -1:
        return day_moment(published - timedelta(days=(7 - ahead)))
    if match.anchor.future:
        return day_moment(published + timedelta(days=ahead))
    return day_moment(published - timedelta(days=(-ahead) % 7))


def _number(match: Match) -> float:
    number = match.get("number")
    return 1 if number is None else float(number)


def _ago(match: Match) -> Moment | None:
    return back(match.unit, _number(match), match.published) if match.published else None


def _ago_more(match: Match) -> Value | None:
    moment = _ago(match)
    return moment and Interval(None, replace(moment, approximate=False), "relative", True)


def _ago_less(match: Match) -> Value | None:
    return _until_now(match, _ago(match), "relative")


def _ago_about(match: Match) -> Value | None:
    moment = _ago(match)
    return moment and replace(moment, approximate=True)


def _recent(match: Match) -> Value | None:
    """*the last five years*: up to the publication date, in the precision of the unit."""
    return _until_now(match, _ago(match), "duration")


def _until_now(match: Match, start: Moment | None, kind: Any) -> Value | None:
    published = match.published
    if start is None or published is None:
        return None
    now = Moment("relative", published.year, anchored=True)
    if start.month is not None:
        now = replace(now, month=published.month)
    if start.day is not None:
        now = replace(now, day=published.day)
    return Interval(replace(start, approximate=False), now, kind, True)


def _earlier(match: Match) -> Value | None:
    return Earlier(_number(match), match.unit)


POINT_RULES: dict[str, Callable[[Match], Value | None]] = {
    "ago": _ago,
    "ago_about": _ago_about,
    "ago_less": _ago_less,
    "ago_more": _ago_more,
    "century": _century,
    "current": _current,
    "date": _date,
    "decade": _decade,
    "earlier": _earlier,
    "half": _half,
    "iso": _iso,
    "iso_us": _iso_us,
    "month": _month,
    "quarter": _quarter,
    "recent": _recent,
    "relative": _relative,
    "season": _season,
    "today": _today,
    "weekday": _weekday,
    "which": _which,
    "which_month": _which_month,
    "year_alone": _year_alone,
}
