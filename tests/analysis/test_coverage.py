import multivector as mv
from multivector.analysis.coverage import told


def test_coverage(record_of):
    record = record_of(
        ("a1", "CONSULT", "KAZ", "RUS", "2017-01-01"),
        ("b1", "CONSULT", "KAZ", "RUS", "2017-01-01"),
        ("b2", "CONSULT", "KAZ RUS CHN", "", "2018"),
        ("c1", "CONSULT", "RUS", "CHN", "2018"),
    )
    table = mv.coverage(record, "KAZ")
    assert table.rows() == [("2017", 1, 2, 2, 2, ["en"]), ("2018", 1, 1, 1, 1, ["en"])]
    assert told(table) == "Coverage (documents/sources/languages): 2017 2/2/en, 2018 1/1/en."


def test_many_periods_are_told_as_a_range(record_of):
    record = record_of(*(("a", "CONSULT", "KAZ", "RUS", str(year)) for year in range(2000, 2020)))
    assert told(mv.coverage(record, "KAZ")) == "Coverage: 1 to 1 documents in each of 20 periods, in en."
