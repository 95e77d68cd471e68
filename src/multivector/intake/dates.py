"""Brings dates of publication to `YYYY-MM-DD`."""

from __future__ import annotations

import datetime
import re

EARLIEST = 1500  # year of the first newspapers, and then some
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T\s].*)?", re.DOTALL)
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[,\s].*)?", re.DOTALL)


def normalise(value: object) -> str | None:
    """The day of a date, an ISO date or time, `YYYY/MM/DD` or `DD.MM.YYYY`, as `YYYY-MM-DD`; None for nothing.

    A time keeps the day it was written with, whatever its zone. Raises ValueError with a message for the user.
    """
    if isinstance(value, datetime.date):  # datetime is one too
        value = value.strftime("%Y-%m-%d").zfill(10)
    if value is None or (text := str(value).strip()) == "":
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match[1], match[3], match[4]
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()[:3]
    else:
        raise ValueError(f"the date {text[:40]!r} is not understood; write YYYY-MM-DD")
    try:
        date = datetime.date(int(year), int(month), int(day))
        if not EARLIEST <= date.year < 9999:  # what exports write for "no date"
            raise ValueError
        return date.isoformat()
    except ValueError:
        raise ValueError(f"there is no date {text[:40]!r}; write YYYY-MM-DD") from None
