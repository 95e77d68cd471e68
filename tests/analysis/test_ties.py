import polars as pl
import pytest

from multivector.analysis.charts import svg
from multivector.analysis.ties import beside, beside_chart, chart, ties
from multivector.errors import StopRun

FRANCE, ITALY, SPAIN = 220, 325, 230
IGO = {"ccode1": [220, 220], "ccode2": [230, 325], "year": [2000, 2000], "dyadigos": [40, 50]}
ATOP = {
    "ccode1": [220, 325, 220],
    "ccode2": [325, 220, 2],
    "year": [2000, 2000, 2001],
    **{f"atop_{pledge}": [1, 1, 0] for pledge in ("defense", "consul")},
    **{f"atop_{pledge}": [0, 0, 1] for pledge in ("offense", "neutral", "nonagg")},
}
TRADE = {
    "ccode1": [220, 220, 2, 2],
    "ccode2": [325, 230, 220, 325],
    "year": [2000] * 4,
    "flow1": [30.0, 5, 8, 1000],
    "flow2": [20.0, -9, 12, 1000],
}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "peacescience"
    folder.mkdir()
    for name, table in (("cow_igo_ndy", IGO), ("atop_alliance", ATOP), ("cow_trade_dy", TRADE)):
        pl.DataFrame(table).write_parquet(folder / f"{name}.parquet")
    return tmp_path


def test_ties_of_a_year(data):
    table = ties("FRA", ["ITA", "ESP"], data).filter(pl.col("year") == 2000)
    rows = {row.pop("partner"): list(row.values())[1:] for row in table.iter_rows(named=True)}
    assert rows["ITA"] == [50, 1, 0, 0, 0, 1, 50.0, pytest.approx(50 / 70)]
    assert rows["ESP"] == [40, 0, 0, 0, 0, 0, None, None]


def test_the_order_of_a_pair_does_not_matter(data):
    one, other = ties("FRA", ["ITA"], data), ties("ITA", ["FRA"], data)
    assert one.drop("partner", "trade_share").equals(other.drop("partner", "trade_share"))


def test_where_a_table_does_not_reach_there_is_nothing(data):
    table = ties("FRA", ["ITA"], data)
    assert table.filter(pl.col("year") == 1990)["defense"].to_list() == [None]
    assert table.filter(pl.col("year") == 2001)["organisations"].to_list() == [None]
    assert table.filter(pl.col("year") == 2001)["defense"].to_list() == [0]


def test_one_table_is_enough(data):
    for name in ("cow_igo_ndy", "cow_trade_dy"):
        (data / "peacescience" / f"{name}.parquet").unlink()
    table = ties("FRA", ["ITA"], data)
    assert table["organisations"].is_null().all()
    assert ">alliance pledges<" in svg(chart(table))


def test_ties_of_the_published_tables(shared):
    table = ties("KAZ", ["RUS", "CHN"], shared / "data").filter(pl.col("year") == 2014)
    columns = ("partner", "organisations", "defense", "nonaggression")
    assert table.select(columns).rows() == [("RUS", 47, 1, 1), ("CHN", 36, 0, 1)]


@pytest.mark.parametrize(
    ("partners", "message"), [(["XXX"], "'XXX' is no state"), (["DDR"], "did not exist in the same years")]
)
def test_states_without_ties_are_said(partners, message, data):
    with pytest.raises(StopRun, match=message):
        ties("KAZ", partners, data)


def test_missing_tables_are_said(tmp_path):
    with pytest.raises(StopRun, match="multivector data add memberships"):
        ties("FRA", ["ITA"], tmp_path)


EVENTS = pl.DataFrame(
    {
        "period": ["1999", "2000", "2000", "undated"],
        "partner": ["ITA", "ITA", "CSTO", "ITA"],
        "events": [4, 2, 1, 9],
        "reports": [4, 2, 1, 9],
        "cooperation": [3, 0, 1, 9],
        "conflict": [1, 0, 0, 0],
        "score": [2.5, 0.0, 1.0, 2.0],
        "share": [1.0, 0.6, 0.4, 1.0],
    }
)
SIMILAR = pl.DataFrame(
    {
        "session": [54, 55],
        "year": [1999, 2000],
        "partner": ["ITA"] * 2,
        "n": [60, 70],
        "agree": [0.9, 0.8],
        "kappa": [0.5, None],
    },
    schema_overrides={"kappa": pl.Float64},
)
POINTS = pl.DataFrame({"ccode": [220, 325, 220], "session": [54, 54, 55], "ideal_point": [1.0, 1.5, 1.0]})


def test_votes_stand_beside_events():
    table = beside(EVENTS, SIMILAR, POINTS, "FRA")
    assert table.rows() == [
        (1999, "ITA", 4, 1.0, 2.5, 0.75, 60, 0.9, 0.5, 0.5),
        (2000, "ITA", 2, 0.6, 0.0, None, 70, 0.8, None, None),
    ]
    assert all(f">{title}<" in svg(beside_chart(table)) for title in ("votes: agreement", "events: share"))


@pytest.mark.parametrize(
    ("events", "message"),
    [
        (EVENTS.drop("share", "score"), "no column score, share"),
        (EVENTS.filter(pl.col("partner") == "CSTO"), "no year has both events and votes of FRA"),
    ],
)
def test_events_that_do_not_fit_are_said(events, message):
    with pytest.raises(StopRun, match=message):
        beside(events, SIMILAR, POINTS, "FRA")
