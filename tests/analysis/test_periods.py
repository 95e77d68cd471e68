import polars as pl
import pytest

from multivector.analysis.periods import axis, period, within
from multivector.edtf import bounds
from multivector.errors import StopRun


def entries(*times):
    spans = [bounds(time) if time else (None, None) for time in times]
    return pl.DataFrame(spans, schema={"time_start": pl.Date, "time_end": pl.Date}, orient="row")


@pytest.mark.parametrize(
    ("time", "year", "month"),
    [
        ("2017-05-03", "2017", "2017-05"),
        ("2017-05", "2017", "2017-05"),
        ("2017", "2017", "undated"),
        ("2017-01/2017-10", "2017", "undated"),
        ("2017-12-30/2018-01-02", "undated", "undated"),
        ("200X", "undated", "undated"),
        ("2017/..", "undated", "undated"),
        ("XXXX-10-12", "undated", "undated"),
        (None, "undated", "undated"),
    ],
)
def test_an_entry_is_in_the_period_that_holds_all_its_days(time, year, month):
    found = entries(time).select(period("year").alias("y"), period("month").alias("m"), period("all").alias("a"))
    assert found.row(0) == (year, month, "all")


def test_another_division_is_refused():
    with pytest.raises(StopRun, match="use year, month, all"):
        period("week")


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        (None, None, 4),
        ("2017", None, 2),
        (None, "2017", 2),
        ("2017-05-02", "2017", 1),
    ],
)
def test_within_keeps_what_lies_inside(since, until, kept):
    assert entries("2016", "2017-05-03", "2018", None).filter(*within(since, until), True).height == kept


@pytest.mark.parametrize(("since", "until"), [("2018", "2017"), ("soon", None), ("../2017", None)])
def test_a_span_that_is_none_is_refused(since, until):
    with pytest.raises(StopRun):
        within(since, until)


@pytest.mark.parametrize(
    ("known", "all"),
    [
        (["2017", "2019", "undated"], ["2017", "2018", "2019"]),
        (["2017-11", "2018-01"], ["2017-11", "2017-12", "2018-01"]),
        (["all"], ["all"]),
        (["undated"], []),
    ],
)
def test_an_axis_has_no_holes(known, all):
    assert axis(pl.Series(known)) == all
