from __future__ import annotations

import datetime

import pytest

from multivector.intake import dates


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2019-03-05", "2019-03-05"),
        ("2019-3-5", "2019-03-05"),
        (" 2019-03-05T23:59:00+06:00 ", "2019-03-05"),
        ("2019-03-05 10:00", "2019-03-05"),
        ("2019/03/05", "2019-03-05"),
        ("05.03.2019", "2019-03-05"),
        ("5.3.2019, 12:40", "2019-03-05"),
        (datetime.date(2019, 3, 5), "2019-03-05"),
        (datetime.datetime(2019, 3, 5, 10), "2019-03-05"),
        ("", None),
        (None, None),
    ],
)
def test_days(value: object, day: str | None) -> None:
    assert dates.normalise(value) == day


@pytest.mark.parametrize(
    "value", ["2019", "yesterday", "2019-02-30", "31.31.2019", "05/03/2019", "0000-01-01", 1551744000, True]
)
def test_refused(value: object) -> None:
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        dates.normalise(value)
