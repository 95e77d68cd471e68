"""What the rules named in the time files mean: words of a match in, a `Value` out (or None: it says nothing exact)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from multivector.coder.moments import (
    HALF,
    MIDDLE,
    QUARTER,
    Anchor,
    Earlier,
    Interval,
    Moment,
    Value,
    around,
    back,
    complete,
    day_moment,
    first,
    last,
    months_from,
    settle,
    valid,
)  # fmt: skip


@dataclass(slots=True)
class Match:
    """The words of a matched pattern by class, in order of place, and what time is counted from."""

    anchor: Anchor
    words: dict[str, list[Any]] = field(default_factory=dict)

    def get(self, name: str, index: int = 0) -> Any:
        """The value of a class's word, or None."""
        found = self.words.get(name, ())
        return found[index] if index < len(found) else None

    def any(self, *names: str) -> Any:
        """The value of the first of these classes that has a word."""
        return next((self.words[name][0] for name in names if name in self.words), None)

    @property
    def point(self) -> Moment | Interval | None:
        """The point that a phrase stands around."""
        found: Moment | Interval | None = self.any("point", "whole", "part")
        return found

    @property
    def unit(self) -> str:
        """The unit of time that the match names, whatever its form."""
        return str(self.any("unit", "unit_single", "one", "calendar", "weekend"))

    @property
    def published(self) -> date | None:
        """The publication date."""
        return self.anchor.published


def _year(match: Match) -> tuple[int | None, bool]:
    """The year that a match names, and whether it was counted from publication (*May of last year*)."""
    year = match.any("year", "bare_year")
    if year is not None:
        return year, False
    which = match.any("which", "which_year")
    if which is None or match.published is None:
        return None, False
    return match.published.year + which, True


def _date(match: Match) -> Value | None:
    year, anchored = _year(match)
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
    year, anchored = _year(match)
    return Moment("month", year, match.get("month"), anchored=anchored)


def _season(match: Match) -> Value | None:
    year, anchored = _year(match)
    return Moment("season", year, match.any("season", "season_when"), anchored=anchored)


def _quarter(match: Match) -> Value | None:
    return _part(match, QUARTER, 4)


def _half(match: Match) -> Value | None:
    return _part(match, HALF, 2)


def _part(match: Match, code: int, parts: int) -> Value | None:
    year, anchored = _year(match)
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
    year, _ = _year(match)
    return Moment("year", year) if year else None


def _decade(match: Match) -> Value | None:
    decade = match.any("long_decade", "decade", "tens")
    if decade < 100:
        century = match.any("roman", "ordinal")
        decade += (century - 1) * 100 if century else 2000 if decade < 20 else 1900
    return Moment("decade", decade, digits=3) if decade % 10 == 0 else None


def _century(match: Match) -> Value | None:
    century = match.any("roman", "ordinal")
    return Moment("century", (century - 1) * 100, digits=2) if 1 <= century <= 21 else None


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
    year, anchored = _year(match)
    month = match.get("month")
    start, end = (Moment("date", year, month, match.get("day", i), anchored=anchored) for i in (0, 1))
    return _span(start, end, match)


def _year_range(match: Match) -> Value | None:
    years = match.words["bare_year"]
    return Interval(Moment("year", years[0]), Moment("year", years[1])) if years[0] < years[1] else None


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
    if value.unit == "year":
        return replace(moment, kind="relative", year=moment.year - round(value.number), day=None, month=None)
    if value.unit == "month" and moment.month:
        year, month = months_from(date(moment.year, moment.month, 1), -round(value.number))
        return replace(moment, kind="relative", year=year, month=month, day=None)
    if moment.day and moment.month:
        return back(value.unit, value.number, date(moment.year, moment.month, moment.day))
    return None


RULES: dict[str, Callable[[Match], Value | None]] = {
    name[1:]: rule
    for name, rule in list(globals().items())
    if name in {
        "_date", "_iso", "_month", "_season", "_quarter", "_half", "_which_month", "_year_alone", "_decade",
        "_century", "_relative", "_which", "_current", "_weekday", "_ago", "_ago_more", "_ago_less", "_ago_about",
        "_recent", "_earlier", "_in", "_since", "_before", "_by", "_range", "_dash_range", "_day_range", "_short_range",
        "_today", "_pair", "_iso_us", "_days", "_year_range",
    }
}  # fmt: skip
