import polars as pl
import pytest

from multivector.analysis.states import ccodes, states
from multivector.errors import StopRun
from multivector.lexicon.actors import actor_rows


@pytest.mark.parametrize(
    ("code", "found"),
    [("KAZ", [705]), ("DEU", [255, 260]), ("SUN", [365]), ("SRB", [345]), ("YMD", [680]), ("VDR", [817])],
)
def test_states_by_code(code, found):
    assert ccodes(code) == found


@pytest.mark.parametrize("code", ["XXX", "", "OSCE"])
def test_what_is_no_state_is_said(code):
    with pytest.raises(StopRun, match=f"'{code}' is no state"):
        ccodes(code)


def test_codes_are_those_of_the_published_points(shared):
    crosswalk = pl.read_parquet(shared / "data/idealpoints/country_crosswalk.parquet")
    both = crosswalk.join(states(), on="ccode")
    assert both.height == crosswalk.height
    other = both.filter(pl.col("iso3c") != pl.col("iso3")).select("ccode", "iso3").rows()
    assert other == [(680, "YMD")]  # YAR there, as its neighbour


def test_codes_are_those_of_the_lexicon(lexicon):
    known = {row["code"] for row in actor_rows(lexicon)}
    assert set(states()["iso3"].drop_nulls()) - known == {"YAR"}
