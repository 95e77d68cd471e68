"""Date bounds of EDTF times (ISO 8601-2), for the part of the standard that the records use.

2017  2017-05  2017-05-03          years, months, days
19XX  200X  2017-05-XX             unspecified digits
XXXX-10-12                         a day of an unknown year: valid, without bounds
2017-21 .. 2017-24                 spring, summer, autumn, winter (northern; winter ends in the next February)
2017-33 .. 2017-36                 quarters; 37-39 thirds; 40 and 41 halves
2017-05? 2017~ 2017%               uncertain, approximate, both: the bounds are those of the plain time
A/B  A/..  ../B                    intervals; an open or unknown end has no bound
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

Bounds = tuple[date | None, date | None]

_DATE = re.compile(
    r"[?~%]?(?P<year>\d{4}|\d{3}X|\d\dXX|\dXXX|XXXX)[?~%]?"
    r"(?:-[?~%]?(?P<month>\d\d|XX)[?~%]?(?:-[?~%]?(?P<day>\d\d|XX)[?~%]?)?)?"
)
_UNBOUNDED: Bounds = (None, None)

# Code in the place of the month -> (first month, number of months).
_PARTS_OF_YEAR = {
    **{21 + i: (3 + 3 * i, 3) for i in range(4)},
    **{33 + i: (1 + 3 * i, 3) for i in range(4)},
    **{37 + i: (1 + 4 * i, 4) for i in range(3)},
    **{40 + i: (1 + 6 * i, 6) for i in range(2)},
}


@lru_cache(maxsize=65536)
def bounds(edtf: str) -> Bounds:
    """The first and the last day that `edtf` can mean, each None where it is open or unknown.

    Raises ValueError, with the reason, for what is no EDTF or outside the part we use.
    """
    if "/" not in edtf:
        return _date_bounds(edtf, edtf)
    first, _, last = edtf.partition("/")
    if not first and not last:
        raise ValueError(f"{edtf!r} is no EDTF time: an interval needs a date on one side at least")
    start = None if first in ("", "..") else _date_bounds(first, edtf)[0]
    end = None if last in ("", "..") else _date_bounds(last, edtf)[1]
    if start and end and start > end:
        raise ValueError(f"{edtf!r} is no EDTF time: the interval ends before it begins")
    return start, end


def is_valid(edtf: str) -> bool:
    """Whether `bounds` can read `edtf`."""
    try:
        bounds(edtf)
    except ValueError:
        return False
    return True


def _date_bounds(text: str, whole: str) -> Bounds:
    match = _DATE.fullmatch(text)
    if not match or not text.isascii():
        raise ValueError(
            f"{whole!r} is no EDTF time: write YYYY, YYYY-MM, YYYY-MM-DD, 200X, XXXX-MM-DD or an interval A/B"
        )
    year, month, day = match["year"], match["month"], match["day"]
    try:
        return _bounds(year, month, day)
    except ValueError as error:
        raise ValueError(f"{whole!r} is no EDTF time: {error}") from error


def _bounds(year: str, month: str | None, day: str | None) -> Bounds:
    # A date of an unknown year is checked against a leap year, but has no bounds.
    low = 2000 if year == "XXXX" else max(int(year.replace("X", "0")), 1)
    high = 2000 if year == "XXXX" else int(year.replace("X", "9"))
    if high < 1:
        raise ValueError("years begin at 0001")
    first, count, numbered = _months(month)
    if day is not None and day != "XX":
        if not numbered:
            raise ValueError("a day needs a month before it")
        number = _checked_day(int(day), first, None if "X" in year else high)
        found = _day(low, first, number), _day(high, first, number)
    else:
        found = _day(low, first, 1), _day(high, first + count - 1, 31)
    return _UNBOUNDED if year == "XXXX" else found


def _months(month: str | None) -> tuple[int, int, bool]:
    """The first month (1 to 12), the number of months, and whether `month` names a single month."""
    if month is None or month == "XX":
        return 1, 12, False
    number = int(month)
    if 1 <= number <= 12:
        return number, 1, True
    if number in _PARTS_OF_YEAR:
        return (*_PARTS_OF_YEAR[number], False)
    raise ValueError(f"there is no month, season or quarter {month}")


def _checked_day(day: int, month: int, year: int | None) -> int:
    days = calendar.monthrange(2000 if year is None else year, month)[1]
    if not 1 <= day <= days:
        raise ValueError(f"there is no day {day} in that month")
    return day


def _day(year: int, month: int, day: int) -> date:
    """The day, or the last of its month where the month is shorter; months beyond 12 run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
