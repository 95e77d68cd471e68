import json
from itertools import pairwise

import polars as pl
import pytest

from multivector.analysis.charts import svg
from multivector.analysis.datasets import read_table
from multivector.analysis.idealpoints import chart, counted, estimate, ideal_points
from multivector.analysis.votes import read_votes
from multivector.errors import StopRun

CODES = {"USA": 2, "KAZ": 705, "RUS": 365, "CHN": 710}


@pytest.fixture(scope="module")
def data(shared):
    return shared / "data"


@pytest.fixture(scope="module")
def found(data):
    return estimate(read_votes(data), read_table("matched_roll_calls", data))


@pytest.fixture(scope="module")
def both(found, data):
    return found.table.join(read_table("ideal_points_all_apr2020", data), on=("ccode", "session"), suffix="_published")


def test_the_published_numbers_of_votes(both, found):
    assert both.height == found.table.height == 10_469
    assert (both["n_votes"] == both["n_votes_published"]).all()


def test_near_to_the_published_points(both, found):
    pair = ("ideal_point", "ideal_point_published")
    within = both.group_by("session").agg(pl.corr(*pair).alias("r"))
    assert found.fit.settled
    assert both.select(pl.corr(*pair)).item() >= 0.98
    assert within["r"].min() >= 0.98
    assert within.filter(pl.col("session") >= 47)["r"].min() >= 0.99


def test_points_have_mean_0_and_standard_deviation_1(found):
    points = found.table["ideal_point"]
    assert (points.mean(), points.std(ddof=0)) == pytest.approx((0, 1))
    assert (found.table["low"] < points).all()
    assert (points < found.table["high"]).all()


def test_the_reference_points_in_direction_and_order(found, shared):
    reference = json.loads((shared / "data/reference/reference_values.json").read_text())["ideal_points"]
    ours = {(row["ccode"], row["session"]): row["ideal_point"] for row in found.table.iter_rows(named=True)}
    for year in reference:
        for low, high in pairwise(sorted(CODES, key=lambda code: year[code])):
            if year[high] - year[low] > 0.25:  # nearer ones may change places
                assert ours[CODES[low], year["session"]] < ours[CODES[high], year["session"]], (year["year"], low, high)


def test_the_chart_names_the_states(found):
    picture = svg(chart(found.table, ["KAZ", "CHN"]))
    assert all(f">{code}<" in picture for code in ("KAZ", "CHN"))


def test_the_chart_of_no_state_has_a_size(found):
    assert "e+308" not in svg(chart(found.table))


VOTES = {
    "rcid": [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
    "session": [1] * 6 + [46] * 6,
    "date": ["1946-01-01"] * 6 + ["1991-12-01"] * 6,
    "amend": [None] * 6 + [1] * 3 + [None] * 3,
    "para": [1] * 3 + [None] * 9,
    "ccode": [2, 220, 365] * 4,
    "vote": [0, 0, 2, 0, 0, 0, 0, 1, 2, 2, 0, 0],
}


def few():
    return pl.DataFrame(VOTES).with_columns(pl.col("date").str.to_date())


@pytest.mark.parametrize(
    ("matched", "kept"),
    [
        ([], [1, 4]),  # 2 is unanimous, 3 an amendment of a late session
        ([(2, 4)], [1, 2, 4]),  # repeated with another result, 2 says something
    ],
)
def test_which_roll_calls_count(matched, kept):
    pairs = pl.DataFrame(matched, schema={"rcid1": pl.Int64, "rcid2": pl.Int64}, orient="row")
    assert counted(few(), pairs)["rcid"].unique().sort().to_list() == kept


def test_chains_of_repeats_are_one_roll_call():
    pairs = pl.DataFrame({"rcid1": [2, 1], "rcid2": [4, 2]})
    assert counted(few(), pairs)["item"].unique().to_list() == [1]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (pl.col("rcid") == 2, "no roll call is left on which votes differ"),
        (pl.col("ccode") != 2, "the state 2, which gives ideal points their direction, casts no vote"),
    ],
)
def test_what_cannot_be_estimated_is_said(chosen, message):
    with pytest.raises(StopRun, match=message):
        ideal_points(few().filter(chosen))


def test_without_matched_roll_calls_there_are_points_too():
    table = ideal_points(few())
    assert table.columns == ["ccode", "iso3", "session", "ideal_point", "low", "high"]
    assert table.filter(pl.col("session") == 46)["iso3"].to_list() == ["USA", "FRA", "RUS"]
