import pytest

import multivector as mv
from multivector.analysis.charts import svg
from multivector.analysis.vectors import chart

EVENTS = [
    ("a", "CONSULT", "KAZ", "RUS", "2017-05-03", {"mode": "visit"}),
    ("b", "CONSULT", "RUS KAZ", "", "2017-05-03"),
    ("b", "COOPERATE", "KAZ RUS CHN", "", "2017-06-01", {"contexts": ("economic",)}),
    ("c", "ACCUSE", "USA", "KAZ.GOV", "2017"),
    ("c", "AID", "KAZ", "USA", "2018-01"),
    ("c", "AID", "KAZ", "USA", None),
    ("d", "AID", "KAZ", "USA", "2018-02", {"status": "planned"}),
]


def test_the_columns_and_the_figures(record_of):
    table = mv.vectors(record_of(*EVENTS), "KAZ", by="year")
    assert table.columns == ["period", "partner", "events", "reports", "cooperation", "conflict", "score", "share"]
    assert table.rows() == [
        ("2017", "RUS", 2, 3, 2, 0, (3.25 + 9.5) / 2, 0.5),
        ("2017", "CHN", 1, 1, 1, 0, 9.5, 0.25),
        ("2017", "USA", 1, 1, 0, 1, -3.0, 0.25),
        ("2018", "USA", 1, 1, 1, 0, 10.0, 1.0),
        ("undated", "USA", 1, 1, 1, 0, 10.0, 1.0),
    ]


def test_shares_sum_to_one_in_each_period(record_of):
    table = mv.vectors(record_of(*EVENTS), "KAZ", by="month")
    sums = table.select("period", "share").group_by("period").sum()["share"].to_list()
    assert sums == pytest.approx([1] * 4)


@pytest.mark.parametrize(
    ("scope", "partners"),
    [
        ({"since": "2018"}, ["USA"]),
        ({"until": "2017"}, ["CHN", "RUS", "USA"]),
        ({"domain": "economic"}, ["CHN", "RUS"]),
        ({"by": "all"}, ["CHN", "RUS", "USA"]),
    ],
)
def test_scope(record_of, scope, partners):
    assert sorted(set(mv.vectors(record_of(*EVENTS), "KAZ", **scope)["partner"])) == partners


@pytest.mark.parametrize(
    ("actor", "scope", "message"),
    [
        ("XYZ", {}, "no actor 'XYZ'"),
        ("TUR", {}, "no act of TUR"),
        ("KAZ", {"since": "1900", "until": "1901"}, "since 1900, until 1901"),
        ("KAZ", {"domain": "legal"}, "domain legal"),
        ("KAZ", {"domain": "sport"}, "no domain"),
        ("KAZ", {"by": "week"}, "use year"),
    ],
)
def test_nothing_is_said_why(record_of, actor, scope, message):
    with pytest.raises(mv.StopRun, match=message):
        mv.vectors(record_of(*EVENTS), actor, **scope)


def test_domains_stand_side_by_side(record_of):
    table = mv.vectors_by_domain(record_of(*EVENTS), "KAZ", by="all")
    found = {(row["domain"], row["partner"]): (row["events"], row["share"]) for row in table.iter_rows(named=True)}
    assert found == {("economic", "RUS"): (1, 0.5), ("economic", "CHN"): (1, 0.5)}


def test_encounters_open_a_figure(record_of):
    found = mv.encounters(record_of(*EVENTS), "KAZ", since="2017-05", until="2017-05")
    assert found.select("period", "partner", "doc", "type", "sentence").sort("doc").rows() == [
        ("2017", "RUS", "a", "CONSULT", "They did it."),
        ("2017", "RUS", "b", "CONSULT", "They did it."),
    ]
    assert found["event"].n_unique() == 1
    assert sorted(found["source"].to_list()) == [["KAZ"], ["RUS", "KAZ"]]


@pytest.mark.parametrize(("by", "words"), [("year", ("Russia", "share of events")), ("all", ("Russia", "conflict"))])
def test_charts_name_partners(record_of, by, words):
    picture = svg(chart(mv.vectors(record_of(*EVENTS), "KAZ", by=by), {"RUS": "Russia"}))
    assert all(word in picture for word in words)
