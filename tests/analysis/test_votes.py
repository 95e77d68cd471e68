import json

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multivector.analysis.charts import svg
from multivector.analysis.votes import chart, measures, read_votes, vote_similarity
from multivector.errors import StopRun

FRANCE, ITALY, SPAIN = 220, 325, 230  # Correlates of War
PARTNERS = {"RU": "RUS", "CN": "CHN", "US": "USA"}
NAMES = {
    "agree": "agree",
    "same": "same",
    "s": "S_abs",
    "kappa": "kappa_sq",
    "kappa_linear": "kappa_lin",
    "pi": "pi_sq",
}


def votes(session=1, **by_state):
    """The votes of one session; a letter a roll call: y yes, a abstain, n no, - absent."""
    rows = [
        {"rcid": rcid, "session": session, "ccode": int(code[1:]), "vote": "yan".index(letter)}
        for code, letters in by_state.items()
        for rcid, letter in enumerate(letters, 100 * session)
        if letter != "-"
    ]
    return pl.DataFrame(rows)


@pytest.fixture(scope="module")
def cast(shared):
    return read_votes(shared / "data")


def test_reference_values_of_all_dyads(cast, shared):
    reference = json.loads((shared / "data/reference/reference_values.json").read_text())["dyads"]
    table = vote_similarity(cast, "KAZ", list(PARTNERS.values()))
    rows = {(row["session"], row["partner"]): row for row in table.iter_rows(named=True)}
    assert len(rows) == len(reference) == 84
    for dyad in reference:
        row = rows[dyad["session"], PARTNERS[dyad["partner"]]]
        assert (row["n"], row["year"]) == (dyad["n"], dyad["year"])
        for ours, theirs in NAMES.items():
            assert row[ours] == pytest.approx(dyad[theirs], abs=5.1e-7), (dyad["session"], dyad["partner"], ours)


def test_values_of_another_package(cast):
    row = vote_similarity(cast, "USA", ["MEX"]).row(0, named=True)
    found = {name: round(row[name], 6) for name in ("n", "s", "kappa", "kappa_linear")}
    assert found == {"n": 38, "s": 0.131579, "kappa": -0.012227, "kappa_linear": -0.016207}


def test_same_votes_of_several_years(cast):
    table = vote_similarity(cast.filter(pl.col("date").dt.year() >= 2007), "KAZ", ["CHN", "RUS", "DEU", "USA"])
    pooled = table.group_by("partner").agg(
        pl.col("n").sum(), ((pl.col("same") * pl.col("n")).sum() / pl.col("n").sum() * 100).round(2).alias("same")
    )
    found = {partner: (n, same) for partner, n, same in pooled.iter_rows()}
    assert found == {"CHN": (1163, 82.03), "RUS": (1168, 70.72), "DEU": (1179, 60.98), "USA": (1178, 23.6)}


def test_a_code_of_two_states_in_turn(cast):
    assert vote_similarity(cast, "FRA", ["DEU"])["session"].to_list() == list(range(28, 75))


def test_every_state_is_a_partner_unless_some_are_named(cast):
    table = vote_similarity(cast, "KAZ")
    assert table["partner"].n_unique() > 190
    assert table.filter(pl.col("partner").is_in(["RUS", "CHN"])).height == 56
    assert "KAZ" not in set(table["partner"])


TABLES = arrays(np.int64, (3, 3), elements=st.integers(0, 40)).filter(lambda counts: counts.sum() > 0)


@given(TABLES)
def test_s_is_twice_the_agreement_less_one(counts):
    found = measures(counts)
    assert found.s == pytest.approx(2 * found.agree - 1)
    assert 0 <= found.same <= found.agree + 1e-12 <= 1 + 2e-12


@given(TABLES)
def test_measures_are_of_a_pair_whichever_is_named_first(counts):
    one, other = measures(counts), measures(counts.T)
    for name in NAMES:
        assert getattr(one, name) == pytest.approx(getattr(other, name), nan_ok=True)


@pytest.mark.parametrize(
    ("one", "other", "n", "agree", "same", "kappa"),
    [
        ("yan", "yan", 3, 1, 1, 1),
        ("ynyn", "nyny", 4, 0, 0, -1),
        ("ya-y", "yay-", 2, 1, 1, 1),
        ("ya", "aa", 2, 0.75, 0.5, 0),
        ("yyy", "yyy", 3, 1, 1, None),  # no vote differs: nothing is left to chance
    ],
)
def test_figures_of_a_pair(one, other, n, agree, same, kappa):
    row = vote_similarity(votes(_220=one, _325=other), "FRA", ["ITA"]).row(0, named=True)
    assert (row["n"], row["agree"], row["same"], row["kappa"]) == (n, agree, same, kappa)


@pytest.mark.parametrize(
    ("state", "partner", "message"),
    [
        ("FRA", "ESP", "shares no vote with ESP"),
        ("XXX", "ITA", "'XXX' is no state"),
        ("FRA", "OSCE", "'OSCE' is no state"),
    ],
)
def test_what_cannot_be_compared_is_said(state, partner, message):
    with pytest.raises(StopRun, match=message):
        vote_similarity(votes(_220="ya-", _325="yaa", _230="--n"), state, [partner])


def test_the_chart_names_the_partners():
    table = vote_similarity(votes(_220="yan", _325="yaa", _230="nnn"), "FRA")
    assert all(f">{code}<" in svg(chart(table)) for code in ("ITA", "ESP"))
