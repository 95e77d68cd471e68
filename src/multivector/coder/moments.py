"""Points and spans of time with whatever precision a text gives them, and how they are written in EDTF."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Kind = Literal["date", "month", "season", "quarter", "year", "decade", "century", "interval", "duration", "relative"]
SEASON = 21  # EDTF: 21 spring ... 24 winter
QUARTER = 33  # 33 first quarter ... 36
HALF = 40  # 40 first half of a year, 41 second
MIDDLE = {
    21: 4,
    22: 7,
    23: 10,
    24: 13,
    33: 2,
    34: 5,
    35: 8,
    36: 11,
    40: 4,
    41: 10,
}  # a month in the middle; a winter ends in the next year


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, season, year, decade or century; None where the text doesn't say.

    `digits` is how many digits of the year are known (3: a decade, 2: a century). `anchored` says that the
    publication date was needed.
    """

    kind: Kind
    year: int | None = None
    month: int | None = None  # 1-12, or the EDTF codes of seasons, quarters and halves
    day: int | None = None
    digits: int = 4
    approximate: bool = False
    anchored: bool = False

    def edtf(self) -> str | None:
        """EDTF; None when nothing of use is known (a season of no year)."""
        if self.year is None:
            if self.month is None or self.month > 12:
                return None
            year = "XXXX"
        else:
            year = f"{self.year:04d}"[: self.digits].ljust(4, "X")
        text = "-".join([year, *(f"{part:02d}" for part in (self.month, self.day) if part is not None)])
        return text + "~" if self.approximate else text


@dataclass(frozen=True, slots=True)
class Interval:
    """From one moment to another; None is an open end."""

    start: Moment | None
    end: Moment | None
    kind: Kind = "interval"
    anchored: bool = False

    def edtf(self) -> str | None:
        """EDTF; one moment where both ends are the same."""
        start = ".." if self.start is None else self.start.edtf()
        end = ".." if self.end is None else self.end.edtf()
        if start is None or end is None or start == end == "..":
            return None
        return start if start == end else f"{start}/{end}"


@dataclass(frozen=True, slots=True)
class Earlier:
    """So many units before the time that was spoken of last (*a year earlier*)."""

    number: float
    unit: str


Value = Moment | Interval | Earlier


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative times are resolved against: the publication date, and where undated days lie."""

    published: date | None
    future: bool = False


def first(value: Moment | Interval) -> Moment | None:
    """The moment at which a value begins."""
    return value.start if isinstance(value, Interval) else value


def last(value: Moment | Interval) -> Moment | None:
    """The moment at which a value ends."""
    return value.end if isinstance(value, Interval) else value


def day_moment(day: date, kind: Kind = "relative") -> Moment:
    """A day found through the publication date."""
    return Moment(kind, day.year, day.month, day.day, anchored=True)


def months_from(day: date, months: int) -> tuple[int, int]:
    """Year and month that lie so many months from a day."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def valid(moment: Moment) -> bool:
    """Whether the calendar has this day; 29 February needs a leap year only where the year is known."""
    if moment.day is None:
        return True
    if moment.month is None or moment.month > 12:
        return False
    return 1 <= moment.day <= monthrange(moment.year or 2000, moment.month)[1]


def settle(moment: Moment, anchor: Anchor) -> Moment:
    """Gives a month or day without a year the year nearest to publication, in the direction that is meant."""
    published = anchor.published
    if moment.year is not None or moment.month is None or published is None:
        return moment
    best: tuple[int, int] | None = None
    for year in (published.year - 1, published.year, published.year + 1):
        if not valid(replace(moment, year=year)):
            continue
        days = _days_away(moment, year, published)
        away = _cost(days, anchor.future)
        if best is None or away < best[0]:
            best = (away, year)
    return moment if best is None else replace(moment, year=best[1], anchored=True)


def _cost(days: int, future: bool) -> int:
    """News looks back, but often a little ahead; what is planned lies ahead."""
    if days < 0:
        return -days * (100 if future else 1)
    return days * (1 if future else 2)


def _days_away(moment: Moment, year: int, published: date) -> int:
    month = MIDDLE.get(moment.month or 1, moment.month or 1)
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if moment.day is None and (year, month) == (published.year, published.month):
        return 0
    return (date(year, month, moment.day or 15) - published).days


def complete(start: Moment, end: Moment, anchor: Anchor) -> tuple[Moment, Moment]:
    """Fills what one end of a range leaves to the other: *from 5 to 7 June 2025*, *from January 2017 to October*."""
    if start.month is None and start.day is not None:
        start = replace(start, month=end.month, kind=end.kind)
    if start.year is None and end.year is None:
        end = settle(end, anchor)
    if start.year is None and end.year is not None:
        earlier = (start.month or 0, start.day or 0) > (end.month or 0, end.day or 99)
        start = replace(start, year=end.year - earlier, anchored=end.anchored)
    elif end.year is None and start.year is not None:
        earlier = (end.month or 0, end.day or 99) < (start.month or 0, start.day or 0)
        end = replace(end, year=start.year + earlier, anchored=start.anchored)
    return start, end


def back(unit: str, number: float, day: date) -> Moment | None:
    """The moment so many units before a day, as precise as the unit is."""
    days = {"hour": number // 24, "day": round(number), "week": round(7 * number)}.get(unit)
    if days is not None:
        return day_moment(day - timedelta(days=days)) if days < day.toordinal() else None
    if unit == "halfyear":
        unit, number = "month", 6 * number
    if unit == "year" and number != int(number):
        unit, number = "month", 12 * number
    if unit == "month":
        year, month = months_from(day, -round(number))
        return Moment("relative", year, month, anchored=True) if year > 0 else None
    if unit == "quarter":
        return back("month", 3 * number, day)
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None or day.year - years * number < 1:
        return None
    return Moment("relative", round(day.year - years * number), approximate=years > 1, anchored=True)


def around(unit: str, offset: int, day: date) -> Moment | Interval | None:
    """The unit of calendar that a day lies in (offset 0), or the one before (-1) or after (1)."""
    if unit == "day":
        return day_moment(day + timedelta(days=offset))
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
        return Interval(day_moment(monday), day_moment(monday + timedelta(days=6)), "relative", True)
    if unit == "weekend":
        saturday = day - timedelta(days=(day.weekday() - 5) % 7) + timedelta(weeks=max(offset, 0))
        return Interval(day_moment(saturday), day_moment(saturday + timedelta(days=1)), "relative", True)
    if unit == "month":
        year, month = months_from(day, offset)
        return Moment("relative", year, month, anchored=True)
    if unit == "quarter":
        index = day.year * 4 + (day.month - 1) // 3 + offset
        return Moment("relative", index // 4, QUARTER + index % 4, anchored=True)
    if unit == "year":
        return Moment("relative", day.year + offset, anchored=True)
    if unit == "decade":
        return Moment("relative", day.year // 10 * 10 + 10 * offset, digits=3, anchored=True)
    if unit == "century":
        return Moment("relative", day.year // 100 * 100 + 100 * offset, digits=2, anchored=True)
    return None
