"""The time line: every entry of a state in a line of plain words."""

import pytest

from multivector import StopRun, timeline
from multivector.analysis.charts import svg
from multivector.analysis.timeline import chart

TEXTS = [
    ("a", "ru", "2012-01-01", "Россия и Казахстан подписали соглашение 28 марта 1994 года."),
    ("b", "ru", None, "Казахстан председательствовал в ОБСЕ в 2010 году."),
    ("c", "ru", None, "США ввели санкции против Ирана в 2018 году."),
    ("d", "ru", None, "Президент Казахстана встретился с президентом Китая."),
    ("e", "en", None, "Kazakhstan will sign an agreement with Russia in 2030."),
]


@pytest.fixture(scope="module")
def record(recorded):
    return recorded(*TEXTS)


def lines(table):
    return [row[:3] for row in table.iter_rows()]


def test_entries_come_by_time_and_what_has_none_last(record):
    table = timeline(record, "KAZ")
    assert table.columns == ["time", "kind", "summary", "entry"]
    assert lines(table)[0] == ("1994-03-28", "AGREE", "Russia, Kazakhstan: agreement")
    assert (
        "2010",
        "chairmanship",
        "Kazakhstan chaired the Organization for Security and Co-operation in Europe",
    ) in lines(table)
    assert lines(table)[-1] == (None, "CONSULT", "Kazakhstan, China: meeting or talks")
    assert not [line for line in lines(table) if "Iran" in line[2]]


def test_what_is_not_done_is_marked(record):
    assert ("2030", "AGREE", "Kazakhstan, Russia: agreement (planned)") in lines(timeline(record, "KAZ"))


@pytest.mark.parametrize(
    ("language", "summary"),
    [
        ("en", "United States → Iran: sanctions or cutting of ties"),
        ("ru", "США → Иран: санкции или разрыв"),
        ("kk", "АҚШ → Иран: санкция не байланысты үзу"),
    ],
)
def test_three_languages(record, language, summary):
    assert lines(timeline(record, "IRN", language=language)) == [("2018", "SANCTION", summary)]


@pytest.mark.parametrize(
    ("period", "times"),
    [
        ({"since": "2010"}, ["2010", "2030"]),
        ({"until": "2010-06"}, ["1994-03-28", "2010"]),
        ({"since": "1995", "until": "2009"}, []),
    ],
)
def test_period(record, period, times):
    assert sorted(set(timeline(record, "KAZ", **period)["time"])) == times


@pytest.mark.parametrize("wrong", [{"since": "then"}, {"until": "XXXX-10-12"}, {"language": "fr"}])
def test_bad_input_is_said(record, wrong):
    with pytest.raises(StopRun):
        timeline(record, "KAZ", **wrong)


def test_the_chart_counts_by_kind(record):
    drawn = svg(chart(timeline(record, "KAZ")))
    assert "verbal cooperation" in drawn
    assert "without a date and not drawn: 1" in drawn
