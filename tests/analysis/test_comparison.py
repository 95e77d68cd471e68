import pytest

import multivector as mv

EVENTS = [
    ("a", "AID", "KAZ", "RUS", "2017-01-01"),
    ("a", "AID", "KAZ", "RUS", "2017-01-02"),
    ("b", "ASSAULT", "RUS", "KAZ", "2017-01-03"),
    ("c", "CONSULT", "KAZ", "CHN", "2017-01-04"),
    ("c", "REQUEST", "USA", "KAZ", "2017-01-05"),
    ("d", "CONSULT", "KAZ", "CHN", "2019-01-04"),
    ("d", "CONSULT", "KAZ", "TUR", None),
]


def test_cooperation_balance(record_of):
    table = mv.cooperation(record_of(*EVENTS), "KAZ", by="all")
    assert table.drop("period").rows() == [
        ("RUS", 3, 20.0, 9.0, 20 / 29),
        ("CHN", 2, 5.0, 0.0, 1.0),
        ("TUR", 1, 2.5, 0.0, 1.0),
        ("USA", 1, 0.0, 0.0, None),
    ]


def test_asymmetry(record_of):
    table = mv.asymmetry(record_of(*EVENTS), "KAZ", "RUS", "CHN", by="year")
    assert table.rows() == [
        ("2017", "RUS", "CHN", 3, 1, 0.5, 11.0, 2.5, 8.5),
        ("2019", "RUS", "CHN", 0, 1, -1.0, 0.0, 2.5, -2.5),
    ]


@pytest.mark.parametrize(("first", "second", "message"), [("RUS", "RUS", "itself"), ("UZB", "TJK", "UZB or TJK")])
def test_asymmetry_needs_two_partners(record_of, first, second, message):
    with pytest.raises(mv.StopRun, match=message):
        mv.asymmetry(record_of(*EVENTS), "KAZ", first, second)


def test_change(record_of):
    table = mv.change(record_of(*EVENTS), "KAZ")
    assert table.select("period", "previous", "partner", "before", "share", "change").rows() == [
        ("2019", "2017", "CHN", 0.2, 1.0, 0.8),
        ("2019", "2017", "RUS", 0.6, 0.0, -0.6),
        ("2019", "2017", "USA", 0.2, 0.0, -0.2),
    ]
    assert table["moved"].to_list() == pytest.approx([0.8] * 3)


def test_one_period_does_not_change(record_of):
    with pytest.raises(mv.StopRun, match="one period"):
        mv.change(record_of(*EVENTS), "KAZ", until="2017")
